import type { readProperties } from './extract/properties.ts'
import type { readWorkbookRows } from './extract/workbook.ts'
import type { pageOf } from './render/page-of.ts'

export {
  type ApprovalProposal,
  approvalInProperties,
  readApproval,
} from './approval/read-approval.ts'
export { covers, inForceAt } from './contract/coverage.ts'
export { compareStatement, said, says } from './defect/compare.ts'
export { holdsClosure, isOver, noticeIsOpen, unscheduled } from './defect/facets.ts'
export { defectKind } from './defect/kind.ts'
export type { DefectPorts } from './defect/ports.ts'
export type { DefectState } from './defect/state.ts'
export * from './extract/index.ts'
export type { DocumentProperties } from './extract/properties.ts'
export * from './impact/index.ts'
export { isBehind, originKey } from './library/evolve-origin.ts'
export { documentKind } from './library/kind.ts'
export { losesText } from './library/read-again.ts'
export {
  defaultLibraryRulesText,
  type LibraryRules,
  libraryRulesSchema,
} from './library/rules.ts'
export type { DocumentState } from './library/state.ts'
export { approvalToConfirm } from './library/state.ts'
export { counterpartOf } from './look/counterpart.ts'
export { lookKind } from './look/kind.ts'
export { searchReads } from './look/languages.ts'
export { isNews } from './look/plan/parts.ts'
export {
  type FoundStatement,
  type Known,
  type NewDrawing,
  type NewOmission,
  planRounds,
  type StandsNow,
} from './look/plan.ts'
export { statementKey } from './look/state/remembered.ts'
export { type LookState, undecidedIn } from './look/state.ts'
export type {
  LibraryPorts,
  LookPorts,
  RecognisedPage,
  RecognisedText,
  TextRecogniser,
} from './ports.ts'
export * from './render/index.ts'
export { sourceKind } from './source/kind.ts'
export {
  type Described,
  describeFile,
  sourceRule,
  versionOf,
} from './source/rules.ts'
export type { SourceState } from './source/state.ts'
export {
  type Change,
  type Comparison,
  changes,
  compareRevisions,
} from './statements/compare.ts'
export { comparePassages } from './statements/compare-files.ts'
export { type FoundAgain, findAgain } from './statements/find-again.ts'
export { lineagesOf } from './statements/lineage.ts'
export { matchAside } from './statements/match-aside.ts'
export { type Words, wordDifferences } from './statements/word-differences.ts'

/** The rows of a workbook; its reader is loaded when it is first asked. Runs where foreign bytes may. */
export const workbookRows: typeof readWorkbookRows = async (bytes, most) =>
  (await import('./extract/workbook.ts')).readWorkbookRows(bytes, most)

/** The page of a document as HTML that is safe to show. Runs where foreign bytes may. */
export const documentPage: typeof pageOf = async (file) =>
  (await import('./render/page-of.ts')).pageOf(file)

/** What a document says of itself; loaded and run as `workbookRows`. */
export const documentProperties: typeof readProperties = async (file) =>
  (await import('./extract/properties.ts')).readProperties(file)
