import { type ClauseId, clauseIds } from '../../catalogue/constraint-ids.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Actor } from '../../kernel/roles.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { ClauseAnswer, ConstraintAnswer } from '../../review/contract.ts'
import { type NamedRecord, recordsInScope } from '../../review/index.ts'
import type { PackKeptReview, PackPassage, PackVerdict } from '../../review/verify/lines-schema.ts'
import type { ReviewManifest } from '../../review/verify/manifest.ts'
import type { ClauseReview } from '../clause-review.ts'
import { visible } from '../commands/dispatch.ts'
import type { Settings } from '../settings.ts'
import { reviewPorts } from '../wiring/review.ts'
import { keptReviews } from './kept-reviews.ts'
import { createPassageList } from './passages.ts'
import { verdictOf } from './verdict-line.ts'

/** What a pack of verdicts is asked about; each part narrows it, and none asks for everything. */
export interface ReviewScope {
  /** Empty: all five clauses. */
  readonly clauses: readonly string[]
  /** A product by its id or its human id. */
  readonly product?: string | undefined
  /** One revision of that product. */
  readonly revision?: string | undefined
  /** Calendar day (UTC): records with a fact on this day or later. */
  readonly since?: string | undefined
}

/** The verdicts of a part of the review, and every record that they rest on. */
export interface ReviewAnswers {
  readonly scope: ReviewManifest['scope']
  readonly records: ReadonlyMap<string, NamedRecord>
  readonly clauses: readonly ClauseAnswer[]
  readonly verdicts: readonly PackVerdict[]
  readonly passages: readonly PackPassage[]
  readonly keptReviews: readonly PackKeptReview[]
}

/**
 * Asks the clause review as this person, and takes together what its answers name. Refuses a clause
 * or a product that is not there, and a day that is none.
 */
export const answersFor = async (
  parts: { readonly ledger: Ledger; readonly settings: Settings },
  review: ClauseReview,
  asked: ReviewScope,
  actor: Actor,
): Promise<ReviewAnswers | Refusal> => {
  const { ledger } = parts
  const clauses = clausesAsked(asked.clauses)
  if (isRefusal(clauses)) return clauses
  const since = asked.since ?? null
  if (since !== null && !isDay(since))
    return refuse('pack/bad-day', `"${since}" is no day. Write it like 2026-01-31.`)
  const product = await productNamed(ledger, asked.product)
  if (isRefusal(product)) return product
  const revision = asked.revision || undefined
  const answered = await review.answer(actor, { product: product?.stream, revision })
  if (isRefusal(answered)) return answered
  const chosen = answered.clauses.filter(({ id }) => clauses.some((clause) => clause === id))
  const known = await named(ledger, chosen, actor)
  const passages = createPassageList(ledger)
  const verdicts: PackVerdict[] = []
  for (const { constraints } of chosen)
    for (const constraint of constraints)
      verdicts.push(await verdictOf(constraint, known, passages))
  const inScope = await recordsInScope(reviewPorts(ledger, parts.settings, actor.id), {
    clauses,
    product: product?.stream,
    revision,
    since: since ?? undefined,
  })
  const kept = await keptReviews(
    ledger,
    { clauses, product: product?.stream, revision, since },
    actor,
  )
  const records = new Map(inScope.map((record) => [record.stream, record]))
  for (const record of [
    ...known.values(),
    ...kept.map((one) => one.record),
    ...(product === undefined ? [] : [product]),
  ])
    records.set(record.stream, record)
  return {
    scope: {
      clauses: [...clauses],
      product: product === undefined ? null : { stream: product.stream, humanId: product.humanId },
      revision: revision ?? null,
      since,
    },
    records,
    clauses: chosen,
    verdicts,
    passages: passages.all(),
    keptReviews: kept.map(({ line }) => line),
  }
}

const clausesAsked = (asked: readonly string[]): readonly ClauseId[] | Refusal => {
  const unknown = asked.find((id) => !clauseIds.some((clause) => clause === id))
  if (unknown !== undefined)
    return refuse(
      'pack/no-clause',
      `There is no clause "${unknown}" in the review. Take one of ${clauseIds.join(', ')}.`,
    )
  return clauseIds.filter((clause) => asked.length === 0 || asked.includes(clause))
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text)

const productNamed = async (
  ledger: Ledger,
  asked: string | undefined,
): Promise<NamedRecord | undefined | Refusal> => {
  if (asked === undefined || asked === '') return undefined
  const found = await ledger.load(asked)
  return found?.kind === 'product'
    ? { stream: found.stream, kind: found.kind, humanId: found.humanId }
    : refuse('record/not-found', `There is no product "${asked}". Name it like PRD-2026-0001.`)
}

/** The records that the answers name, as far as this person may see them. */
const named = async (
  ledger: Ledger,
  clauses: readonly ClauseAnswer[],
  actor: Actor,
): Promise<ReadonlyMap<string, NamedRecord>> => {
  const ids = new Set(clauses.flatMap(({ constraints }) => constraints.flatMap(idsIn)))
  const found = await ledger.loadAll([...ids])
  const records = new Map<string, NamedRecord>()
  for (const one of found)
    if (ids.has(one.stream) && (await visible(ledger, one, actor)))
      records.set(one.stream, { stream: one.stream, kind: one.kind, humanId: one.humanId })
  return records
}

const idsIn = ({ legs, asksAgain, ...words }: ConstraintAnswer): readonly string[] => {
  const { exists, says, inForce, record } = legs
  const findings = [
    words.overruled,
    words.confirmed,
    words.accepted,
    ...asksAgain,
    ...says.evidence.map((one) => one.confirmed),
    ...record.imported.map(({ finding }) => finding),
  ]
  return [
    ...says.evidence.map(({ documentId }) => documentId),
    ...[...exists.documents, ...inForce.documents, ...record.links, ...record.imported].map(
      ({ id }) => id,
    ),
    ...findings.flatMap((finding) => (finding === undefined ? [] : [finding.id])),
  ]
}
