import type { StaleReason } from '../contract.ts'
import type { ImpactBasis } from '../events/impact.ts'

/**
 * What of the basis of a row is another now, but for its components. A first score, or a first word
 * that nothing is exploited, is no change of what it was decided on.
 */
export const otherwiseNow = (
  basis: ImpactBasis,
  now: Omit<ImpactBasis, 'components'>,
): readonly StaleReason[] => [
  ...(basis.scores === '' || basis.scores === now.scores ? [] : (['score'] as const)),
  ...(basis.exploitation === now.exploitation ||
  (basis.exploitation === '' && now.exploitation === 'none')
    ? []
    : (['exploitation'] as const)),
  ...(basis.ranges === now.ranges ? [] : (['range'] as const)),
]

/** Whether a row was decided on something else than the one that it replaces. */
export const isRebased = (before: ImpactBasis | null, now: ImpactBasis | undefined): boolean =>
  before !== null &&
  now !== undefined &&
  (otherwiseNow(before, now).length > 0 ||
    before.components.join('\n') !== now.components.join('\n'))
