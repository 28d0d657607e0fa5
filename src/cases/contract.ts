import { declareKind } from '../kernel/command.ts'
import { readers } from '../kernel/roles.ts'
import { describeCase, openCase, scoreCase, setImpact } from './contract/analysis.ts'
import {
  addNote,
  approveDisclosure,
  approveDisposition,
  closeCase,
  decideDisclosure,
  endEmbargo,
  informProducts,
  proposeDisposition,
  reopenCase,
  requestChange,
  reviewChange,
  setEmbargo,
  tellThirdParty,
  updateRisk,
  verifyFix,
} from './contract/decisions.ts'
import { approveEnding, proposeEnding } from './contract/ending.ts'
import { caseStatuses } from './contract/words.ts'

export * from './contract/analysis.ts'
export * from './contract/decisions.ts'
export * from './contract/ending.ts'
export * from './contract/open-review.ts'
export * from './contract/words.ts'

export const caseContract = declareKind({
  kind: 'case',
  collection: 'cases',
  prefix: 'CASE',
  clause: '9.5',
  title: 'Case',
  readers,
  statuses: caseStatuses,
  listed: ['product'],
  commands: [
    openCase,
    describeCase,
    setImpact,
    scoreCase,
    proposeDisposition,
    approveDisposition,
    proposeEnding,
    approveEnding,
    decideDisclosure,
    approveDisclosure,
    requestChange,
    reviewChange,
    verifyFix,
    updateRisk,
    informProducts,
    tellThirdParty,
    addNote,
    setEmbargo,
    endEmbargo,
    closeCase,
    reopenCase,
  ],
})
