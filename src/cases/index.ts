import { handle, handleWith, type Kind } from '../ledger/index.ts'
import { withClocks } from './clock-handlers.ts'
import * as contract from './contract.ts'
import type { CaseClocks } from './decide/clocks.ts'
import { waitsFor } from './decide/closure.ts'
import { type CaseEvent, parseCaseEvent } from './events.ts'
import { caseHandlers } from './handlers.ts'
import * as message from './message/decide.ts'
import { type MessageEvent, parseMessageEvent } from './message/events.ts'
import {
  evolveMessage,
  initialMessage,
  type MessageState,
  messageFacets,
  messageText,
} from './message/state.ts'
import * as review from './open-review/decide.ts'
import { type OpenReviewEvent, parseOpenReviewEvent } from './open-review/events.ts'
import {
  evolveOpenReview,
  initialOpenReview,
  type OpenReviewState,
  openReviewFacets,
  openReviewText,
} from './open-review/state.ts'
import type { MessagePorts } from './ports/messages.ts'
import type { CasePorts } from './ports.ts'
import { endsWithoutFix } from './state/disposition.ts'
import { decidingScore, severityOf } from './state/scoring.ts'
import {
  type CaseState,
  caseFacets,
  caseText,
  earlierNumber,
  evolveCase,
  initialCase,
} from './state.ts'

export { defaultMatrixText, type NamedMatrix, riskMatrixSchema } from '../kernel/risk-matrix.ts'
export { type Change, changesBetween } from './changes.ts'
export {
  type CaseClocks,
  caseClocksSchema,
  clocksOf,
  defaultCaseClocksText,
  holds,
} from './decide/clocks.ts'
export { closureChecks } from './decide/closure.ts'
export { defaultInquiriesText } from './decide/inquiries/default-rules.ts'
export { type InquiryRules, inquiryRulesSchema } from './decide/inquiries/rules.ts'
export { draftNotice } from './decide/notice.ts'
export { mentionsIn } from './message/mentions.ts'
export type { MessagePorts } from './ports/messages.ts'
export type { RiskEntry, RiskPorts } from './ports/risks.ts'
export type {
  CasePorts,
  ClosureEvidence,
  OpenIssue,
  OriginalCase,
  ProposedRow,
} from './ports.ts'
export { riskKind } from './risk/kind.ts'
export { isTolerable, type RiskState } from './risk/state.ts'
export { guidanceIn } from './state/disposition-paths.ts'
export type { CaseState, MessageState, OpenReviewState }
export { decidingScore, earlierNumber, endsWithoutFix, severityOf }

/**
 * Clauses 9.3-9.5: one vulnerability as it touches our products, from analysis to closure. Without
 * clocks it has no dates: enough for who only folds facts.
 */
export const caseKind = (ports: CasePorts, clocks?: CaseClocks): Kind<CaseState, CaseEvent> => ({
  contract: contract.caseContract,
  initial: initialCase,
  parseEvent: parseCaseEvent,
  evolve: evolveCase,
  facets: (state) => {
    const facets = caseFacets(state)
    return { ...facets, values: { ...facets.values, waits: waitsFor(state) } }
  },
  text: caseText,
  handlers: withClocks(caseHandlers(ports), ports, clocks),
  upkeep: caseUpkeep,
})

const caseUpkeep: ReadonlySet<CaseEvent['type']> = new Set([
  'case.clock-reminded',
  'case.clock-escalated',
  'case.clocks-looked',
  'case.owners-reminded',
])

/** 9.5/open-review: the list of open issues frozen at a moment, concluded on and signed. */
export const openReviewKind = (ports: CasePorts): Kind<OpenReviewState, OpenReviewEvent> => ({
  contract: contract.openReviewContract,
  initial: initialOpenReview,
  parseEvent: parseOpenReviewEvent,
  evolve: evolveOpenReview,
  facets: openReviewFacets,
  text: openReviewText,
  handlers: [
    handleWith(
      contract.holdReview,
      (_state, { product }) => ports.openIssues(product),
      review.decideHold,
    ),
    handle(contract.concludeReview, review.decideConclude),
    handle(contract.agreeWithReview, review.decideAgree),
    handle(contract.recordMinutes, review.decideRecordMinutes),
    handle(contract.signReview, review.decideSign),
  ],
})

/** What is said of a case, each message for those it is for: a record of its own, seen or unseen as a whole. */
export const messageKind = (ports: MessagePorts): Kind<MessageState, MessageEvent> => ({
  contract: contract.messageContract,
  initial: initialMessage,
  parseEvent: parseMessageEvent,
  evolve: evolveMessage,
  facets: messageFacets,
  text: messageText,
  words: ['text'],
  handlers: [
    handleWith(
      contract.writeMessage,
      (_state, input, { actor }) => ports.around(input, actor),
      message.decideWrite,
    ),
    handleWith(
      contract.takeComment,
      (_state, input, { actor }) => ports.around({ ...input, text: '', audience: 'team' }, actor),
      message.decideTakeComment,
    ),
    handle(contract.noteMessage, message.decideNoteSeen),
  ],
})
