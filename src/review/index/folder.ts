/** The review of a folder by itself: the command line loads this and no more of the slice. */
export { keepReviews, type ReviewCache } from '../cache/keep-reviews.ts'
export { declaredFolder } from '../declared/apply.ts'
export { readDeclared } from '../declared/read.ts'
export type { ReviewedDocument } from '../folder-review.ts'
export { catalogueFiles, readCatalogue } from '../read-catalogue.ts'
export {
  type RecordsOfProduct,
  type RecordsSay,
  type ReviewReport,
  reportOf,
} from '../report/model.ts'
export { reviewText } from '../report/text.ts'
export { missedBy, type Threshold } from '../report/threshold.ts'
export { walkFolder } from '../review-folder.ts'
