import { handle, type Kind } from '../../ledger/index.ts'
import {
  closeIndicatorWindow,
  dismissIndicator,
  indicatorContract,
  linkIndicatorReport,
  makeReport,
  raiseIndicator,
} from '../contract.ts'
import {
  decideCloseWindow,
  decideDismiss,
  decideLinkReport,
  decideMakeReport,
  decideRaise,
} from './decide.ts'
import { type IndicatorEvent, parseIndicatorEvent } from './events.ts'
import {
  evolveIndicator,
  type IndicatorState,
  indicatorFacets,
  indicatorText,
  initialIndicator,
} from './state.ts'

export { causeFacet, type IndicatorState } from './state.ts'

/** Clause 9.2, source e: what audit events showed, until it is a report or dismissed. */
export const indicatorKind = (): Kind<IndicatorState, IndicatorEvent> => ({
  contract: indicatorContract,
  initial: initialIndicator,
  parseEvent: parseIndicatorEvent,
  evolve: evolveIndicator,
  facets: indicatorFacets,
  text: indicatorText,
  handlers: [
    handle(raiseIndicator, decideRaise),
    handle(makeReport, decideMakeReport),
    handle(dismissIndicator, decideDismiss),
    handle(linkIndicatorReport, decideLinkReport),
    handle(closeIndicatorWindow, decideCloseWindow),
  ],
})
