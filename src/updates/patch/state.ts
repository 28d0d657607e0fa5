import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import type { patchPositions, patchStatuses } from '../contract.ts'
import type { PatchEvent } from './events.ts'

export interface PatchState {
  readonly status: (typeof patchStatuses)[number]
  readonly reference: string
  readonly vendor: string
  readonly name: string
  readonly version: string
  readonly product: string
  readonly revision: string
  readonly recordedBy: string
  /** Oldest first; the last one holds. */
  readonly positions: readonly {
    readonly position: (typeof patchPositions)[number]
    readonly mitigation: string
    readonly reason: string
    readonly by: string
    readonly name: string
    readonly at: string
  }[]
}

export const initialPatch: PatchState = {
  status: 'recorded',
  reference: '',
  vendor: '',
  name: '',
  version: '',
  product: '',
  revision: '',
  recordedBy: '',
  positions: [],
}

export const evolvePatch = (
  state: PatchState,
  event: PatchEvent,
  { at, actor, signature }: EventEnvelope,
): PatchState => {
  switch (event.type) {
    case 'patch.recorded': {
      const { type: _, ...facts } = event
      return { ...state, ...facts, recordedBy: actor }
    }
    case 'patch.position-decided': {
      const { type: _, ...position } = event
      return {
        ...state,
        status: event.position,
        positions: [
          ...state.positions,
          { ...position, by: actor, name: signature?.name ?? '', at },
        ],
      }
    }
    default:
      return event satisfies never
  }
}

export const patchFacets = (state: PatchState): Facets => ({
  title: `${state.vendor} ${state.name} ${state.version}`,
  status: state.status,
  values: { product: [state.product], revision: [state.revision], vendor: [state.vendor] },
})

export const patchText = (state: PatchState): string =>
  [
    state.reference,
    state.revision,
    ...state.positions.flatMap(({ mitigation, reason }) => [mitigation, reason]),
  ].join('\n')
