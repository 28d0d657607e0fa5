/** A version as prose writes it: numbers, then letters ("1.1.1k"). */
export interface Version {
  readonly numbers: readonly number[]
  readonly suffix: string
}

/** Versions from `low` to `high`; an absent end is open without bound. */
export interface VersionRange {
  readonly low?: Version
  readonly lowIncluded: boolean
  readonly high?: Version
  readonly highIncluded: boolean
}

/** Reads "2.4", "v1.1.1k", "3"; not dates, not "2.x". Undefined when it is no version. */
export const parseVersion = (text: string): Version | undefined => {
  const match =
    /^v?(\d{1,9}(?:\.\d{1,9}){0,5})([a-z]{0,2}|[-_.]?(?:rc|beta|alpha|sp|p|u|b|r)[-.]?\d{0,4})$/i.exec(
      text,
    )
  if (match?.[1] === undefined) return undefined
  return { numbers: match[1].split('.').map(Number), suffix: (match[2] ?? '').toLowerCase() }
}

/** Negative when `a` is older. Missing numbers count as zero; a suffix such as "rc1" is older. */
export const compareVersions = (a: Version, b: Version): number => {
  for (let index = 0; index < Math.max(a.numbers.length, b.numbers.length); index++) {
    const difference = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0)
    if (difference !== 0) return difference
  }
  if (a.suffix === b.suffix) return 0
  return rank(a.suffix) - rank(b.suffix) || (a.suffix < b.suffix ? -1 : 1)
}

const rank = (suffix: string): number => (/rc|beta|alpha/.test(suffix) ? -1 : suffix === '' ? 0 : 1)

/** The range that one written version stands for: "2.3" is all of 2.3, "2.3.1" is itself. */
export const seriesOf = (version: Version): VersionRange =>
  version.numbers.length <= 2 && version.suffix === ''
    ? { low: version, lowIncluded: true, high: nextOf(version), highIncluded: false }
    : { low: version, lowIncluded: true, high: version, highIncluded: true }

/** "2.x": from 2 up to, not with, 3. */
export const wildcardOf = (text: string): VersionRange | undefined => {
  const version = parseVersion(text.replace(/(?:\.[x*])+$/i, ''))
  if (version === undefined) return undefined
  return { low: version, lowIncluded: true, high: nextOf(version), highIncluded: false }
}

const nextOf = (version: Version): Version => ({
  numbers: version.numbers.map((number, index) =>
    index === version.numbers.length - 1 ? number + 1 : number,
  ),
  suffix: '',
})

export const overlap = (a: VersionRange, b: VersionRange): boolean => reaches(a, b) && reaches(b, a)

/** Whether `a` does not end before `b` begins. */
const reaches = (a: VersionRange, b: VersionRange): boolean => {
  if (a.high === undefined || b.low === undefined) return true
  const difference = compareVersions(a.high, b.low)
  return difference > 0 || (difference === 0 && a.highIncluded && b.lowIncluded)
}

export const anyOverlap = (a: readonly VersionRange[], b: readonly VersionRange[]): boolean =>
  a.some((one) => b.some((other) => overlap(one, other)))
