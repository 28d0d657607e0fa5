import { type Refusal, refuse } from './result.ts'
import {
  compareVersions,
  overlap,
  parseVersion,
  seriesOf,
  type Version,
  type VersionRange,
  wildcardOf,
} from './versions.ts'

/**
 * Ranges as people decide on them: `<2.4.1`, `>=2.0 <2.4`, `2.3.x`, `=2.4.0`, `1.0 - 1.4`, several with
 * `|` between them, `*` for all; also in the form `vers:generic/>=1.0|<1.2`. A bare `2.3` is all of 2.3.
 * Refuses with `versions/unreadable` what is not read to its end, `versions/empty` a range that
 * holds nothing, `versions/overlap` ranges of one text that hold the same version.
 */
export const parseVersionRanges = (text: string): readonly VersionRange[] | Refusal => {
  const bare = text.trim().replace(/^vers:[a-z]{1,40}\//i, '')
  if (/^(?:\*|all)$/i.test(bare)) return [{ lowIncluded: false, highIncluded: false }]
  const parts = bare
    .split('|')
    .slice(0, 100)
    .map((part) => constraintsIn(part.trim()))
  const constraints = parts.flatMap((part) => part ?? [])
  if (constraints.length === 0 || parts.includes(undefined)) return unreadable(text)
  const ranges = paired(constraints)
  const empty = ranges.find(isEmpty)
  if (empty !== undefined)
    return refuse(
      'versions/empty',
      `No version lies in "${shown(text)}": its ends are the wrong way round. Swap them, or join two ranges by "|".`,
    )
  return ranges.some((one, index) => ranges.slice(index + 1).some((other) => overlap(one, other)))
    ? refuse(
        'versions/overlap',
        `Two ranges of "${shown(text)}" hold the same version. Write them as one.`,
      )
    : ranges
}

/** Whether a version lies in one of the ranges; undefined where the text is no version. */
export const inRanges = (text: string, ranges: readonly VersionRange[]): boolean | undefined => {
  const version = parseVersion(text)
  if (version === undefined) return undefined
  const exact: VersionRange = { low: version, lowIncluded: true, high: version, highIncluded: true }
  return ranges.some((range) => overlap(range, exact))
}

const shown = (text: string): string => text.slice(0, 80)

const unreadable = (text: string): Refusal =>
  refuse(
    'versions/unreadable',
    `"${shown(text)}" is no range of versions. Write it like "<2.4.1", ">=2.0 <2.4", "2.3.x" or "1.0 - 1.4".`,
  )

const comparator = /^(<=|>=|<|>|=)?\s?([^\s<>=]+)$/

/** The constraints of one alternative; undefined where it is not read to its end. */
const constraintsIn = (part: string): readonly VersionRange[] | undefined => {
  const [from, to, ...more] = part.split(/\s+[-–]\s+/)
  if (to !== undefined) {
    const low = more.length === 0 ? single(from ?? '') : undefined
    const high = single(to)
    if (low?.low === undefined || high === undefined) return undefined
    return [{ ...high, low: low.low, lowIncluded: true }]
  }
  const read = part
    .replaceAll(/(<=|>=|<|>|=)\s+/g, '$1')
    .split(/[\s,]+/)
    .map(constraint)
  const ranges = read.flatMap((range) => (range === undefined ? [] : [range]))
  return ranges.length === read.length ? ranges : undefined
}

const constraint = (text: string): VersionRange | undefined => {
  const [, sign, written = ''] = comparator.exec(text) ?? []
  if (sign === undefined) return single(written)
  const version = parseVersion(written)
  return version === undefined ? undefined : compared(sign, version)
}

const single = (written: string): VersionRange | undefined => {
  if (/\.[x*]$/i.test(written)) return wildcardOf(written)
  const version = parseVersion(written)
  return version === undefined ? undefined : seriesOf(version)
}

const compared = (sign: string, version: Version): VersionRange => {
  if (sign === '=') return { low: version, lowIncluded: true, high: version, highIncluded: true }
  return sign.startsWith('>')
    ? { low: version, lowIncluded: sign === '>=', highIncluded: false }
    : { lowIncluded: false, high: version, highIncluded: sign === '<=' }
}

/** As in vers: a lower bound opens a range, and the upper bound that follows closes it. */
const paired = (constraints: readonly VersionRange[]): readonly VersionRange[] => {
  const ranges: VersionRange[] = []
  for (const range of constraints) {
    const open = ranges.at(-1)
    const closes =
      open?.low !== undefined &&
      open.high === undefined &&
      range.low === undefined &&
      range.high !== undefined
    if (closes && open !== undefined)
      ranges[ranges.length - 1] = { ...range, low: open.low, lowIncluded: open.lowIncluded }
    else ranges.push(range)
  }
  return ranges
}

const isEmpty = ({ low, lowIncluded, high, highIncluded }: VersionRange): boolean => {
  if (low === undefined || high === undefined) return false
  const order = compareVersions(low, high)
  return order > 0 || (order === 0 && !(lowIncluded && highIncluded))
}
