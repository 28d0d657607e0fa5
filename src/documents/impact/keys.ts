import type { VersionRange } from '../../kernel/versions.ts'
import {
  defaultCredentialsAt,
  type PortRange,
  portRanges,
  speaksOfCredentials,
  spokenVersions,
} from './concepts.ts'
import { portMeaning } from './port-meaning.ts'
import type { PreparedPassage } from './prepared-passage.ts'
import { isStopWord, stem } from './stem.ts'
import { termsOf } from './terms.ts'
import { lowerCase, stemsOf } from './words.ts'

/**
 * Raise it with whatever changes the keys of a passage (words, stems, concepts): the server then
 * indexes its library anew.
 */
export const keysVersion = 2

const longestKey = 40
/** A word of letters and digits is taken apart ("tlsv1" into tlsv and 1) up to so many runs. */
const mostRuns = 6

/** Keys that every passage has in which `text` stands as a whole; none where no word carries a topic. */
export const wordKeys = (text: string): readonly string[] => [
  ...new Set(stemsOf(lowerCase(text)).map(({ text: word }) => cut(word))),
]

/**
 * A text as it is; undefined where it has no key ("****", "before"): it would stand everywhere, so it is
 * not looked for.
 */
export const findable = (text: string | undefined): string | undefined =>
  text === undefined || wordKeys(text).length === 0 ? undefined : text

/** The same for a row of runs ("tls", "1", "0"), however they are joined. */
export const runKeys = (runs: readonly string[]): readonly string[] => [
  ...new Set(runs.filter((run) => !isStopWord(run)).map((run) => cut(stem(run)))),
]

/** Keys of the headings above and of the table's head. */
export const contextKeys = (keys: readonly string[]): readonly string[] =>
  keys.map((key) => `^${key}`)

export const credentialsKey = ':credentials'
export const defaultCredentialsKey = ':default-credentials'
export const portKey = (port: number): string => `:port ${port}`
/** Ranges of ports, by the thousands they touch. */
export const portRangeKey = (port: number): string => `:ports ${bucketOf(port)}`

/** Keys of "version 2.3" with nothing named, for versions that may lie in a range. */
export const versionKeys = (ranges: readonly VersionRange[]): readonly string[] => {
  const majors = ranges.map(majorsOf)
  if (majors.some((each) => each === undefined)) return [anyVersion]
  return [
    openVersion,
    ...new Set(majors.flatMap((each) => (each ?? []).map((major) => `:version ${major}`))),
  ]
}

/** All keys of a passage: what an index holds of it. */
export const keysOf = (
  passage: Pick<PreparedPassage, 'lower' | 'context' | 'passage' | 'stems'>,
): ReadonlySet<string> =>
  new Set([...textKeysOf(passage), ...headingKeysOf(passage), ...conceptKeysOf(passage)])

/** Words by their stems, in all their spellings, and the runs of words that mix letters and digits. */
export const textKeysOf = ({
  passage,
  stems,
}: Pick<PreparedPassage, 'passage' | 'stems'>): ReadonlySet<string> => {
  const keys = new Set<string>(termsOf(passage.text))
  for (const { text } of stems) {
    keys.add(cut(text))
    if (!/\p{N}/u.test(text) || !/\p{L}/u.test(text)) continue
    const runs = text.match(/\p{L}+|\p{N}+/gu) ?? []
    if (runs.length <= mostRuns) for (const key of runKeys(runs)) keys.add(key)
  }
  return keys
}

/** Words of the headings above and of the table's head. */
export const headingKeysOf = ({ context }: Pick<PreparedPassage, 'context'>): ReadonlySet<string> =>
  new Set(contextKeys([...wordKeys(context), ...termsOf(context)]))

/** What no single word tells; each begins with a colon. */
export const conceptKeysOf = (
  passage: Pick<PreparedPassage, 'lower' | 'context' | 'passage' | 'stems'>,
): ReadonlySet<string> => {
  const { lower, context, stems } = passage
  const keys = new Set<string>()
  if (speaksOfCredentials(lower)) keys.add(credentialsKey)
  if (speaksOfCredentials(context)) keys.add(`^${credentialsKey}`)
  if (defaultCredentialsAt(lower) !== undefined) keys.add(defaultCredentialsKey)
  for (const { text, at } of stems)
    if (/^\d{1,5}$/.test(text) && (portMeaning(passage, at, text.length) ?? 0) > 0)
      keys.add(portKey(Number(text)))
  for (const range of portRanges(lower)) for (const key of rangeKeys(range)) keys.add(key)
  const spoken = spokenVersions(lower).flatMap(({ versions }) => versions)
  if (spoken.length > 0) keys.add(anyVersion)
  for (const { range } of spoken)
    for (const key of majorsOf(range)?.map((major) => `:version ${major}`) ?? [openVersion])
      keys.add(key)
  return keys
}

const cut = (key: string): string => key.slice(0, longestKey)

const anyVersion = ':version'
/** A range of versions that has no end, or too many majors. */
const openVersion = ':version open'
const mostMajors = 20

const majorsOf = ({ low, high }: VersionRange): readonly number[] | undefined => {
  const first = low?.numbers[0] ?? 0
  const last = high?.numbers[0]
  if (last === undefined || last - first >= mostMajors) return undefined
  return Array.from({ length: Math.max(0, last - first) + 1 }, (_, index) => first + index)
}

const mostPorts = 65_535
const bucketOf = (port: number): number => Math.floor(Math.min(port, mostPorts) / 1_024)

const rangeKeys = ({ above, below }: PortRange): readonly string[] =>
  below - above < 2
    ? []
    : Array.from(
        { length: bucketOf(below) - bucketOf(above) + 1 },
        (_, index) => `:ports ${bucketOf(above) + index}`,
      )
