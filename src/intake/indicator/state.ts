import { addDays, type Instant } from '../../kernel/time.ts'
import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import { indicatorDays, type indicatorStatuses } from '../contract.ts'
import type { IndicatorEvent } from './events.ts'

export interface IndicatorState {
  readonly status: (typeof indicatorStatuses)[number]
  readonly reference: string
  readonly rule: string
  readonly title: string
  /** Sealed. */
  readonly cause: string
  readonly causeKey: string
  readonly firstAt: string
  readonly lastAt: string
  /** Seconds. */
  readonly window: number
  readonly evidenceSet: string
  readonly evidence: readonly string[]
  /** All events of the cause in the window, and the last of them. */
  readonly count: number
  readonly lastSeenAt: string
  readonly by: 'rule' | 'hand'
  readonly product: string
  readonly raisedAt: string
  /** What a person saw, where they made the report; empty where the rule did. */
  readonly note: string
  readonly report: string | null
  readonly ended: { readonly reason: string; readonly by: string; readonly at: string } | null
}

export const initialIndicator: IndicatorState = {
  status: 'open',
  reference: '',
  rule: '',
  title: '',
  cause: '',
  causeKey: '',
  firstAt: '',
  lastAt: '',
  window: 0,
  evidenceSet: '',
  evidence: [],
  count: 0,
  lastSeenAt: '',
  by: 'rule',
  product: '',
  raisedAt: '',
  note: '',
  report: null,
  ended: null,
}

export const evolveIndicator = (
  state: IndicatorState,
  event: IndicatorEvent,
  { at, actor }: EventEnvelope,
): IndicatorState => {
  switch (event.type) {
    case 'indicator.raised': {
      const { type: _, report, ...facts } = event
      return {
        ...state,
        ...facts,
        status: report ? 'reported' : 'open',
        count: event.evidence.length,
        lastSeenAt: event.lastAt,
        raisedAt: at,
      }
    }
    case 'indicator.window-closed':
      return {
        ...state,
        count: event.count,
        lastSeenAt: event.lastAt,
        evidence: [...state.evidence, ...event.evidence],
      }
    case 'indicator.report-ordered':
      return {
        ...state,
        status: 'reported',
        note: event.note,
        product: event.product === '' ? state.product : event.product,
      }
    case 'indicator.report-linked':
      return { ...state, report: event.report }
    case 'indicator.dismissed':
      return { ...state, status: 'dismissed', ended: { reason: event.reason, by: actor, at } }
    default:
      return event satisfies never
  }
}

/** Finds the indicators that one cause raised by one rule. */
export const causeFacet = (rule: string, causeKey: string): string => `${rule} ${causeKey}`

export const indicatorFacets = (state: IndicatorState): Facets => ({
  title: state.title,
  status: state.status,
  dueAt:
    state.status === 'open' && state.raisedAt !== ''
      ? addDays(state.raisedAt as Instant, indicatorDays)
      : undefined,
  // Who may not see the report must not learn from here what it is about.
  hangsOn: state.report === null ? [] : [state.report],
  values: {
    rule: [state.rule],
    cause: [causeFacet(state.rule, state.causeKey)],
    evidence: [state.evidenceSet],
    ...(state.product === '' ? {} : { product: [state.product] }),
    ...(state.report === null ? {} : { report: [state.report] }),
  },
})

export const indicatorText = (state: IndicatorState): string =>
  [state.reference, state.rule, state.product, state.note, state.ended?.reason ?? ''].join('\n')
