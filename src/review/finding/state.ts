import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import type { findingStatuses, overruledVerdicts } from '../contract.ts'
import type { FindingEvent } from './events.ts'

export interface FindingState {
  readonly status: (typeof findingStatuses)[number]
  readonly reference: string
  readonly constraint: string
  /** Null: it holds for all products. */
  readonly product: string | null
  readonly document: string | null
  readonly passageHash: string | null
  /** Null where a gap is accepted: the verdict stays the review's. */
  readonly verdict: (typeof overruledVerdicts)[number] | null
  readonly reason: string
  readonly by: string
  /** The printed name of the signature; empty where none was asked for. */
  readonly name: string
  readonly at: string
  readonly withdrawn: { readonly by: string; readonly at: string; readonly reason: string } | null
}

export const initialFinding: FindingState = {
  status: 'overruled',
  reference: '',
  constraint: '',
  product: null,
  document: null,
  passageHash: null,
  verdict: null,
  reason: '',
  by: '',
  name: '',
  at: '',
  withdrawn: null,
}

export const evolveFinding = (
  state: FindingState,
  event: FindingEvent,
  { at, actor, signature }: EventEnvelope,
): FindingState => {
  switch (event.type) {
    case 'review-finding.overruled': {
      const { type: _, product, document, passageHash, ...facts } = event
      return {
        ...state,
        ...facts,
        product: product ?? null,
        document: document ?? null,
        passageHash: passageHash ?? null,
        by: actor,
        at,
      }
    }
    case 'review-finding.gap-accepted': {
      const { type: _, product, ...facts } = event
      return {
        ...state,
        ...facts,
        status: 'gap-accepted',
        product: product ?? null,
        by: actor,
        name: signature?.name ?? '',
        at,
      }
    }
    case 'review-finding.withdrawn':
      return { ...state, status: 'withdrawn', withdrawn: { by: actor, at, reason: event.reason } }
    default:
      return event satisfies never
  }
}

export const findingFacets = (state: FindingState): Facets => ({
  title:
    state.verdict === null
      ? `${state.constraint}: gap accepted`
      : `${state.constraint}: ${state.verdict}`,
  status: state.status,
  values: {
    constraint: [state.constraint],
    ...(state.product === null ? {} : { product: [state.product] }),
    ...(state.document === null ? {} : { document: [state.document] }),
  },
})

export const findingText = (state: FindingState): string =>
  [state.reason, state.withdrawn?.reason ?? ''].join('\n')
