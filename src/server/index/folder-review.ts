/** The clause review of a folder, without a server; loaded by itself, since a second run is short. */
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { catalogueFiles, keepReviews, type ReviewCache } from '../../review/index/folder.ts'
import { judgedBy } from '../folder-review/judged-by.ts'

export { readFolder } from '../../documents/index/reading.ts'
export {
  declaredFolder,
  missedBy,
  type RecordsOfProduct,
  type RecordsSay,
  type ReviewCache,
  type ReviewedDocument,
  type ReviewReport,
  readCatalogue,
  readDeclared,
  reportOf,
  reviewText,
  type Threshold,
  walkFolder,
} from '../../review/index/folder.ts'
export { createDocumentReader } from '../processes/document-reader.ts'

/** Verdicts of earlier runs with this program and catalogue, in this folder; refuses as `keepReviews`. */
export const openReviewCache = async (
  folder: string,
  recognises: boolean,
): Promise<ReviewCache | Refusal> => {
  const files = catalogueFiles()
  return isRefusal(files) ? files : keepReviews(folder, judgedBy(files, recognises))
}
