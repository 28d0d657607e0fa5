import { instantOf } from '../kernel/time.ts'
import { createCaseKeeper } from './case-keeper.ts'
import { createInquiryKeeper } from './inquiry-keeper.ts'
import { createKeeper, type Keeper, together } from './keeper.ts'
import { issueOwnToEach } from './own-command.ts'
import type { Parts } from './parts.ts'
import { createReportKeeper } from './report-keeper.ts'
import { createRiskKeeper } from './risk-keeper.ts'
import { createWitnessKeeper } from './witnesses/keeper.ts'

const minute = 60_000

/** Reminds of the day until which a document is corrected, and tells when it was missed (4.1.9). */
const createDefectKeeper = (parts: Parts): Keeper => {
  const own = { kind: 'defect', command: 'keep-dates', by: 'clocks' }
  const { clock, log } = parts
  return createKeeper(
    { every: minute, failed: 'documentation defects could not be looked at', log },
    (stopping) => {
      const due = { name: 'watch', is: '<=', value: instantOf(clock()) } as const
      return issueOwnToEach(parts, own, due, stopping)
    },
  )
}

/** Reminds of the day until which a gap of the clause review is closed, and tells when it was missed. */
const createTaskKeeper = (parts: Parts): Keeper => {
  const own = { kind: 'review-finding', command: 'keep-dates', by: 'clocks' }
  const { clock, log } = parts
  return createKeeper(
    { every: minute, failed: 'tasks of the clause review could not be looked at', log },
    (stopping) => {
      const due = { name: 'watch', is: '<=', value: instantOf(clock()) } as const
      return issueOwnToEach(parts, own, due, stopping)
    },
  )
}

/** Dates of risks, of documentation defects and of tasks that close gaps. */
export const createDateKeepers = (parts: Parts): Keeper =>
  together(createRiskKeeper(parts), createDefectKeeper(parts), createTaskKeeper(parts))

/** Dates of reports, of questions to owners, and of cases; witnesses that stay away. */
export const createClockKeepers = (parts: Parts): Keeper =>
  together(
    createReportKeeper(parts),
    createInquiryKeeper(parts),
    createCaseKeeper(parts),
    createWitnessKeeper(parts),
  )
