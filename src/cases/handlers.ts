import type { Refusal } from '../kernel/result.ts'
import { type CommandHandler, type Gathered, handle, handleWith } from '../ledger/index.ts'
import * as contract from './contract.ts'
import { decideRequestChange, decideReviewChange, decideVerifyFix } from './decide/change.ts'
import { decideNote } from './decide/conversation.ts'
import {
  decideApproveDisclosure,
  decideDisclosureDecision,
  decideEndEmbargo,
  decideNamePersonOnCase,
  decideSetEmbargo,
} from './decide/disclosure.ts'
import { decideApproveDisposition, decideProposeDisposition } from './decide/disposition.ts'
import { decideApproveEnding, decideProposeEnding } from './decide/ending.ts'
import {
  decideDecideRange,
  decideDropRange,
  decideProposeImpact,
  decideRecheckImpact,
  decideSetImpact,
} from './decide/impact.ts'
import { decideClose, decideDescribe, decideOpen, decideReopen } from './decide/opening.ts'
import { decideInformProducts, decideTellThirdParty, decideUpdateRisk } from './decide/others.ts'
import { decideScore } from './decide/scoring.ts'
import type { CaseEvent } from './events.ts'
import type { CasePorts, FromReport, OriginalCase } from './ports.ts'
import type { CaseState } from './state.ts'

/** What each command of a case is decided by, and what it asks of other records. */
export const caseHandlers = (ports: CasePorts): readonly CommandHandler<CaseState, CaseEvent>[] => [
  handleWith(
    contract.openCase,
    async (_state, { report }): Promise<Gathered<FromReport | undefined> | Refusal> =>
      report === undefined ? { facts: undefined, read: [] } : ports.reportedOn(report),
    decideOpen,
  ),
  handle(contract.describeCase, decideDescribe),
  handleWith(
    contract.setImpact,
    ({ facts }, { rows }) =>
      ports.concerned([...new Set(rows.map(({ product }) => product))], facts),
    decideSetImpact,
  ),
  handleWith(
    contract.decideRange,
    ({ facts }, { product }) => ports.concerned([product], facts),
    decideDecideRange,
  ),
  handle(contract.dropRange, decideDropRange),
  handleWith(contract.proposeImpact, (state) => ports.proposedRows(state), decideProposeImpact),
  handleWith(
    contract.recheckImpact,
    ({ facts }, { product }) => ports.concerned([product], facts),
    decideRecheckImpact,
  ),
  handle(contract.scoreCase, decideScore),
  handle(contract.proposeDisposition, decideProposeDisposition),
  handle(contract.approveDisposition, decideApproveDisposition),
  handleWith(
    contract.proposeEnding,
    async (_state, { duplicateOf }): Promise<Gathered<OriginalCase | undefined> | Refusal> =>
      duplicateOf === undefined ? { facts: undefined, read: [] } : ports.originalCase(duplicateOf),
    decideProposeEnding,
  ),
  handle(contract.approveEnding, decideApproveEnding),
  handle(contract.decideDisclosure, decideDisclosureDecision),
  handle(contract.approveDisclosure, decideApproveDisclosure),
  handle(contract.requestChange, decideRequestChange),
  handle(contract.reviewChange, decideReviewChange),
  handle(contract.verifyFix, decideVerifyFix),
  handle(contract.updateRisk, decideUpdateRisk),
  handle(contract.informProducts, decideInformProducts),
  handle(contract.tellThirdParty, decideTellThirdParty),
  handle(contract.addNote, decideNote),
  handle(contract.setEmbargo, decideSetEmbargo),
  handle(contract.endEmbargo, decideEndEmbargo),
  handle(contract.namePersonOnCase, decideNamePersonOnCase),
  handleWith(
    contract.closeCase,
    (_state, _input, { stream }) => ports.closureEvidence(stream),
    decideClose,
  ),
  handle(contract.reopenCase, decideReopen),
]
