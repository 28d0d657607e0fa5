import { type ClauseId, constraintIds } from '../catalogue/constraint-ids.ts'
import type { ReviewPorts } from './ports.ts'
import { kindsAsked } from './queries/queries.ts'
import { loadRecords } from './records/load.ts'
import { scopeTo } from './records/scope.ts'
import { type RecordKind, type Records, recordKinds } from './records/views.ts'

/** Which records belong to a part of the review. */
export interface RecordScope {
  readonly clauses: readonly ClauseId[]
  /** A product's stream id, and one revision of it. */
  readonly product?: string | undefined
  readonly revision?: string | undefined
  /** Calendar day (UTC): only records with a fact on this day or later. */
  readonly since?: string | undefined
}

/** A record as it is named: its stream, kind and human id. */
export interface NamedRecord {
  readonly stream: string
  readonly kind: string
  readonly humanId: string
}

/**
 * The records that the verdicts on these clauses rest on, as far as the person behind the ports may
 * see them. Documents stand in it whatever the period, for every one of them was read; so do words
 * of people (findings) that still hold. A notice belongs to a product by what it was about.
 */
export const recordsInScope = async (
  ports: ReviewPorts,
  { clauses, product, revision, since }: RecordScope,
): Promise<readonly NamedRecord[]> => {
  const changed = new Set<string>()
  const { records } = await loadRecords({
    records: async function* (kind) {
      for await (const batch of ports.records(kind)) {
        for (const { id, updatedAt } of batch)
          if (since === undefined || updatedAt.slice(0, 10) >= since) changed.add(id)
        yield batch
      }
    },
  })
  const scoped =
    product === undefined ? records : noticesOf(scopeTo(records, { product, revision }))
  const kinds = kindsOf(clauses)
  return recordKinds
    .filter((kind) => kinds.has(kind))
    .flatMap((kind) => scoped[kind].filter((one) => alwaysIn(clauses, one) || changed.has(one.id)))
    .filter((one) => one.kind !== 'review-finding' || isAbout(clauses, one))
    .map(({ id, kind, humanId }) => ({ stream: id, kind, humanId }))
}

type AnyRecord = Records[RecordKind][number]

const alwaysIn = (clauses: readonly ClauseId[], one: AnyRecord): boolean =>
  one.kind === 'document' ||
  (one.kind === 'review-finding' && one.status !== 'withdrawn' && isAbout(clauses, one))

const isAbout = (clauses: readonly ClauseId[], { state }: AnyRecord): boolean =>
  'constraint' in state && clauses.some((clause) => state.constraint.startsWith(`${clause}/`))

/** What the clauses ask of the records, the documents they were read from, and words about both. */
const kindsOf = (clauses: readonly ClauseId[]): ReadonlySet<RecordKind> =>
  new Set<RecordKind>([
    'product',
    'document',
    'review-finding',
    ...kindsAsked(
      constraintIds.filter((id) => clauses.some((clause) => id.startsWith(`${clause}/`))),
    ),
  ])

const noticesOf = (records: Records): Records => {
  const ours = new Set(Object.values(records).flatMap((some) => some.map(({ id }) => id)))
  return {
    ...records,
    distribution: records.distribution.filter(({ state }) => ours.has(state.about)),
  }
}
