/**
 * Measures the clause review on ../shared/corpus: `npm run eval:review [-- --errors]`. Prints what
 * ../shared/tools/score-review.mjs says, the spread over sources, and the time. No weight is learnt
 * from the corpus, so there is nothing to train and hold out; leaving each source out in turn shows
 * how far the figure hangs on any one of them.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFolder } from '../src/documents/extract/index.ts'
import { isRefusal, orThrow } from '../src/kernel/result.ts'
import type { FolderReview } from '../src/review/folder-review.ts'
import type { ConstraintVerdict } from '../src/review/judge/verdicts.ts'
import { readCatalogue } from '../src/review/read-catalogue.ts'
import { reviewFolder } from '../src/review/review-folder.ts'
import { createDocumentReader } from '../src/server/processes/document-reader.ts'

const shared = join(import.meta.dirname, '..', '..', 'shared')
const documents = join(shared, 'corpus', 'documents')
const labelsFile = join(shared, 'corpus', 'labels.jsonl')

interface Label {
  readonly document: string
  readonly kind: string
  readonly labels: Readonly<Record<string, { readonly verdict: string; readonly quote: string }>>
}

const main = async (): Promise<void> => {
  const catalogue = orThrow(readCatalogue())
  const reading = await seconds(readAll)
  const extractor = createDocumentReader()
  const reviewing = await seconds(() =>
    reviewFolder(documents, { catalogue, extractor, readFolder }),
  )
  await extractor.close()
  const review = reviewing.value
  const labels = readFileSync(labelsFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Label)
  console.log(score(review))
  printSpread(review, labels)
  console.log(
    `${review.documents.length} documents: reading ${reading.taken.toFixed(1)} s, reading and judging ${reviewing.taken.toFixed(1)} s`,
  )
  if (process.argv.includes('--errors')) printErrors(review, labels)
}

const seconds = async <T>(work: () => Promise<T>): Promise<{ value: T; taken: number }> => {
  const started = performance.now()
  const value = await work()
  return { value, taken: (performance.now() - started) / 1000 }
}

/** The same readers without the judge, for comparison. */
const readAll = async (): Promise<void> => {
  const extractor = createDocumentReader()
  const reads: Promise<unknown>[] = []
  for await (const file of readFolder(documents)) {
    const bytes = await file.read()
    if (!isRefusal(bytes)) reads.push(extractor.extract({ bytes, name: file.path }))
  }
  await Promise.all(reads)
  await extractor.close()
}

const score = (review: FolderReview): string => {
  const folder = mkdtempSync(join(tmpdir(), 'eval-review-'))
  try {
    const file = join(folder, 'review.json')
    writeFileSync(file, JSON.stringify(review))
    const tool = join(shared, 'tools', 'score-review.mjs')
    return execFileSync(process.execPath, [tool, file, labelsFile, documents], { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Counts {
  right: number
  wrong: number
  missed: number
}

const printSpread = (review: FolderReview, labels: readonly Label[]): void => {
  const sources = new Map<string, Counts>()
  for (const { document, labels: wanted } of labels) {
    const source = document.split('/')[0] ?? document
    const counts = sources.get(source) ?? { right: 0, wrong: 0, missed: 0 }
    sources.set(source, counts)
    for (const [id, { verdict }] of Object.entries(wanted)) {
      const positive = isPositive(said(review, document, id)?.verdict)
      if (positive && verdict !== 'absent') counts.right++
      else if (positive) counts.wrong++
      else if (verdict !== 'absent') counts.missed++
    }
  }
  const left = [...sources.keys()].map((out) =>
    f1([...sources].filter(([s]) => s !== out).map(([, c]) => c)),
  )
  const sorted = left.sort((a, b) => a - b)
  console.log(
    `${sources.size} sources; leaving one out, F1 is ${sorted[0]?.toFixed(3)} to ${sorted.at(-1)?.toFixed(3)}`,
  )
}

const f1 = (counts: readonly Counts[]): number => {
  const sum = (key: keyof Counts): number => counts.reduce((total, one) => total + one[key], 0)
  return (2 * sum('right')) / (2 * sum('right') + sum('wrong') + sum('missed'))
}

const isPositive = (verdict: string | undefined): boolean =>
  verdict === 'met' || verdict === 'partial'

const said = (review: FolderReview, path: string, id: string): ConstraintVerdict | undefined => {
  const document = review.documents.find((one) => one.path === path)
  return Object.entries(document?.constraints ?? {}).find(([key]) => key === id)?.[1]
}

const printErrors = (review: FolderReview, labels: readonly Label[]): void => {
  for (const { document, kind, labels: wanted } of labels)
    for (const [id, { verdict, quote }] of Object.entries(wanted)) {
      const result = said(review, document, id)
      const got = result?.verdict ?? 'missing'
      if (isPositive(got) === (verdict !== 'absent') && !(got === 'met' && verdict !== 'met'))
        continue
      const first = result?.evidence[0]
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
