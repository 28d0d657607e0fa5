/** The review of a folder as documents: what whoever prints one needs of the slice. */
export { reviewJUnit } from '../report/junit.ts'
export {
  documentsOf,
  gapsOf,
  isGap,
  type ReportClause,
  type ReportRow,
  type ReviewReport,
  rowsOf,
  severities,
  verdictWords,
} from '../report/model.ts'
export { reviewOscal } from '../report/oscal.ts'
export { nextStep, placeOf } from '../report/words.ts'
