export { keysOfDocument } from './document-keys.ts'
export { ensureIndexed } from './ensure-indexed.ts'
export { type LibraryAnswer, searchLibrary } from './search.ts'
export { type ToIndex, writeIndex } from './write-index.ts'
