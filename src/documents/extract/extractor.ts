import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { limits } from '../../kernel/limits.ts'
import type { ExtractedDocument } from '../../kernel/passage.ts'
import type { SourceFile } from './formats.ts'
import { unread } from './unread.ts'

export interface ExtractorOptions {
  /** Threads at most; they start when there is work. Default: one per core, at most 4. */
  readonly workers?: number
  /** For one file. Default: `limits.document.milliseconds`. */
  readonly timeoutMilliseconds?: number
  /** Heap of one thread. Default: `limits.document.memoryMegabytes`. */
  readonly memoryMegabytes?: number
}

/** Reads documents in threads of its own. */
export interface Extractor {
  /** Never rejects for what a file holds: such a file is `could-not-read`, with the reason. */
  extract(input: SourceFile): Promise<ExtractedDocument>
  /** Stops the threads; files not read by then are answered `could-not-read`. */
  close(): Promise<void>
}

interface Job {
  readonly input: SourceFile
  readonly answer: (document: ExtractedDocument) => void
}

interface Slot {
  readonly worker: Worker
  job: Job | undefined
  timer: NodeJS.Timeout | undefined
}

/**
 * Makes a reader whose threads are bounded in time and memory: a thread that exceeds either is
 * ended and replaced, its file is answered `could-not-read`, all other files go on.
 */
export const createExtractor = (options: ExtractorOptions = {}): Extractor => {
  const workers = Math.max(1, options.workers ?? Math.min(4, availableParallelism()))
  const timeout = options.timeoutMilliseconds ?? limits.document.milliseconds
  const memory = options.memoryMegabytes ?? limits.document.memoryMegabytes
  const slots = new Set<Slot>()
  const waiting: Job[] = []
  let closed = false

  const finish = (slot: Slot, document: ExtractedDocument): void => {
    clearTimeout(slot.timer)
    const { job } = slot
    slot.job = undefined
    // An idle thread does not keep the process alive.
    slot.worker.unref()
    job?.answer(document)
    next()
  }

  const drop = (slot: Slot, reason: string): void => {
    if (!slots.delete(slot)) return
    void slot.worker.terminate()
    finish(slot, unread('unknown', reason))
  }

  const start = (): Slot => {
    const worker = new Worker(workerUrl(), {
      resourceLimits: { maxOldGenerationSizeMb: memory },
      // The host's own flags (loaders, inspectors) are not the thread's.
      execArgv: [],
      stdout: false,
      stderr: false,
    })
    const slot: Slot = { worker, job: undefined, timer: undefined }
    worker.on('message', (document: ExtractedDocument) => finish(slot, document))
    worker.on('error', (error) => drop(slot, failureOf(error, memory)))
    worker.on('exit', () => drop(slot, 'the reader stopped before it was done'))
    slots.add(slot)
    return slot
  }

  const next = (): void => {
    if (closed || waiting.length === 0) return
    const idle = [...slots].find((slot) => slot.job === undefined)
    const slot = idle ?? (slots.size < workers ? start() : undefined)
    const job = slot === undefined ? undefined : waiting.shift()
    if (slot === undefined || job === undefined) return
    slot.job = job
    slot.worker.ref()
    slot.timer = setTimeout(() => drop(slot, `it took longer than ${timeout} ms to read`), timeout)
    slot.worker.postMessage(job.input)
  }

  return {
    extract: (input) =>
      new Promise((answer) => {
        if (closed) return answer(unread('unknown', 'the reader was closed'))
        if (input.bytes.length > limits.document.bytes)
          return answer(unread('unknown', `it is larger than ${limits.document.bytes} bytes`))
        waiting.push({ input, answer })
        next()
      }),
    close: async () => {
      closed = true
      for (const job of waiting.splice(0)) job.answer(unread('unknown', 'the reader was closed'))
      const ending = [...slots]
      for (const slot of ending) drop(slot, 'the reader was closed')
      await Promise.all(ending.map((slot) => slot.worker.terminate()))
    },
  }
}

/** `worker.ts` beside the sources, `worker.js` beside what they compile to. */
const workerUrl = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

const failureOf = (error: unknown, memory: number): string => {
  const outOfMemory =
    error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  if (outOfMemory) return `it needs more than ${memory} megabytes of memory to read`
  return `the reader failed: ${error instanceof Error ? error.message : String(error)}`.slice(
    0,
    limits.text.line,
  )
}
