export { type FormProblem, problemsIn, type Typed } from './fields.tsx'
export { linkTo, type Site } from './layout.tsx'
export { linkPage } from './link-page.tsx'
export { noticePage } from './notice-page.tsx'
export { type PolicyShown, policyPage } from './policy-page.tsx'
export {
  advisoriesPage,
  type OfferedUpdate,
  type PublishedAdvisory,
  problemPage,
  updatesPage,
} from './published-pages.tsx'
export { receivedPage } from './received-page.tsx'
export { reportFormPage } from './report-page.tsx'
export { reporterPage } from './reporter-page.tsx'
export { portalStyle } from './style.ts'
export { type GuessLanguage, guessAmong } from './texts/guess.ts'
export {
  chooseLanguage,
  fallback,
  isTextKey,
  type Language,
  ownLanguages,
} from './texts/languages.ts'
export { type Say, sayIn } from './texts/say.tsx'
export { type Thanked, thanksPage } from './thanks-page.tsx'
