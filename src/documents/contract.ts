/** What others may know of this slice without its code: its kinds, their commands and words. */
export * from './contract/citation.ts'
export * from './contract/coverage.ts'
export * from './contract/defect.ts'
export * from './contract/library.ts'
export * from './contract/look.ts'
export * from './contract/source.ts'
