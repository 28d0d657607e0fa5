export type { DocumentPage } from './page-of.ts'
export { pageStyle } from './page-style.ts'
