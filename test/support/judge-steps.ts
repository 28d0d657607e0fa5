/**
 * Prints, as JSON, the steps of the judge for each hostile document at two sizes, and those of
 * patterns nobody would write: run in a process of its own by src/review/judge/linear.test.ts.
 */
import { countSteps } from './steps.ts'

const stepsOf = countSteps(['/src/review/judge/', '/src/catalogue/lexicon'])

// Loaded only now: V8 counts what it compiles after counting began.
const { hostile } = await import('./hostile-documents.ts')
const { oddPatterns } = await import('./odd-patterns.ts')
const { judgeDocument } = await import('../../src/review/judge/judge.ts')
const { readCatalogue } = await import('../../src/review/read-catalogue.ts')
const { isRefusal, orThrow } = await import('../../src/kernel/result.ts')
const { compileLexicon, occurrencesIn } = await import('../../src/catalogue/lexicon.ts')

const catalogue = orThrow(readCatalogue())
const path = 'docs/security.md'

const documents = Object.entries(hostile).map(([name, document]) => {
  const steps = (size: number): number => {
    const passages = document(size)
    return stepsOf(() => void judgeDocument(catalogue, { path, format: 'markdown', passages }))
  }
  steps(1)
  return { name, half: steps(4), whole: steps(8) }
})

const words = (length: number) =>
  Array.from({ length }, (_, at) => ({ word: at % 3 === 0 ? 'report' : 'aaaaaa' }))

const patterns = oddPatterns.map((phrases) => {
  const lexicon = compileLexicon(new Map([['concept', phrases]]))
  const name = phrases.join(', ')
  if (isRefusal(lexicon)) return { name, refused: true }
  const steps = (length: number): number =>
    stepsOf(() => void occurrencesIn(lexicon, words(length)))
  steps(10)
  return { name, half: steps(400), whole: steps(800) }
})

console.log(JSON.stringify({ documents, patterns }))
