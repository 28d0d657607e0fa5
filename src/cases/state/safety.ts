import type { FdaRisk } from '../../kernel/risk-matrix.ts'
import type { StaleReason } from '../contract.ts'
import type { safetyEvents } from '../events/safety.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'
import type { ImpactPart } from './impact.ts'

export type SafetyAssessment = Of<'case.safety-assessed'> &
  Done & { readonly signed: (Done & { readonly comment: string }) | null }

export interface SafetyPart {
  /** One for each product: the last. */
  readonly safety: readonly SafetyAssessment[]
}

export const initialSafety: SafetyPart = { safety: [] }

export const evolveSafety: Evolvers<typeof safetyEvents> = {
  'case.safety-assessed': (state, event, done) => ({
    ...state,
    safety: [
      ...state.safety.filter(({ product }) => product !== event.product),
      { ...without(event), ...done, signed: null },
    ],
  }),
  'case.safety-signed': (state, { product, comment, assessment, ...event }, done) => ({
    ...state,
    safety: [
      ...state.safety.filter((one) => one.product !== product),
      {
        ...assessment,
        by: event.assessedBy,
        at: event.assessedAt,
        signedBy: null,
        signed: { ...done, comment },
      },
    ],
  }),
}

/** The revisions of a product that are affected now, sorted. */
export const affectedOf = ({ impact }: ImpactPart, product: string): readonly string[] =>
  impact
    .filter((row) => row.product === product && row.status === 'affected')
    .map(({ revision }) => revision)
    .sort()

export const affectedProducts = ({ impact }: ImpactPart): readonly string[] => [
  ...new Set(impact.filter(({ status }) => status === 'affected').map(({ product }) => product)),
]

interface Now {
  readonly scores: string
  readonly exploitation: string
}

/** What changed since an assessment was made; a first score or word on exploitation does not. */
export const changedSince = (
  { basis }: SafetyAssessment,
  affected: readonly string[],
  { scores, exploitation }: Now,
): readonly StaleReason[] => [
  ...(basis.scores === '' || basis.scores === scores ? [] : (['score'] as const)),
  ...(basis.exploitation === exploitation || (basis.exploitation === '' && exploitation === 'none')
    ? []
    : (['exploitation'] as const)),
  ...(basis.affected.join('\n') === affected.join('\n') ? [] : (['rows'] as const)),
]

/** Signed assessments of products that are still affected, whose basis changed. */
export const staleSafety = (
  state: ImpactPart & SafetyPart,
  now: (product: string) => Now,
): readonly { readonly product: string; readonly because: readonly StaleReason[] }[] => {
  // Once for all: an advisory may name hundreds of products.
  const affected = Map.groupBy(
    state.impact.filter(({ status }) => status === 'affected'),
    ({ product }) => product,
  )
  return state.safety.flatMap((one) => {
    const { product, signed } = one
    const rows = signed === null ? undefined : affected.get(product)
    if (rows === undefined) return []
    const revisions = rows.map(({ revision }) => revision).sort()
    const because = changedSince(one, revisions, now(product))
    return because.length === 0 ? [] : [{ product, because }]
  })
}

/**
 * FDA's word on the case: the worst of what was signed for its products, stale or not, for a clock
 * must not stop because a score moved. Null before the first signature.
 */
export const fdaRiskOf = ({ safety }: SafetyPart): FdaRisk | null => {
  const signed = safety.filter((one) => one.signed !== null)
  if (signed.length === 0) return null
  return signed.some(({ result }) => result.fda === 'uncontrolled') ? 'uncontrolled' : 'controlled'
}
