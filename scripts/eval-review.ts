/**
 * Measures the clause review on ../shared/corpus: `npm run eval:review [-- --quick --errors]`. Each
 * source is judged by weights learnt from the others (scripts/learn-review.ts learns those that ship
 * from all; `--quick` asks only about those), and scored by ../shared/tools/score-review.mjs; beside it stand the shipped weights, a list of
 * keywords, and what fewer sources would have taught. The patterns were written with these documents
 * in view, so that only documents of sources nobody saw tell how well the whole generalises.
 */
import type { Catalogue } from '../src/catalogue/catalogue.ts'
import { readFolder } from '../src/documents/extract/index.ts'
import { isRefusal, orThrow } from '../src/kernel/result.ts'
import { detectionOf } from '../src/review/judge/detection.ts'
import { readCatalogue } from '../src/review/read-catalogue.ts'
import { reviewFolder } from '../src/review/review-folder.ts'
import { createDocumentReader } from '../src/server/processes/document-reader.ts'
import {
  documentsFolder,
  type Reading,
  readCorpus,
  readExamples,
  sourcesOf,
} from './eval-review/corpus.ts'
import { judgeApart, judgeReading, type Verdicts } from './eval-review/judge-with.ts'
import { judgeByKeywords } from './eval-review/keywords.ts'
import { isPositive, metOf, type Scored, scoreOf } from './eval-review/score.ts'
import { startOf } from './eval-review/start.ts'

const parts = [0.75, 0.5, 0.25]

const main = async (): Promise<void> => {
  const catalogue = orThrow(readCatalogue())
  const detection = detectionOf(catalogue)
  const readings = await readCorpus(catalogue)
  const shipped = readings.map((reading) => judgeReading(detection, reading))
  console.log(`${readings.length} documents of ${sourcesOf(readings).length} sources`)
  const quick = process.argv.includes('--quick')
  const judged = quick ? shipped : await printApart(catalogue, readings)
  console.table({
    'weights that ship (learnt from all)': headOf(shipped),
    'a list of keywords': headOf(readings.map(judgeByKeywords)),
  })
  console.log(`For each constraint, by ${quick ? 'weights that ship' : 'weights of other sources'}`)
  console.table(perConstraint(judged, readings))
  printSpread(judged, readings)
  if (!quick) await printTimes()
  if (process.argv.includes('--errors')) printErrors(judged, readings)
}

/** Held-out figures, and the learning curve; answers the held-out verdicts. */
const printApart = async (
  catalogue: Catalogue,
  readings: readonly Reading[],
): Promise<Verdicts[]> => {
  const detection = detectionOf(catalogue)
  const examples = await readExamples(catalogue)
  const start = { ...detection, weights: startOf(detection.weights) }
  const apartBy = (share: number) => judgeApart(start, readings, examples, share)
  const apart = apartBy(1)
  console.table({
    'each source by weights of the others': headOf(apart),
    ...Object.fromEntries(
      parts.map((share) => [`of ${100 * share} % of the others`, headOf(apartBy(share))]),
    ),
  })
  return apart
}

const headOf = (documents: readonly Scored[]) => {
  const score = scoreOf(documents)
  return {
    precision: score.precision,
    recall: score.recall,
    F1: score.f1,
    'macro F1': score.macroF1,
    'met right': score.metPrecision,
    'false greens': score.falseGreenOnDistractors,
    'no quote': score.positivesWithoutQuote,
    verbatim: score.verbatimQuotes,
    overlap: score.evidenceOverlap,
  }
}

const perConstraint = (documents: readonly Scored[], readings: readonly Reading[]) => {
  const met = metOf(documents, readings)
  return Object.fromEntries(
    Object.entries(scoreOf(documents).constraints).map(([id, { tp, fp, fn, f1 }]) => [
      id,
      {
        right: tp,
        wrong: fp,
        missed: fn,
        F1: f1,
        'met said': met.get(id)?.said,
        'met right': met.get(id)?.right,
        'met labelled': met.get(id)?.wanted,
      },
    ]),
  )
}

interface Counts {
  right: number
  wrong: number
  missed: number
}

/** How far the figure hangs on any one source. */
const printSpread = (documents: readonly Verdicts[], readings: readonly Reading[]): void => {
  const byPath = new Map(documents.map((one) => [one.path, one]))
  const counts = new Map<string, Counts>()
  for (const { document, source, labels } of readings) {
    const of = counts.get(source) ?? { right: 0, wrong: 0, missed: 0 }
    counts.set(source, of)
    for (const [id, { verdict }] of Object.entries(labels)) {
      const positive = isPositive(saidOf(byPath.get(document), id)?.verdict)
      if (positive && verdict !== 'absent') of.right++
      else if (positive) of.wrong++
      else if (verdict !== 'absent') of.missed++
    }
  }
  const left = [...counts.keys()]
    .map((out) => f1([...counts].filter(([source]) => source !== out).map(([, one]) => one)))
    .sort((a, b) => a - b)
  console.log(`without any one source F1 is ${left[0]?.toFixed(3)} to ${left.at(-1)?.toFixed(3)}`)
}

const f1 = (counts: readonly Counts[]): number => {
  const sum = (key: keyof Counts): number => counts.reduce((total, one) => total + one[key], 0)
  return (2 * sum('right')) / (2 * sum('right') + sum('wrong') + sum('missed'))
}

const saidOf = (document: Verdicts | undefined, id: string) =>
  Object.entries(document?.constraints ?? {}).find(([key]) => key === id)?.[1]

const printTimes = async (): Promise<void> => {
  const reading = await seconds(readAll)
  const extractor = createDocumentReader()
  const catalogue = orThrow(readCatalogue())
  const reviewing = await seconds(async () => {
    await reviewFolder(documentsFolder, { catalogue, extractor, readFolder })
  })
  await extractor.close()
  console.log(`reading ${reading.toFixed(1)} s, reading and judging ${reviewing.toFixed(1)} s`)
}

const seconds = async (work: () => Promise<void>): Promise<number> => {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/** The same readers without the judge, for comparison. */
const readAll = async (): Promise<void> => {
  const extractor = createDocumentReader()
  const reads: Promise<unknown>[] = []
  for await (const file of readFolder(documentsFolder)) {
    const bytes = await file.read()
    if (!isRefusal(bytes)) reads.push(extractor.extract({ bytes, name: file.path }))
  }
  await Promise.all(reads)
  await extractor.close()
}

const printErrors = (documents: readonly Verdicts[], readings: readonly Reading[]): void => {
  const byPath = new Map(documents.map((one) => [one.path, one]))
  for (const { document, kind, labels } of readings)
    for (const [id, { verdict, quote }] of Object.entries(labels)) {
      const said = saidOf(byPath.get(document), id)
      const got = said?.verdict ?? 'missing'
      if (isPositive(got) === (verdict !== 'absent') && !(got === 'met' && verdict !== 'met'))
        continue
      const first = said?.evidence[0]
      console.log(
        `${id.padEnd(24)} want ${verdict.padEnd(7)} got ${got.padEnd(7)} ${kind} ${document}`,
      )
      if (first !== undefined)
        console.log(
          `    ${first.pattern}: ${(first.focus ?? first.quote).replace(/\s+/g, ' ').slice(0, 200)}`,
        )
      if (!isPositive(got) && quote !== '') console.log(`    label: ${quote.slice(0, 200)}`)
    }
}

await main()
