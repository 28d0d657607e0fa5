import { declareKind } from '../../kernel/command.ts'
import { readers } from '../../kernel/roles.ts'
import {
  assignDefect,
  correctDefect,
  keepDates,
  reopenDefect,
  statementReturned,
  verifyDefect,
} from './defect/correcting.ts'
import { assessDefect, describeDefect, openDefect } from './defect/describing.ts'
import { closeDefect, demandNotice, nameNotice, withdrawDefect } from './defect/ending.ts'
import { followDefectIssue, recordDefectIssue, trackDefect } from './defect/tracking.ts'

export * from './defect/correcting.ts'
export * from './defect/describing.ts'
export * from './defect/ending.ts'
export * from './defect/tracking.ts'

export const defectStatuses = [
  'open',
  'assigned',
  'corrected',
  'verified',
  'closed',
  'withdrawn',
] as const

export const defectContract = declareKind({
  kind: 'defect',
  collection: 'defects',
  prefix: 'DEF',
  clause: '4.1.9',
  title: 'Documentation defect',
  readers,
  statuses: defectStatuses,
  listed: ['defect-kind', 'document', 'language', 'attention'],
  commands: [
    openDefect,
    describeDefect,
    assessDefect,
    assignDefect,
    correctDefect,
    verifyDefect,
    demandNotice,
    nameNotice,
    closeDefect,
    withdrawDefect,
    reopenDefect,
    trackDefect,
    statementReturned,
    keepDates,
    recordDefectIssue,
    followDefectIssue,
  ],
})
