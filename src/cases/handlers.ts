import { deadlineAfter } from '../kernel/calendar.ts'
import { canonicalJson, type Json } from '../kernel/canonical-json.ts'
import type { InputOf } from '../kernel/fields.ts'
import type { Refusal } from '../kernel/result.ts'
import type { NamedMatrix } from '../kernel/risk-matrix.ts'
import {
  type CommandHandler,
  type DecisionContext,
  type Gathered,
  handle,
  handleWith,
} from '../ledger/index.ts'
import * as contract from './contract.ts'
import { decideRecordContext, decideVerifyReport, type Tried } from './decide/analysis.ts'
import {
  type AboutTest,
  decideRequestChange,
  decideReviewChange,
  decideVerifyFix,
} from './decide/change.ts'
import { decideNote } from './decide/conversation.ts'
import { decideApproveDisclosure, decideDisclosureDecision } from './decide/disclosure.ts'
import {
  decideApproveDisposition,
  decideProposeDisposition,
  decideRejectDisposition,
} from './decide/disposition.ts'
import {
  decideAnswerEmbargoMove,
  decideEndEmbargo,
  decideNamePersonOnCase,
  decideProposeEmbargoMove,
  decideSetEmbargo,
} from './decide/embargo.ts'
import { decideApproveEnding, decideProposeEnding } from './decide/ending.ts'
import {
  decideDecideRange,
  decideDropRange,
  decideProposeImpact,
  decideRecheckImpact,
  decideSetImpact,
} from './decide/impact.ts'
import { decideImportCase } from './decide/importing.ts'
import { theirKey, toAsk } from './decide/inquiries/gather.ts'
import { decideKeepInquiries, inquiryRecipients } from './decide/keep-inquiries.ts'
import { decideReportLeak, decideSettleLeak, decideTakeLeakStep } from './decide/leak.ts'
import {
  decideClose,
  decideDescribe,
  decideLookAtDocuments,
  decideOpen,
  decideReopen,
} from './decide/opening.ts'
import { decideTellThirdParty, decideUpdateRisk } from './decide/others.ts'
import { decideAnswerForProduct, decideAskOwners } from './decide/owners.ts'
import { decideAssessSafety, decideSignSafety } from './decide/safety.ts'
import {
  decideChooseScore,
  decideDecideSsvc,
  decideNoteExploitation,
  decideScore,
  decideWithdrawScore,
} from './decide/scoring.ts'
import {
  decideCloseTask,
  decideFollowTask,
  decidePlanTask,
  decideRecordIssue,
  decideResumeTask,
  decideStopTask,
} from './decide/tasks.ts'
import {
  decideAddCve,
  decideDropThirdParty,
  decideFollowUpNotice,
  decideNameThirdParty,
  decideRecordAnswer,
  decideSendNotice,
} from './decide/third-parties.ts'
import { unknownWeakness } from './decide/weakness.ts'
import type { CaseEvent } from './events.ts'
import type { CasePorts, ConcernedProduct, FromReport, OriginalCase } from './ports.ts'
import { decidedIn } from './state/disclosure.ts'
import { proposedIn } from './state/disposition.ts'
import type { CaseState } from './state.ts'

