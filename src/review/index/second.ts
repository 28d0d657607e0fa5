/** The second judge, for the command line: it is loaded only where somebody asks it. */
export { openStore } from '../cache/store.ts'
export { isDeclaredFile } from '../declared/parse.ts'
export { judgeDocument } from '../judge/judge.ts'
export { readCatalogue } from '../read-catalogue.ts'
export { askDocument } from '../second/ask-document.ts'
export { type Disagreement, disagreements } from '../second/compare.ts'
export { questionsAbout } from '../second/question.ts'
