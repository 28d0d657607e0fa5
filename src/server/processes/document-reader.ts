import { createExtractor, type Extractor, readerProgram } from '../../documents/index/reading.ts'
import { limits } from '../../kernel/limits.ts'
import { createPool, onePerCore, type PoolOptions } from './pool.ts'
import { findRecogniser } from './recogniser.ts'

/** What a maker can set: processes, megabytes of each as a whole, milliseconds for one file. */
export interface ReaderSettings {
  readonly readerWorkers: number
  readonly readerMegabytes: number
  readonly readerMilliseconds: number
}

/**
 * A reader of documents in processes of its own: one per core, each file within `limits.document`,
 * unless it is told otherwise. Whoever gives it files bounds how many wait. Text in pictures is
 * recognised where the programs for it are installed.
 */
export const createDocumentReader = (options: Partial<PoolOptions> = {}): Extractor => {
  const workers = options.workers ?? onePerCore
  const { memoryMegabytes = limits.document.memoryMegabytes } = options
  const pool = createPool({
    program: readerProgram(),
    workers,
    milliseconds: limits.document.milliseconds,
    memoryMegabytes,
    residentMegabytes: memoryMegabytes + limits.document.residentMegabytes,
    waiting: Number.POSITIVE_INFINITY,
    ...options,
  })
  const recogniser = findRecogniser(workers)
  return createExtractor(pool, {
    atOnce: workers * 2,
    ...(recogniser === undefined ? {} : { recogniser }),
  })
}

/** The reader of a server, bounded by its settings. */
export const createSetReader = (settings: ReaderSettings): Extractor =>
  createDocumentReader({
    workers: settings.readerWorkers,
    milliseconds: settings.readerMilliseconds,
    memoryMegabytes: settings.readerMegabytes - limits.document.residentMegabytes,
  })
