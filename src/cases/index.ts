import type { Refusal } from '../kernel/result.ts'
import { type Gathered, handle, handleWith, type Kind } from '../ledger/index.ts'
import * as contract from './contract.ts'
import * as ending from './decide/ending.ts'
import * as decide from './decide.ts'
import { type CaseEvent, parseCaseEvent } from './events.ts'
import * as review from './open-review/decide.ts'
import { type OpenReviewEvent, parseOpenReviewEvent } from './open-review/events.ts'
import {
  evolveOpenReview,
  initialOpenReview,
  type OpenReviewState,
  openReviewFacets,
  openReviewText,
} from './open-review/state.ts'
import type { CasePorts, FromReport, OriginalCase } from './ports.ts'
import {
  type CaseState,
  caseFacets,
  caseText,
  endsWithoutFix,
  evolveCase,
  initialCase,
  severityOf,
} from './state.ts'

export type { CasePorts, ClosureEvidence, OpenIssue, OriginalCase } from './ports.ts'
export type { CaseState, OpenReviewState }
export { endsWithoutFix, severityOf }

/** Clauses 9.3-9.5: one vulnerability as it touches our products, from analysis to closure. */
export const caseKind = (ports: CasePorts): Kind<CaseState, CaseEvent> => ({
  contract: contract.caseContract,
  initial: initialCase,
  parseEvent: parseCaseEvent,
  evolve: evolveCase,
  facets: caseFacets,
  text: caseText,
  handlers: [
    handleWith(
      contract.openCase,
      async (_state, { report }): Promise<Gathered<FromReport | undefined> | Refusal> =>
        report === undefined ? { facts: undefined, read: [] } : ports.reportedOn(report),
      decide.decideOpen,
    ),
    handle(contract.describeCase, decide.decideDescribe),
    handle(contract.setImpact, decide.decideSetImpact),
    handle(contract.scoreCase, decide.decideScore),
    handle(contract.proposeDisposition, decide.decideProposeDisposition),
    handle(contract.approveDisposition, decide.decideApproveDisposition),
    handleWith(
      contract.proposeEnding,
      async (_state, { duplicateOf }): Promise<Gathered<OriginalCase | undefined> | Refusal> =>
        duplicateOf === undefined
          ? { facts: undefined, read: [] }
          : ports.originalCase(duplicateOf),
      ending.decideProposeEnding,
    ),
    handle(contract.approveEnding, ending.decideApproveEnding),
    handle(contract.decideDisclosure, decide.decideDisclosureDecision),
    handle(contract.approveDisclosure, decide.decideApproveDisclosure),
    handle(contract.requestChange, decide.decideRequestChange),
    handle(contract.reviewChange, decide.decideReviewChange),
    handle(contract.verifyFix, decide.decideVerifyFix),
    handle(contract.updateRisk, decide.decideUpdateRisk),
    handle(contract.informProducts, decide.decideInformProducts),
    handle(contract.tellThirdParty, decide.decideTellThirdParty),
    handle(contract.addNote, decide.decideNote),
    handle(contract.setEmbargo, decide.decideSetEmbargo),
    handle(contract.endEmbargo, decide.decideEndEmbargo),
    handleWith(
      contract.closeCase,
      (_state, _input, { stream }) => ports.closureEvidence(stream),
      decide.decideClose,
    ),
    handle(contract.reopenCase, decide.decideReopen),
  ],
})

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
    handle(contract.signReview, review.decideSign),
  ],
})
