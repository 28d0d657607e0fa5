import { overlap, parseVersion, type seriesOf, type Version } from '../../kernel/versions.ts'
import { type FactMatcher, type Hit, type KeyGroup, strongest } from './hit.ts'
import { runKeys } from './keys.ts'
import { isNegated } from './occurrences.ts'
import type { PreparedPassage } from './prepared-passage.ts'
import { versionsFrom } from './version-expressions.ts'
import { lowerCase, type Run, runsOf } from './words.ts'

/** Other names of the same algorithm, each as its runs of letters and digits. */
const sameAlgorithms: readonly (readonly string[])[] = [
  ['3des', 'triple des', 'tdes', 'tdea', 'des ede3', 'des3'],
  ['rc4', 'arc4', 'arcfour'],
  ['sha 1', 'sha'],
  ['rsa 1024', '1024 bit rsa', 'rsa with 1024'],
  ['diffie hellman', 'dh', 'dhe'],
  ['plain text', 'plaintext', 'unencrypted', 'clear text', 'cleartext'],
]
const versioned =
  /^(d?tls|ssl|ssh|smb|snmp|ntlm|http|wpa|ike|rdp|bluetooth)\s?[-_]?\s?v?\s?(\d+(?:\.\d+)*)$/

/**
 * Looks for an algorithm or protocol however it is spelt: SHA-1, SHA1, SHA 1; TLS 1.0, TLSv1.0,
 * "TLS 1.0 to 1.2", "TLS 1.0 or later". SHA-1 is not found in SHA-128, nor TLS 1 in TLS 1.2.
 */
export const algorithmMatchers = (algorithms: readonly string[]): readonly FactMatcher[] =>
  algorithms.map((algorithm) => {
    const lower = lowerCase(algorithm)
    const protocol = versioned.exec(lower)
    const version = parseVersion(protocol?.[2] ?? '')
    const family = protocol?.[1]
    const spellings = spellingsOf(lower)
    return {
      fact: `algorithm ${lower}`,
      keys: [
        ...spellings.flatMap(groupOf),
        ...(family === undefined ? [] : [[family], [`${family}v`]].flatMap(groupOf)),
      ],
      match: (passage: PreparedPassage) =>
        strongest([
          ...spellings.map((spelling) => matchRuns(passage, spelling, algorithm)),
          family === undefined || version === undefined
            ? undefined
            : matchProtocol(passage, family, version, algorithm),
        ]),
    }
  })

/** A spelling without a key (all its words carry no topic) is not looked for. */
const groupOf = (runs: readonly string[]): readonly KeyGroup[] => {
  const all = runKeys(runs)
  return all.length === 0 ? [] : [{ all, atMost: 0.85 }]
}

const spellingsOf = (lower: string): readonly (readonly string[])[] => {
  const plain = runTexts(lower)
  const key = plain.join('')
  const family =
    sameAlgorithms.find((names) => names.some((name) => runTexts(name).join('') === key)) ?? []
  return [
    plain,
    ...family.map(runTexts).filter((runs) => runs.join('') !== key && runs.join('').length > 2),
  ]
}

const runTexts = (text: string): readonly string[] => runsOf(text).map((run) => run.text)

const matchRuns = (
  { runs, lower }: PreparedPassage,
  spelling: readonly string[],
  shown: string,
): Hit | undefined => {
  for (let start = 0; start + spelling.length <= runs.length; start++) {
    if (!spelling.every((part, offset) => runs[start + offset]?.text === part)) continue
    const found = runs.slice(start, start + spelling.length)
    const [first] = found
    if (first === undefined || !joinedClosely(lower, found) || goesOnAsNumber(lower, found))
      continue
    return {
      strength: isUrlScheme(lower, found) ? 0.4 : isNegated(lower, first.at) ? 0.5 : 0.85,
      at: first.at,
      reason: `names ${shown}`,
    }
  }
  return undefined
}

const joinedClosely = (lower: string, found: readonly Run[]): boolean =>
  found.every((run, index) => {
    const next = found[index + 1]
    return (
      next === undefined || /^[-_ ./]{0,1}$/.test(lower.slice(run.at + run.text.length, next.at))
    )
  })

/** "TLS 1" followed by ".2" is another version, "SHA" followed by "-512" another function. */
const goesOnAsNumber = (lower: string, found: readonly Run[]): boolean => {
  const last = found.at(-1)
  if (last === undefined) return true
  const after = lower.slice(last.at + last.text.length, last.at + last.text.length + 3)
  return /\d$/.test(last.text)
    ? /^\.\d/.test(after)
    : /^[-_ ]?\d/.test(after) && last.text === 'sha'
}

/** "http://" is mostly an address, not what the text says of HTTP. */
const isUrlScheme = (lower: string, found: readonly Run[]): boolean => {
  const last = found.at(-1)
  return last !== undefined && lower.startsWith('://', last.at + last.text.length)
}

const matchProtocol = (
  { lower, runs }: PreparedPassage,
  family: string,
  version: Version,
  shown: string,
): Hit | undefined => {
  for (const run of runs) {
    if (run.text !== family && run.text !== `${family}v`) continue
    const named = versionsFrom(lower, run.at + family.length)
    // A protocol's "1" is its 1.0, where a product's would be all of 1.
    const exact = named.map(({ range }) =>
      range.low?.numbers.length === 1 && range.high !== undefined && !range.highIncluded
        ? { ...range, high: range.low, highIncluded: true }
        : range,
    )
    if (!exact.some((range) => overlap(range, pointOf(version)))) continue
    return {
      strength: isNegated(lower, run.at) ? 0.5 : 0.85,
      at: run.at,
      reason: `lets in ${shown}`,
    }
  }
  return undefined
}

const pointOf = (version: Version): ReturnType<typeof seriesOf> => ({
  low: version,
  lowIncluded: true,
  high: version,
  highIncluded: true,
})
