import { handle, handleWith, type Kind } from '../ledger/index.ts'
import {
  acknowledge,
  addFromReporter,
  conclude,
  linkCase,
  receive,
  reply,
  reportContract,
  tellProgress,
} from './contract.ts'
import {
  decideAcknowledge,
  decideAddFromReporter,
  decideConclude,
  decideLinkCase,
  decideReceive,
  decideReply,
  decideTellProgress,
} from './decide.ts'
import { parseReportEvent, type ReportEvent } from './events.ts'
import type { ReportPorts } from './ports.ts'
import { evolveReport, initialReport, type ReportState, reportFacets, reportText } from './state.ts'

export { type ChannelState, channelKind } from './channel/index.ts'
export { originFacet } from './state.ts'
export { reporterPage } from './views.ts'
export type { ReportEvent, ReportPorts, ReportState }

/** Clause 9.2: a report, from whatever source, tracked to closure. */
export const reportKind = (ports: ReportPorts): Kind<ReportState, ReportEvent> => ({
  contract: reportContract,
  initial: initialReport,
  parseEvent: parseReportEvent,
  evolve: evolveReport,
  facets: reportFacets,
  text: reportText,
  handlers: [
    handle(receive, decideReceive),
    handle(acknowledge, decideAcknowledge),
    handle(reply, decideReply),
    handle(addFromReporter, decideAddFromReporter),
    handleWith(
      linkCase,
      (_state: ReportState, { case: linked }) => ports.case(linked),
      decideLinkCase,
    ),
    handle(conclude, decideConclude),
    handle(tellProgress, decideTellProgress),
  ],
})
