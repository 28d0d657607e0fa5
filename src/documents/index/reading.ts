/** Reading files by themselves: what only reads loads this and no more of the slice. */
export { createExtractor, type Extractor, readerProgram } from '../extract/extractor.ts'
export { readFolder } from '../extract/read-folder.ts'
