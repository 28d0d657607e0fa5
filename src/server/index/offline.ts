/** What works without a server and without its database: the command line's own tools. */
export {
  comparePassages,
  impactFactsSchema,
  lookThrough,
  readFolder,
} from '../../documents/index.ts'
export { validateCsaf } from '../../formats/csaf-validate.ts'
export { identify } from '../../formats/identify.ts'
export { verifyPath } from '../../updates/index.ts'
export { logLines } from '../audit-events/log-lines.ts'
export { verifyAuditPackFile } from '../audit-pack/pack-file.ts'
export { createDocumentReader } from '../processes/document-reader.ts'
export { readFileOf } from '../reading/read-file.ts'
export { lookAsWitness } from '../witness/look.ts'
