export { extractDocument } from './extract-document.ts'
export { createExtractor, type Extractor, readerProgram } from './extractor.ts'
export { readFolder } from './read-folder.ts'
export { readerVersion } from './reader-version.ts'
