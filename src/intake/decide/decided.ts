import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Decision } from '../../ledger/index.ts'
import type { ReportEvent } from '../events.ts'

export type Decided = Decision<ReportEvent> | Refusal

export const closedAlready = refuse(
  'report/closed',
  'This report is closed. Open a new one if more came in.',
)
