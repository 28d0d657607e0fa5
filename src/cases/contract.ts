import { declareKind } from '../kernel/command.ts'
import { readers } from '../kernel/roles.ts'
import { recordContext, verifyReport } from './contract/analysis.ts'
import { requestChange, reviewChange, verifyFix } from './contract/change.ts'
import {
  keepClocks,
  meetClock,
  pauseClock,
  recordAwareness,
  recordIncident,
  recordOutward,
  resumeClock,
} from './contract/clocks.ts'
import { addNote } from './contract/conversation.ts'
import {
  answerEmbargoMove,
  approveDisclosure,
  decideDisclosure,
  endEmbargo,
  namePersonOnCase,
  proposeEmbargoMove,
  setEmbargo,
} from './contract/disclosure.ts'
import {
  approveDisposition,
  proposeDisposition,
  rejectDisposition,
} from './contract/disposition.ts'
import { approveEnding, proposeEnding } from './contract/ending.ts'
import {
  decideRange,
  dropRange,
  proposeImpact,
  recheckImpact,
  setImpact,
} from './contract/impact.ts'
import { importCase } from './contract/importing.ts'
import { reportLeak, settleLeak, takeLeakStep } from './contract/leak.ts'
import {
  closeCase,
  describeCase,
  lookAtDocuments,
  openCase,
  reopenCase,
} from './contract/opening.ts'
import { tellThirdParty, updateRisk } from './contract/others.ts'
import { answerForProduct, askOwners, keepInquiries } from './contract/owners.ts'
import {
  approveReportability,
  decideReportability,
  recordSubmission,
  referenceAction,
} from './contract/reportability.ts'
import { assessSafety, signSafety } from './contract/safety.ts'
import {
  chooseScore,
  decideSsvcOfCase,
  noteExploitation,
  scoreCase,
  withdrawScore,
} from './contract/scoring.ts'
import {
  closeTask,
  followTask,
  planTask,
  recordIssue,
  resumeTask,
  stopTask,
} from './contract/tasks.ts'
import {
  addCve,
  dropThirdParty,
  followUpNotice,
  nameThirdParty,
  recordAnswer,
  sendNotice,
} from './contract/third-parties.ts'
import { caseStatuses } from './contract/words.ts'

export * from './contract/analysis.ts'
export * from './contract/change.ts'
export * from './contract/clocks.ts'
export * from './contract/conversation.ts'
export * from './contract/disclosure.ts'
export * from './contract/disposition.ts'
export * from './contract/ending.ts'
export * from './contract/impact.ts'
export * from './contract/import-columns.ts'
export type { ImportedRow } from './contract/imported.ts'
export * from './contract/importing.ts'
export * from './contract/leak.ts'
export * from './contract/message.ts'
export * from './contract/open-review.ts'
export * from './contract/opening.ts'
export * from './contract/others.ts'
export * from './contract/owners.ts'
export * from './contract/reportability.ts'
export * from './contract/risk.ts'
export * from './contract/safety.ts'
export * from './contract/scoring.ts'
export * from './contract/tasks.ts'
export * from './contract/third-parties.ts'
export * from './contract/words.ts'

export const caseContract = declareKind({
  kind: 'case',
  collection: 'cases',
  prefix: 'CASE',
  clause: '9.5',
  title: 'Case',
  readers,
  statuses: caseStatuses,
  listed: ['product', 'stale', 'reminder', 'imported'],
  commands: [
    openCase,
    importCase,
    describeCase,
    lookAtDocuments,
    verifyReport,
    recordContext,
    setImpact,
    decideRange,
    dropRange,
    proposeImpact,
    recheckImpact,
    scoreCase,
    chooseScore,
    withdrawScore,
    noteExploitation,
    decideSsvcOfCase,
    assessSafety,
    signSafety,
    proposeDisposition,
    approveDisposition,
    rejectDisposition,
    proposeEnding,
    approveEnding,
    decideDisclosure,
    approveDisclosure,
    requestChange,
    reviewChange,
    verifyFix,
    updateRisk,
    askOwners,
    answerForProduct,
    tellThirdParty,
    planTask,
    closeTask,
    recordIssue,
    followTask,
    stopTask,
    resumeTask,
    nameThirdParty,
    dropThirdParty,
    sendNotice,
    followUpNotice,
    recordAnswer,
    addCve,
    keepInquiries,
    recordAwareness,
    recordIncident,
    decideReportability,
    approveReportability,
    recordSubmission,
    referenceAction,
    pauseClock,
    resumeClock,
    meetClock,
    keepClocks,
    recordOutward,
    addNote,
    setEmbargo,
    endEmbargo,
    namePersonOnCase,
    proposeEmbargoMove,
    answerEmbargoMove,
    reportLeak,
    takeLeakStep,
    settleLeak,
    closeCase,
    reopenCase,
  ],
})
