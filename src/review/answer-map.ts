import type { Catalogue } from '../catalogue/catalogue.ts'
import { limits } from '../kernel/limits.ts'
import { answerScope, type ReviewQuestion } from './answer-constraints.ts'
import type { ClauseAnswer, ClauseMap, ConstraintAnswer, MapGap, MapRow } from './contract.ts'
import { isOpenGap, urgencyOf, worstOf } from './contract.ts'
import { judgeLibrary, type LibraryJudge } from './library/judge-library.ts'
import { shelvesOf } from './library/shelf.ts'
import type { ReviewPorts } from './ports.ts'
import { today } from './queries/answer.ts'
import { loadRecords } from './records/load.ts'
import { scopesOf } from './records/scope.ts'
import type { Records, Viewed } from './records/views.ts'

/**
 * Products by clauses, as far as the person behind the ports may see them. The records are read and
 * the documents judged once for all products. At most `limits.review.mapProducts` of them, by name.
 */
export const answerMap = async (
  catalogue: Catalogue,
  ports: ReviewPorts,
  judge: LibraryJudge,
  { now }: Pick<ReviewQuestion, 'now'>,
): Promise<ClauseMap> => {
  const { records, unread } = await loadRecords(ports)
  const library = await judgeLibrary(records.document, ports, judge, today({ now }))
  const shelfOf = shelvesOf(catalogue.constraints.values(), library)
  const answer = async (scoped: Records, product?: string) =>
    answerScope(catalogue, {
      facts: { now, channel: ports.channel, records: scoped },
      shelf: await shelfOf(scoped.document),
      unread,
      product,
    })
  const together = await answer(records)
  const scopeOf = scopesOf(records)
  const products = records.product.toSorted(byName)
  const shown = products.slice(0, limits.review.mapProducts)
  const rows: MapRow[] = []
  const gaps = new Map<string, OpenGap>()
  for (const product of shown) {
    const clauses = await answer(scopeOf({ product: product.id }), product.id)
    const { id, humanId, state } = product
    rows.push({ product: { id, humanId, name: state.name }, cells: clauses.map(cellOf) })
    for (const { constraints } of clauses)
      for (const one of constraints) if (isOpenGap(one)) note(gaps, one, id)
  }
  return {
    clauses: catalogue.clauses.map(({ id, title, constraints }) => ({
      id,
      title,
      constraints: constraints.length,
    })),
    together: { product: null, cells: together.map(cellOf) },
    rows: rows.sort((one, other) => weightOf(other) - weightOf(one)),
    gaps: [...gaps.values()].sort(byUrgency).map(({ urgency: _, ...gap }) => gap),
    leftOut: products.length - shown.length,
  }
}

const byName = (one: Viewed<'product'>, other: Viewed<'product'>): number =>
  one.state.name < other.state.name ? -1 : one.state.name > other.state.name ? 1 : 0

const cellOf = ({ id, constraints }: ClauseAnswer): MapRow['cells'][number] => {
  const counts: Partial<Record<ConstraintAnswer['verdict'], number>> = {}
  for (const { verdict } of constraints) counts[verdict] = (counts[verdict] ?? 0) + 1
  const worst = worstOf(constraints)
  return {
    clause: id,
    counts,
    accepted: constraints.filter(({ accepted }) => accepted !== undefined).length,
    worst,
    worstCount: constraints.filter((one) => one.severity === worst && isOpenGap(one)).length,
  }
}

interface OpenGap extends MapGap {
  readonly urgency: number
}

const note = (gaps: Map<string, OpenGap>, one: ConstraintAnswer, product: string): void => {
  const known = gaps.get(one.id)
  const urgency = urgencyOf(one)
  const worse = known === undefined || urgency > known.urgency
  gaps.set(one.id, {
    constraint: one.id,
    title: one.title,
    severity: one.severity,
    verdict: worse ? one.verdict : known.verdict,
    urgency: worse ? urgency : known.urgency,
    products: [...(known?.products ?? []), product],
  })
}

const byUrgency = (one: OpenGap, other: OpenGap): number =>
  other.urgency - one.urgency || other.products.length - one.products.length

const weights = { major: 10_000, moderate: 100, minor: 1 } as const

/** By its worst gaps and how many there are; of the same, by how much is not there at all. */
const weightOf = ({ cells }: MapRow): number =>
  cells.reduce(
    (sum, { worst, worstCount, counts }) =>
      sum +
      (worst === null ? 0 : weights[worst] * worstCount) +
      ((counts.absent ?? 0) + (counts['could-not-run'] ?? 0)) / 1_000,
    0,
  )
