export { extractDocument } from './extract-document.ts'
export { createExtractor, type Extractor, type ExtractorOptions } from './extractor.ts'
export type { SourceFile } from './formats.ts'
export { type FolderFile, type FolderProblem, readFolder } from './read-folder.ts'
