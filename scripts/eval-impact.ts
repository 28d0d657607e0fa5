/**
 * Measures the impact of a fix on test/eval/impact/cases: `npm run eval:impact [-- --misses]`.
 * The search is tuned on the sources named in eval-impact/cases.ts alone; `--misses` shows only
 * those. All other sources are held back, and their figure is the one that counts.
 */
import { findImpact } from '../src/documents/impact/index.ts'
import { type EvalCase, isDevelopment, readCases } from './eval-impact/cases.ts'
import { keywordSearch } from './eval-impact/keyword-search.ts'
import { readLibraries } from './eval-impact/libraries.ts'
import { figuresOf, line, type Measured, measure } from './eval-impact/measure.ts'
import { printOmissions } from './eval-impact/omissions.ts'
import { printCalibration, printKinds, printMisses, printSources } from './eval-impact/print.ts'

const main = async (): Promise<void> => {
  const cases = readCases()
  const reading = performance.now()
  const libraries = await readLibraries(cases.map(({ library }) => library))
  const read = performance.now()
  const documentsOf = ({ library }: EvalCase) => libraries.get(library) ?? []
  const answers = cases.map((of) => findImpact(of.facts, documentsOf(of)))
  const searched = performance.now()
  const ours = cases.map((of, index) => measure(of, answers[index]?.candidates ?? []))
  const perCase = Math.round(figuresOf(ours).candidates / cases.length)
  const keyword = cases.map((of) =>
    measure(of, keywordSearch(of.facts, documentsOf(of)).slice(0, perCase)),
  )
  const anyWord = cases.map((of) => measure(of, keywordSearch(of.facts, documentsOf(of))))
  for (const [name, wanted] of halves) {
    console.log(line(`impact, ${name}`, figuresOf(ours.filter(wanted))))
    console.log(line(`  BM25, first ${perCase} of each case`, figuresOf(keyword.filter(wanted))))
    console.log(line('  any word of the facts', figuresOf(anyWord.filter(wanted))))
  }
  printKinds(ours)
  printSources(ours)
  for (const [name, wanted] of halves) printCalibration(name, ours.filter(wanted))
  for (const [name, wanted] of halves)
    printOmissions(
      name,
      cases.flatMap((of, index) => {
        const answer = answers[index]
        return answer === undefined || !wanted({ of }) ? [] : [{ of, omissions: answer.omissions }]
      }),
    )
  const passages = [...libraries.values()].flat().flatMap((document) => document.passages).length
  console.log(
    `${[...libraries.values()].flat().length} documents, ${passages} passages: read in ${seconds(reading, read)}; ${cases.length} searches in ${seconds(read, searched)}`,
  )
  if (process.argv.includes('--misses')) printMisses(ours.filter(({ of }) => isDevelopment(of)))
}

type Wanted = (measured: Pick<Measured, 'of'>) => boolean
const halves: readonly (readonly [string, Wanted])[] = [
  ['development', ({ of }) => isDevelopment(of)],
  ['held back', ({ of }) => !isDevelopment(of)],
  ['all', () => true],
]

const seconds = (from: number, to: number): string => `${((to - from) / 1_000).toFixed(1)} s`

await main()
