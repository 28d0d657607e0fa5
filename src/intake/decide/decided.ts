import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Decision } from '../../ledger/index.ts'
import type { ReportEvent } from '../events.ts'

export type Decided = Decision<ReportEvent> | Refusal

export const closedAlready = refuse(
  'report/closed',
  'This report is closed. Open it again with a reason, or record a new one.',
)

export const withdrawnAlready = refuse(
  'report/withdrawn',
  'The reporter took this report back and wants to hear no more. Assess it, or link it to a case.',
)
