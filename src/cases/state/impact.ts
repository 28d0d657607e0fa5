import type { impactEvents } from '../events/impact.ts'
import type { Evolvers, Of } from './evolver.ts'

export type ImpactRow = Of<'case.impact-set'>['rows'][number]

export interface ImpactPart {
  readonly impact: readonly ImpactRow[]
}

export const initialImpact: ImpactPart = { impact: [] }

export const evolveImpact: Evolvers<typeof impactEvents> = {
  'case.impact-set': (state, { rows }) => ({ ...state, impact: merged(state.impact, rows) }),
}

const merged = (before: readonly ImpactRow[], rows: readonly ImpactRow[]) => [
  ...before.filter(
    (old) => !rows.some((row) => row.product === old.product && row.revision === old.revision),
  ),
  ...rows,
]
