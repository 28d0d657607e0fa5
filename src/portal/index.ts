export type { Maker } from './layout.tsx'
export { type Policy, policyPage } from './policy-page.tsx'
export {
  advisoriesPage,
  type OfferedUpdate,
  type PublishedAdvisory,
  problemPage,
  updatesPage,
} from './published-pages.tsx'
export { type FormProblem, receivedPage, reportFormPage, type Typed } from './report-page.tsx'
export { reporterPage } from './reporter-page.tsx'
export { portalStyle } from './style.ts'