/** What each command of a case is decided by, and what it asks of other records. */
export const caseHandlers = (ports: CasePorts): readonly CommandHandler<CaseState, CaseEvent>[] => [
  handleWith(
    contract.openCase,
    async (_state, { report, cwe }): Promise<Gathered<FromReport | undefined> | Refusal> =>
      (await unknownWeakness(cwe)) ??
      (report === undefined ? { facts: undefined, read: [] } : ports.reportedOn(report)),
    decideOpen,
  ),
  handleWith(
    contract.importCase,
    async (_state, { cwe, product }): Promise<Gathered<readonly ConcernedProduct[]> | Refusal> =>
      (await unknownWeakness(cwe)) ??
      (product === undefined ? none : ports.concerned([product], {})),
    decideImportCase,
  ),
  handleWith(
    contract.describeCase,
    async (_state, { cwe }): Promise<Gathered<null> | Refusal> =>
      (await unknownWeakness(cwe)) ?? { facts: null, read: [] },
    decideDescribe,
  ),
  handleWith(
    contract.verifyReport,
    async (_state, { product }, { stream }): Promise<Gathered<Tried>> => {
      const products = product === undefined ? none : await ports.concerned([product], {})
      const reports = await ports.reportsOf(stream)
      return {
        facts: { products: products.facts, reports: reports.facts },
        read: [...products.read, ...reports.read],
      }
    },
    decideVerifyReport,
  ),
  handle(contract.recordContext, decideRecordContext),
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
  handleWith(
    contract.scoreCase,
    async (_state, { product }) => (product === undefined ? none : ports.concerned([product], {})),
    decideScore,
  ),
  handle(contract.chooseScore, decideChooseScore),
  handle(contract.withdrawScore, decideWithdrawScore),
  handle(contract.noteExploitation, decideNoteExploitation),
  handle(contract.decideSsvcOfCase, decideDecideSsvc),
  handleWith(contract.assessSafety, matrixOf(ports), decideAssessSafety),
  handleWith(contract.signSafety, matrixOf(ports), decideSignSafety),
  handle(contract.proposeDisposition, decideProposeDisposition),
  handleWith(contract.approveDisposition, proposalHash(ports), decideApproveDisposition),
  handleWith(contract.rejectDisposition, proposalHash(ports), decideRejectDisposition),
  handleWith(
    contract.proposeEnding,
    async (_state, { duplicateOf }): Promise<Gathered<OriginalCase | undefined> | Refusal> =>
      duplicateOf === undefined ? { facts: undefined, read: [] } : ports.originalCase(duplicateOf),
    decideProposeEnding,
  ),
  handle(contract.approveEnding, decideApproveEnding),
  handle(contract.decideDisclosure, decideDisclosureDecision),
  handleWith(contract.approveDisclosure, decisionHash(ports), decideApproveDisclosure),
  handle(contract.requestChange, decideRequestChange),
  handle(contract.reviewChange, decideReviewChange),
  handleWith(contract.verifyFix, aboutTest(ports), decideVerifyFix),
  handleWith(
    contract.updateRisk,
    (_state, { risk }, { stream }) => ports.riskEntry(risk, stream),
    decideUpdateRisk,
  ),
  handleWith(
    contract.askOwners,
    (_state, { products }, { humanId }) => toAsk(ports, products, humanId),
    decideAskOwners(ports),
  ),
  handleWith(
    contract.answerForProduct,
    (_state, { product }) => ports.ownedProducts([product]),
    decideAnswerForProduct(ports),
  ),
  handle(contract.tellThirdParty, decideTellThirdParty),
  handleWith(contract.planTask, async () => ({ facts: ports.trackers, read: [] }), decidePlanTask),
  handle(contract.closeTask, decideCloseTask),
  handle(contract.recordIssue, decideRecordIssue),
  handle(contract.followTask, decideFollowTask),
  handle(contract.stopTask, decideStopTask),
  handle(contract.resumeTask, decideResumeTask),
  handleWith(
    contract.nameThirdParty,
    (_state, { openPgp }) => theirKey(ports, openPgp),
    decideNameThirdParty,
  ),
  handle(contract.dropThirdParty, decideDropThirdParty),
  handle(contract.sendNotice, decideSendNotice(ports)),
  handle(contract.followUpNotice, decideFollowUpNotice),
  handle(contract.recordAnswer, decideRecordAnswer),
  handle(contract.addCve, decideAddCve),
  handleWith(
    contract.keepInquiries,
    async (state, _input, { now, humanId }) => ({
      facts: await ports.reached(inquiryRecipients(state, now), humanId),
      read: [],
    }),
    decideKeepInquiries,
  ),
  handle(contract.addNote, decideNote),
  handle(contract.setEmbargo, decideSetEmbargo),
  handle(contract.proposeEmbargoMove, decideProposeEmbargoMove),
  handle(contract.answerEmbargoMove, decideAnswerEmbargoMove),
  handleWith(
    contract.reportLeak,
    async (_state, _input, { now }) => ({
      facts: deadlineAfter(ports.calendar, now, contract.leakAnswerWithin).at,
      read: [],
    }),
    decideReportLeak,
  ),
  handle(contract.takeLeakStep, decideTakeLeakStep),
  handle(contract.settleLeak, decideSettleLeak),
  handle(contract.endEmbargo, decideEndEmbargo),
  handle(contract.namePersonOnCase, decideNamePersonOnCase),
  handleWith(
    contract.closeCase,
    (_state, _input, { stream }) => ports.closureEvidence(stream),
    decideClose,
  ),
  handle(contract.lookAtDocuments, decideLookAtDocuments),
  handle(contract.reopenCase, decideReopen),
]

const none = { facts: [], read: [] } as const

const matrixOf = (ports: CasePorts) => async (): Promise<Gathered<NamedMatrix>> => ({
  facts: ports.riskMatrix(),
  read: [],
})

/** What a signature signs is frozen: the hash of it stands in the fact of the signature. */
const proposalHash =
  ({ digest }: CasePorts) =>
  async ({ disposition }: CaseState): Promise<Gathered<string>> => ({
    facts: disposition === null ? '' : digest(canonicalOf(proposedIn(disposition))),
    read: [],
  })

const decisionHash =
  ({ digest }: CasePorts) =>
  async ({ disclosure }: CaseState): Promise<Gathered<string>> => ({
    facts: disclosure === null ? '' : digest(canonicalOf(decidedIn(disclosure))),
    read: [],
  })

/** The payload as it stands in the ledger: what is absent there is absent here. */
const canonicalOf = (payload: object): string =>
  canonicalJson(JSON.parse(JSON.stringify(payload)) as Json)

const aboutTest =
  (ports: CasePorts) =>
  async (
    { facts, changeRequest }: CaseState,
    { product, passed }: InputOf<typeof contract.verifyFix>,
    { humanId }: DecisionContext,
  ): Promise<Gathered<AboutTest>> => {
    const concerned = await ports.concerned([product], facts)
    const told = passed || changeRequest === null ? [] : [changeRequest.by]
    const requester = await ports.reached(told, humanId)
    return { facts: { products: concerned.facts, requester }, read: concerned.read }
  }
