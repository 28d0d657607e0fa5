import { availableParallelism } from 'node:os'
import { createExtractor, type Extractor, readerProgram } from '../../documents/index.ts'
import { limits } from '../../kernel/limits.ts'
import { createPool, type PoolOptions } from './pool.ts'

/**
 * A reader of documents in processes of its own: one per core, at most 4, each file within
 * `limits.document`, unless it is told otherwise. Whoever gives it files bounds how many wait.
 */
export const createDocumentReader = (options: Partial<PoolOptions> = {}): Extractor =>
  createExtractor(
    createPool({
      program: readerProgram(),
      workers: Math.min(4, availableParallelism()),
      milliseconds: limits.document.milliseconds,
      memoryMegabytes: limits.document.memoryMegabytes,
      waiting: Number.POSITIVE_INFINITY,
      ...options,
    }),
  )
