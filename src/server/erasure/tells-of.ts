import type { StreamId } from '../../kernel/ids.ts'
import type { Found, Ledger } from '../../ledger/index.ts'
import { parseSealed } from '../vault/index.ts'

/** By what a person is looked for in what others wrote. */
export interface Searched {
  /** Their name, address and credit. */
  readonly names: readonly string[]
  /** What they told. */
  readonly words: readonly string[]
}

/** So many words in the same order are a copy; fewer are how everybody speaks. */
const run = 6
/** A shorter name ("Li") stands in too many other words. */
const shortestName = 3
/** Read of a record: more than a person would look through. */
const charactersAtMost = 1_000_000

/**
 * Why a text tells of a person: it has a name of theirs or a part of it, or repeats what they told for
 * at least six words in a row, whatever the punctuation and case.
 */
export const tellsOf = (
  texts: readonly string[],
  { names, words }: Searched,
): readonly ('names' | 'repeats')[] => {
  const said = texts.map((text) => ` ${wordsOf(text).join(' ')} `)
  const named = names
    .flatMap((name) => [wordsOf(name).join(' '), ...(name.includes('@') ? [] : wordsOf(name))])
    .some((name) => name.length >= shortestName && said.some((text) => text.includes(` ${name} `)))
  const told = new Set(words.flatMap((text) => runsOf(wordsOf(text))))
  const repeated = texts.some((text) => runsOf(wordsOf(text)).some((one) => told.has(one)))
  return [...(named ? (['names'] as const) : []), ...(repeated ? (['repeats'] as const) : [])]
}

const wordsOf = (text: string): readonly string[] =>
  text
    .slice(0, charactersAtMost)
    .toLowerCase()
    .normalize('NFKC')
    .match(/[\p{L}\p{N}]+/gu) ?? []

const runsOf = (words: readonly string[]): readonly string[] =>
  words
    .slice(0, Math.max(0, words.length - run + 1))
    .map((_, at) => words.slice(at, at + run).join(' '))

/**
 * All that stands in the facts of a record, also what was overwritten since. Of a report of their own
 * only what is plain: the rest is gone with the key.
 */
export const textsOf = async (
  ledger: Ledger,
  { stream }: Found,
  own: boolean,
): Promise<readonly string[]> =>
  // The ledger gave this id itself.
  (own ? await plainPayloads(ledger, stream) : await ledger.history(stream as StreamId)).flatMap(
    ({ payload }) => [...textsIn(payload)],
  )

const plainPayloads = async ({ database }: Ledger, stream: string) => {
  const rows = database.reader.selectFrom('event').select('payload').where('stream', '=', stream)
  const stored = await rows.orderBy('version').limit(eventsAtMost).execute()
  return stored.map(({ payload }) => ({ payload: JSON.parse(payload) as unknown }))
}

const eventsAtMost = 1_000

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (parseSealed(value) === undefined) yield value
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const item of Array.isArray(value) ? value : Object.values(value)) yield* textsIn(item)
}
