/**
 * Writes our catalogue and our clause reviews as OSCAL 1.2 in JSON (NIST Open Security Controls
 * Assessment Language, catalog model and assessment results model).
 */
export {
  type OscalCatalogueContent,
  type OscalClause,
  type OscalConstraint,
  type OscalMapping,
  type OscalPart,
  writeOscalCatalogue,
} from './oscal/catalogue.ts'
export type { JsonObject as OscalDocument, NamedUuid } from './oscal/parts.ts'
export {
  type OscalAnswer,
  type OscalReview,
  writeOscalResults,
} from './oscal/results.ts'
