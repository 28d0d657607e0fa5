import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import {
  createExtractor,
  type Extractor,
  readerProgram,
  readFolder,
} from '../../src/documents/extract/index.ts'
import { limits } from '../../src/kernel/limits.ts'
import { programAt } from '../../src/server/processes/bounded-program.ts'
import { createPool } from '../../src/server/processes/pool.ts'
import { sharedPath } from '../support/shared.ts'

export interface ExtractMeasured {
  readonly what: string
  readonly files: number
  readonly pages: number
  /** Milliseconds on one core for all of them, by our reader and by pdftotext; its start included. */
  readonly ours: number
  readonly pdftotext: number | undefined
  readonly ratio: number | undefined
}

export interface ExtractSpread {
  readonly workers: number
  /** Files a second, by one process and by all. */
  readonly one: number
  readonly all: number
}

/** At most so many times pdftotext's time, per core. */
const most = 10

interface Input {
  readonly name: string
  readonly bytes: Uint8Array
  readonly path: string
}

/**
 * Our reader, without recognition of pictures, beside Debian's pdftotext on the same PDFs: those of
 * the corpus one by one, and all of them as one long document. Word documents have no baseline here.
 */
export const measureExtract = async (
  scratch: string,
  rounds: number,
): Promise<
  { readonly rows: readonly ExtractMeasured[]; readonly spread: ExtractSpread } | undefined
> => {
  const corpus = sharedPath('corpus', 'documents')
  const suites = sharedPath('suites')
  if (corpus === undefined || suites === undefined) return undefined
  const folder = await mkdtemp(join(scratch, 'extract-'))
  const one = readerOf(1)
  try {
    const pdfs = [...(await filesIn(corpus, '.pdf')), ...(await filesIn(suites, '.pdf'))]
    const words = [...(await filesIn(corpus, '.docx')), ...(await filesIn(suites, '.docx'))]
    const rows = [
      await beside('PDFs, one by one', pdfs, one, rounds),
      await beside('as one document', [await joined(pdfs, folder)], one, 2),
      await alone('Word documents', words, one, rounds),
    ]
    return { rows, spread: await spreadOf(pdfs, one, rounds) }
  } finally {
    await one.close()
    await rm(folder, { recursive: true, force: true })
  }
}

export const extractRows = (rows: readonly ExtractMeasured[]) =>
  rows.map(({ what, files, pages, ours, pdftotext, ratio }) => ({
    'read on one core': what,
    files,
    pages: pages === 0 ? '' : pages,
    'ms a file': (ours / files).toFixed(1),
    'pdftotext ms': pdftotext === undefined ? 'none' : (pdftotext / files).toFixed(1),
    ratio: ratio?.toFixed(1) ?? 'none',
    [`at most ${most}`]: ratio === undefined ? '' : ratio <= most ? 'kept' : 'MISSED',
  }))

export const spreadRows = ({ workers, one, all }: ExtractSpread) => [
  {
    processes: workers,
    'files/s by one': one.toFixed(1),
    'files/s by all': all.toFixed(1),
    'times as many': (all / one).toFixed(2),
  },
]

const readerOf = (workers: number): Extractor => {
  const { milliseconds, memoryMegabytes } = limits.document
  const bounds = { workers, milliseconds, memoryMegabytes, waiting: Number.POSITIVE_INFINITY }
  return createExtractor(createPool({ program: readerProgram(), ...bounds }), { atOnce: workers })
}

const filesIn = async (root: string, ending: string): Promise<readonly Input[]> => {
  const found: Input[] = []
  for await (const { path } of readFolder(root)) {
    if (!path.endsWith(ending)) continue
    const at = join(root, path)
    found.push({ name: basename(path), path: at, bytes: await readFile(at) })
  }
  return found
}

/** All of them in one file of some hundred pages, by pdfunite of poppler. */
const joined = async (pdfs: readonly Input[], folder: string): Promise<Input> => {
  const path = join(folder, 'all.pdf')
  const paths = Array.from({ length: 10 }, () => pdfs.map((one) => one.path)).flat()
  execFileSync(programAt('pdfunite') ?? '', [...paths, path], { stdio: 'ignore' })
  return { name: 'all.pdf', path, bytes: await readFile(path) }
}

/** The median of the rounds: the first of them meets a reader that has read nothing yet. */
const timed = async (rounds: number, work: () => Promise<void> | void): Promise<number> => {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}

const readAll = async (files: readonly Input[], reader: Extractor): Promise<void> => {
  const answers = await Promise.all(files.map(({ name, bytes }) => reader.extract({ name, bytes })))
  const failed = answers.find(
    ({ outcome, reason }) => outcome === 'could-not-read' && !/no text/.test(reason ?? ''),
  )
  if (failed !== undefined) throw new Error(`A document of the measurement: ${failed.reason}`)
}

const alone = async (
  what: string,
  files: readonly Input[],
  reader: Extractor,
  rounds: number,
): Promise<ExtractMeasured> => {
  const ours = await timed(rounds, () => readAll(files, reader))
  return { what, files: files.length, pages: 0, ours, pdftotext: undefined, ratio: undefined }
}

const beside = async (
  what: string,
  files: readonly Input[],
  reader: Extractor,
  rounds: number,
): Promise<ExtractMeasured> => {
  const measured = await alone(what, files, reader, rounds)
  const pdftotext = await timed(rounds, () => {
    for (const { path } of files)
      execFileSync(programAt('pdftotext') ?? '', [path, '-'], {
        maxBuffer: 1e9,
        stdio: ['ignore', 'pipe', 'ignore'],
      })
  })
  const pages = files.reduce((sum, { path }) => sum + pagesOf(path), 0)
  return { ...measured, pages, pdftotext, ratio: measured.ours / pdftotext }
}

const pagesOf = (path: string): number =>
  Number(
    /^Pages:\s+(\d+)/m.exec(
      execFileSync(programAt('pdfinfo') ?? '', [path], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    )?.[1] ?? 0,
  )

const spreadOf = async (
  files: readonly Input[],
  one: Extractor,
  rounds: number,
): Promise<ExtractSpread> => {
  const workers = availableParallelism()
  const all = readerOf(workers)
  const many = Array.from({ length: workers * 4 }, () => files).flat()
  try {
    // Each of the processes has read before its time counts.
    await readAll(many, all)
    const single = await timed(1, () => readAll(many, one))
    const spread = await timed(Math.min(3, rounds), () => readAll(many, all))
    return { workers, one: (many.length / single) * 1_000, all: (many.length / spread) * 1_000 }
  } finally {
    await all.close()
  }
}
