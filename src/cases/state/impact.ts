import type { ImpactBasis, impactEvents } from '../events/impact.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'
import { isRebased } from './impact-basis.ts'

type ProposedBecause = Of<'case.impact-proposed'>['rows'][number]['because']

export type ImpactRow = Omit<Of<'case.impact-set'>['rows'][number], 'basis'> & {
  /** Who decided it; null while it is only proposed. */
  readonly decided: Done | null
  /** Since when it is called affected without a break; null where it is not. */
  readonly affectedSince: string | null
  readonly basis: ImpactBasis | null
  /** When it was last decided on something else than before; null where it never was. */
  readonly rebasedAt: string | null
  /** Why it was proposed; empty where a person named it first. */
  readonly because: ProposedBecause
  /** The components of the flaw in its SBOM now, where they are others than it was decided on. */
  readonly otherComponents: readonly string[] | null
}

export interface ImpactPart {
  readonly impact: readonly ImpactRow[]
  /** Decided once for all revisions of a product in each. */
  readonly ranges: readonly (Omit<Of<'case.range-decided'>, 'rows'> & Done)[]
}

export const initialImpact: ImpactPart = { impact: [], ranges: [] }

type RowKey = { readonly product: string; readonly revision: string }

export const isSameRow = (one: RowKey, other: RowKey): boolean =>
  one.product === other.product && one.revision === other.revision

export const evolveImpact: Evolvers<typeof impactEvents> = {
  'case.impact-set': (state, { rows }, done) => ({
    ...state,
    impact: decided(state.impact, rows, done),
  }),
  'case.range-decided': (state, event, done) => {
    const { rows: ofRange, ...range } = without(event)
    const rows = ofRange.map((row) => ({ ...row, statement: row.statement || range.statement }))
    return {
      ...state,
      impact: decided(state.impact, rows, done),
      ranges: [...otherRanges(state.ranges, event), { ...range, ...done }],
    }
  },
  'case.range-dropped': (state, event) => ({
    ...state,
    ranges: otherRanges(state.ranges, event),
  }),
  'case.impact-proposed': (state, { rows }) => ({
    ...state,
    impact: [
      ...state.impact,
      ...rows
        .filter((row) => !state.impact.some((known) => isSameRow(known, row)))
        .map(
          (row): ImpactRow => ({
            ...row,
            status: 'under-investigation',
            statement: '',
            decided: null,
            affectedSince: null,
            basis: null,
            rebasedAt: null,
            otherComponents: null,
          }),
        ),
    ],
  }),
  'case.impact-staled': (state, { rows }) => ({
    ...state,
    impact: state.impact.map((row) => {
      const staled = rows.find((one) => isSameRow(one, row))
      return staled === undefined ? row : { ...row, otherComponents: staled.now }
    }),
  }),
}

const otherRanges = (
  ranges: ImpactPart['ranges'],
  { product, range }: { readonly product: string; readonly range: string },
) => ranges.filter((known) => known.product !== product || known.range !== range)

const decided = (
  before: readonly ImpactRow[],
  rows: Of<'case.impact-set'>['rows'],
  done: Done,
): readonly ImpactRow[] => [
  ...before.filter((old) => !rows.some((row) => isSameRow(row, old))),
  ...rows.map((row): ImpactRow => {
    const old = before.find((known) => isSameRow(known, row))
    return {
      ...row,
      decided: done,
      affectedSince: row.status === 'affected' ? (old?.affectedSince ?? done.at) : null,
      basis: row.basis ?? null,
      rebasedAt: isRebased(old?.basis ?? null, row.basis) ? done.at : (old?.rebasedAt ?? null),
      because: old?.because ?? [],
      otherComponents: null,
    }
  }),
]
