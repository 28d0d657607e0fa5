/** What the command `second-judge` needs, without a server. */
export { readFolder } from '../../documents/index/reading.ts'
export {
  askDocument,
  type Disagreement,
  disagreements,
  isDeclaredFile,
  judgeDocument,
  openStore,
  questionsAbout,
  readCatalogue,
} from '../../review/index/second.ts'
export { createDocumentReader } from '../processes/document-reader.ts'
export { readSecondJudge } from '../second-judge/settings.ts'
export { sha256 } from '../signing.ts'
