import type { StaleReason } from '../contract.ts'
import type { CaseState } from '../state.ts'
import type { ImpactRow } from './impact.ts'
import { otherwiseNow } from './impact-basis.ts'
import { staleSafety } from './safety.ts'
import { scoreFor } from './scoring.ts'

/** A decision whose basis is no longer what it was when somebody decided. */
export interface Stale {
  readonly part: 'impact' | 'safety' | 'disposition' | 'disclosure'
  /** The row it is about, where it is one. */
  readonly product?: string
  readonly revision?: string
  readonly because: readonly StaleReason[]
}

type Basis = Pick<CaseState, 'scores' | 'primaryScore' | 'facts'> & {
  readonly exploitation: { readonly status: string } | null
}

/** What a row of a product is decided on: the same texts as long as nothing changed. */
export const basisOf = ({ facts, exploitation, ...scored }: Basis, product: string) => ({
  // Another vector of the same score, or a second and lower one, changes no decision.
  scores: scoreFor(scored, product)?.toFixed(1) ?? '',
  exploitation: exploitation?.status ?? '',
  ranges: (facts.components ?? [])
    .map(({ name, affected, fixed }) => `${name} ${affected ?? ''} ${fixed ?? ''}`)
    .sort()
    .join('\n'),
})

/**
 * What must be decided anew. It follows from what is recorded, like the status: a row that was
 * decided on something else is stale, and what was approved on a stale row, before such a row was
 * decided anew, or before another revision was found affected is stale with it.
 */
export const staleIn = (
  state: Omit<CaseState, 'stale' | 'status' | 'exploitation'> & Pick<Basis, 'exploitation'>,
): readonly Stale[] => {
  // A product has many rows, and each is looked at with every fact.
  const known = new Map<string, ReturnType<typeof basisOf>>()
  const basis = (product: string) => {
    const now = known.get(product) ?? basisOf(state, product)
    known.set(product, now)
    return now
  }
  const rows = state.impact.flatMap((row): readonly Stale[] => {
    const because = reasonsOf(row, basis(row.product))
    const { product, revision } = row
    return because.length === 0 ? [] : [{ part: 'impact', product, revision, because }]
  })
  return [
    ...rows,
    ...staleSafety(state, basis).map((one) => ({
      part: 'safety' as const,
      ...one,
    })),
    ...dependent('disposition', state.disposition?.approved?.at, state, rows.length > 0),
    ...dependent('disclosure', state.disclosure?.approved?.at, state, rows.length > 0),
  ]
}

/** Whether a decision has to be approved anew. */
export const isStale = ({ stale }: CaseState, part: Stale['part']): boolean =>
  stale.some((one) => one.part === part)

const dependent = (
  part: 'disposition' | 'disclosure',
  approvedAt: string | undefined,
  { impact }: Pick<CaseState, 'impact'>,
  staleRows: boolean,
): readonly Stale[] => {
  if (approvedAt === undefined) return []
  const found = impact.some(
    ({ affectedSince }) => affectedSince !== null && affectedSince > approvedAt,
  )
  const rebased = impact.some(
    ({ rebasedAt, status }) =>
      rebasedAt !== null && rebasedAt > approvedAt && status !== 'not-affected',
  )
  const because: readonly StaleReason[] = [
    ...(staleRows ? (['impact'] as const) : []),
    ...(found ? (['affected'] as const) : []),
    ...(rebased ? (['rebased'] as const) : []),
  ]
  return because.length === 0 ? [] : [{ part, because }]
}

const reasonsOf = (
  { basis, otherComponents }: ImpactRow,
  now: ReturnType<typeof basisOf>,
): readonly StaleReason[] =>
  basis === null
    ? []
    : [...(otherComponents === null ? [] : (['component'] as const)), ...otherwiseNow(basis, now)]
