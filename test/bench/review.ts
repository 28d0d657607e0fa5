import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { readFolder } from '../../src/documents/extract/index.ts'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { readCatalogue } from '../../src/review/read-catalogue.ts'
import { reportOf } from '../../src/review/report/model.ts'
import { reviewText } from '../../src/review/report/text.ts'
import { reviewFolder, walkFolder } from '../../src/review/review-folder.ts'
import { createDocumentReader } from '../../src/server/processes/document-reader.ts'
import { sharedPath } from '../support/shared.ts'
import { runCli } from './cli-run.ts'
import { percentile } from './rate.ts'

export interface ReviewMeasured {
  readonly documents: number
  /** Milliseconds: the same readers alone; read, judge, and report as text and JSON. */
  readonly reading: number
  readonly whole: number
  readonly ratio: number
  readonly again: {
    /** Seconds of `vulnerary review`: everything new; one file changed, as JSON, HTML and PDF; and of `--version`. */
    readonly first: number
    readonly second: number
    readonly html: number
    readonly pdf: number
    readonly start: number
  }
  readonly memory: {
    readonly few: ReviewMemory
    readonly many: ReviewMemory
    readonly ratio: number
  }
}

export interface ReviewMemory {
  readonly documents: number
  /** Bytes that are still used after so many documents, with all that is garbage taken away. */
  readonly held: number
  /** Bytes that the process of the command held at the most: with garbage, of which V8 lets some lie. */
  readonly peak: number
  readonly seconds: number
}

/** Whole review in readings, seconds of a second run, memory of ten times the documents. */
export const reviewBounds = { ratio: 2.5, second: 1, memory: 1.1 } as const

/**
 * The review of the corpus beside the same readers without a judge, in turns; the command on a copy
 * of it, of which one file is then changed; and its memory on small texts cut out of the corpus.
 */
export const measureReview = async (
  scratch: string,
  rounds: number,
  most: number,
): Promise<ReviewMeasured | undefined> => {
  const corpus = sharedPath('corpus', 'documents')
  if (corpus === undefined) return undefined
  const folder = await mkdtemp(join(scratch, 'review-'))
  try {
    return {
      ...(await besideReading(corpus, rounds)),
      again: await secondRun(corpus, folder, rounds),
      memory: await memoryOf(corpus, folder, most),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const besideReading = async (corpus: string, rounds: number) => {
  const catalogue = orThrow(readCatalogue())
  const whole = async (): Promise<number> => {
    const extractor = createDocumentReader()
    const found = await reviewFolder(corpus, { catalogue, extractor, readFolder })
    await extractor.close()
    const written = JSON.stringify(found) + reviewText(reportOf(catalogue, found))
    if (written === '') throw new Error('The review says nothing.')
    return found.documents.length
  }
  const times = { reading: [] as number[], whole: [] as number[] }
  const documents = await whole()
  for (let round = 0; round < rounds; round++) {
    times.reading.push(await took(() => readAll(corpus)))
    times.whole.push(await took(whole))
  }
  const [reading, all] = [percentile(times.reading, 0.5), percentile(times.whole, 0.5)]
  return { documents, reading, whole: all, ratio: all / reading }
}

const took = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** The same readers on the same files, as many at once, and nobody who judges. */
const readAll = async (root: string): Promise<void> => {
  const extractor = createDocumentReader()
  const waiting: Promise<unknown>[] = []
  for await (const file of readFolder(root)) {
    if (waiting.length >= extractor.atOnce) await waiting.shift()
    const bytes = await file.read()
    if (!isRefusal(bytes)) waiting.push(extractor.extract({ bytes, name: file.path }))
  }
  await Promise.all(waiting)
  await extractor.close()
}

const secondRun = async (corpus: string, folder: string, rounds: number) => {
  const copy = join(folder, 'corpus')
  await cp(corpus, copy, { recursive: true })
  let changed = ''
  for await (const { path } of readFolder(copy)) if (path.endsWith('.md')) changed = path
  const place = { folder, environment: {} }
  const words = ['review', copy, '--cache', join(folder, 'cache')]
  const { seconds: first } = await runCli(place, [...words, '--json'])
  const times = {
    second: [] as number[],
    html: [] as number[],
    pdf: [] as number[],
    start: [] as number[],
  }
  for (let round = 0; round < rounds; round++) {
    for (const format of ['json', 'html', 'pdf'] as const) {
      await appendFile(join(copy, changed), `\nRevision ${round}, ${format}.\n`)
      const out = join(folder, `${round}.${format}`)
      const { seconds } = await runCli(place, [...words, '--format', format, '--out', out])
      times[format === 'json' ? 'second' : format].push(seconds)
    }
    times.start.push((await runCli(place, ['--version', '--json'])).seconds)
  }
  return {
    first,
    second: percentile(times.second, 0.5),
    html: percentile(times.html, 0.5),
    pdf: percentile(times.pdf, 0.5),
    start: percentile(times.start, 0.5),
  }
}

const memoryOf = async (corpus: string, folder: string, most: number) => {
  const few = await textsOf(corpus, join(folder, 'few'), most / 10)
  const many = await textsOf(corpus, join(folder, 'many'), most)
  const [early = 0, late = 0] = await heldAt(many, [most / 10, most])
  return {
    few: { documents: most / 10, held: early, ...(await peakOn(few)) },
    many: { documents: most, held: late, ...(await peakOn(many)) },
    ratio: late / early,
  }
}

const heldAt = async (folder: string, at: readonly number[]): Promise<readonly number[]> => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const held: number[] = []
  let done = 0
  const extractor = createDocumentReader()
  await walkFolder(folder, {
    catalogue: orThrow(readCatalogue()),
    extractor,
    readFolder,
    onDocument: () => {
      if (!at.includes(++done)) return
      collect()
      held.push(process.memoryUsage().heapUsed)
    },
  })
  await extractor.close()
  return held
}

const peakOn = async (folder: string) => {
  const words = ['review', folder, '--json', '--no-cache']
  const { peak, seconds } = await runCli({ folder, environment: {} }, words)
  return { peak, seconds }
}

/** As many texts of some 4,000 characters, each another one. */
const textsOf = async (corpus: string, folder: string, count: number): Promise<string> => {
  const texts: string[] = []
  for await (const { path } of readFolder(corpus))
    if (/\.(md|rst|txt)$/.test(path)) texts.push(await readFile(join(corpus, path), 'utf8'))
  for (let at = 0; at < count; at++) {
    const shelf = join(folder, `shelf-${Math.floor(at / 100)}`)
    if (at % 100 === 0) await mkdir(shelf, { recursive: true })
    const text = texts[at % texts.length] ?? ''
    const from = (at * 1_000) % Math.max(1, text.length - 4_000)
    await writeFile(
      join(shelf, `${at}.md`),
      `# Document ${at}\n\n${text.slice(from, from + 4_000)}`,
    )
  }
  return folder
}
