/** What works without a server and without its database: the command line's own tools. */
export {
  createExtractor,
  findImpact,
  type ImpactAnswer,
  impactFactsSchema,
  readFolder,
} from '../../documents/index.ts'
export { type CsafValidation, validateCsaf } from '../../formats/csaf-validate.ts'
export { type CvssScore, scoreCvss } from '../../formats/cvss.ts'
export { type Identified, identify } from '../../formats/identify.ts'
export { readCatalogue, reviewFolder, reviewText } from '../../review/index.ts'
export { verifyPath } from '../../updates/index.ts'
export { verifyAuditPackFile } from '../audit-pack/pack-file.ts'
