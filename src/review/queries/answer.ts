import { limits } from '../../kernel/limits.ts'
import { addDays, type Instant } from '../../kernel/time.ts'
import type { RecordAnswer, RecordLink } from '../contract.ts'
import type { ChannelFacts } from '../ports.ts'
import type { RecordKind, Records, ViewedRecord } from '../records/views.ts'

/** What a query answers from. */
export interface Facts {
  readonly now: Instant
  readonly channel: ChannelFacts
  readonly records: Records
}

/** One constraint's question to the records. */
export interface Query {
  /** The kinds it leans on: where one of them cannot be read, the query could not run. */
  readonly uses: readonly RecordKind[]
  answer(facts: Facts): RecordAnswer
}

type AnyRecord = ViewedRecord<unknown>

export const query = (uses: readonly RecordKind[], answer: Query['answer']): Query => ({
  uses,
  answer,
})

export const met = (detail: string, links: readonly AnyRecord[] = []): RecordAnswer =>
  answered('met', detail, links)
export const partial = (detail: string, links: readonly AnyRecord[] = []): RecordAnswer =>
  answered('partial', detail, links)
export const absent = (detail: string, links: readonly AnyRecord[] = []): RecordAnswer =>
  answered('absent', detail, links)
export const notApplicable = (detail: string, links: readonly AnyRecord[] = []): RecordAnswer =>
  answered('not-applicable', detail, links)

const answered = (
  verdict: RecordAnswer['verdict'],
  detail: string,
  links: readonly AnyRecord[],
): RecordAnswer => ({ verdict, detail, links: links.slice(0, limits.review.links).map(linkTo) })

const linkTo = ({ kind, id, humanId, title }: AnyRecord): RecordLink => ({
  kind,
  id,
  label: `${humanId} ${title}`.slice(0, 120),
})

/**
 * Each of these must be so. None there: absent, for nothing shows it (an empty inspection is no
 * pass). All: met. Some, or none of them where `fallback` is partial: partial. Gaps are linked first.
 */
export const everyOne = <One extends AnyRecord>(
  all: readonly One[],
  isSo: (one: One) => boolean,
  words: {
    readonly none: string
    readonly detail: (so: number, all: number) => string
    readonly whenNoneIs?: 'absent' | 'partial'
  },
): RecordAnswer => {
  if (all.length === 0) return absent(words.none)
  const so: One[] = []
  const gaps: One[] = []
  for (const one of all) (isSo(one) ? so : gaps).push(one)
  const detail =
    gaps.length === 0
      ? words.detail(so.length, all.length)
      : `${words.detail(so.length, all.length)} Not: ${names(gaps)}.`
  const links = [...gaps, ...so]
  if (gaps.length === 0) return met(detail, links)
  return so.length > 0 || words.whenNoneIs === 'partial'
    ? partial(detail, links)
    : absent(detail, links)
}

/** Records by a value of each, so that a question for every case stays linear. */
export const groupBy = <One>(
  all: readonly One[],
  keysOf: (one: One) => readonly string[],
): ReadonlyMap<string, readonly One[]> => {
  const groups = new Map<string, One[]>()
  for (const one of all)
    for (const key of keysOf(one)) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [one])
      else group.push(one)
    }
  return groups
}

const named = 10

/** Human ids, a bounded number of them. */
export const names = (records: readonly AnyRecord[]): string => {
  const first = records.slice(0, named).map(({ humanId }) => humanId)
  const more = records.length - first.length
  return more > 0 ? `${first.join(', ')} and ${more} more` : first.join(', ')
}

/** `1 report`, `3 reports`, `no report`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  number === 0 ? `no ${one}` : number === 1 ? `1 ${one}` : `${number} ${many}`

/** A sentence starts with a capital letter. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Today in UTC. */
export const today = ({ now }: Pick<Facts, 'now'>): string => now.slice(0, 10)

/** A source, an activity or a proof that was silent for a year is not shown to work. */
export const yearAgo = ({ now }: Pick<Facts, 'now'>): string => addDays(now, -365).slice(0, 10)
