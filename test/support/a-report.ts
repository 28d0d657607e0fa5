/** A report on its way through its states; every case it is linked with is there, but one. */
import { type ReportState, reportKind } from '../../src/intake/index.ts'
import { refuse } from '../../src/kernel/result.ts'
import { fixedId, type RecordUnderTest, recordUnderTest } from './deciding.ts'

export const noCase = fixedId(404)
export const kindOfReports = reportKind({
  case: async (id) =>
    id === noCase
      ? refuse('report/no-such-case', 'There is no such case.')
      : { facts: undefined, read: [] },
})
export const aReport = (): RecordUnderTest<ReportState> =>
  recordUnderTest(kindOfReports, 'RPT-2026-0001')
