import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type {
  closeIndicatorWindow,
  dismissIndicator,
  linkIndicatorReport,
  makeReport,
  raiseIndicator,
} from '../contract.ts'
import type { IndicatorEvent } from './events.ts'
import type { IndicatorState } from './state.ts'

type Decided = readonly IndicatorEvent[] | Refusal

export const decideRaise = (
  _state: IndicatorState,
  input: InputOf<typeof raiseIndicator>,
  { humanId }: DecisionContext,
): Decided => [{ type: 'indicator.raised', reference: humanId, ...input }]

export const decideMakeReport = (
  state: IndicatorState,
  { note, product }: InputOf<typeof makeReport>,
): Decided => ended(state) ?? [{ type: 'indicator.report-ordered', note, product }]

export const decideDismiss = (
  state: IndicatorState,
  { reason }: InputOf<typeof dismissIndicator>,
): Decided => ended(state) ?? [{ type: 'indicator.dismissed', reason }]

export const decideLinkReport = (
  state: IndicatorState,
  { report }: InputOf<typeof linkIndicatorReport>,
): Decided => {
  if (state.status !== 'reported')
    return refuse('indicator/not-reported', 'No report was asked for. Make one first.')
  return state.report === null ? [{ type: 'indicator.report-linked', report }] : []
}

/** Also of one that has ended: what came is a fact all the same. */
export const decideCloseWindow = (
  _state: IndicatorState,
  input: InputOf<typeof closeIndicatorWindow>,
): Decided => [{ type: 'indicator.window-closed', ...input }]

const ended = ({ status }: IndicatorState): Refusal | undefined => {
  switch (status) {
    case 'open':
      return undefined
    case 'reported':
      return refuse('indicator/reported', 'A report was made of this indicator. Go on there.')
    case 'dismissed':
      return refuse(
        'indicator/dismissed',
        'This indicator was dismissed. If it matters after all, record a report and name it there.',
      )
    default:
      return status satisfies never
  }
}
