import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { limits } from '../../kernel/limits.ts'
import type { ExtractedDocument } from '../../kernel/passage.ts'
import type { SourceFile } from './formats.ts'
import { unread } from './unread.ts'

export interface ExtractorOptions {
  /** Readers at most; they start when there is work. Default: one per core, at most 4. */
  readonly workers?: number
  /** For one file. Default: `limits.document.milliseconds`. */
  readonly timeoutMilliseconds?: number
  /** Heap of one reader. Default: `limits.document.memoryMegabytes`. */
  readonly memoryMegabytes?: number
}

/** Reads documents in processes of its own. */
export interface Extractor {
  /** Never rejects for what a file holds: such a file is `could-not-read`, with the reason. */
  extract(input: SourceFile): Promise<ExtractedDocument>
  /** Stops the readers; files not read by then are answered `could-not-read`. */
  close(): Promise<void>
}

interface Job {
  readonly input: SourceFile
  readonly answer: (document: ExtractedDocument) => void
}

interface Reader {
  readonly process: ChildProcess
  job: Job | undefined
  timer: NodeJS.Timeout | undefined
}

/**
 * Makes a reader of documents that is bounded in time and memory: a process that exceeds either
 * is ended and replaced, its file is answered `could-not-read`, all other files go on. Processes,
 * not threads: a thread that runs out of heap takes the whole server with it (seen in 4 runs
 * of 6 with `resourceLimits`), and a process can be denied the rest of the machine.
 */
export const createExtractor = (options: ExtractorOptions = {}): Extractor => {
  const workers = Math.max(1, options.workers ?? Math.min(4, availableParallelism()))
  const timeout = options.timeoutMilliseconds ?? limits.document.milliseconds
  const memory = options.memoryMegabytes ?? limits.document.memoryMegabytes
  const readers = new Set<Reader>()
  const waiting: Job[] = []
  let closed = false

  const finish = (reader: Reader, document: ExtractedDocument): void => {
    clearTimeout(reader.timer)
    const { job } = reader
    reader.job = undefined
    keepAlive(reader.process, false)
    job?.answer(document)
    next()
  }

  const drop = (reader: Reader, reason: string): void => {
    if (!readers.delete(reader)) return
    reader.process.kill('SIGKILL')
    finish(reader, unread('unknown', reason))
  }

  const start = (): Reader => {
    const reader: Reader = { process: startProcess(memory), job: undefined, timer: undefined }
    // The only sender is worker.ts, which sends what extractDocument answers.
    reader.process.on('message', (answer) => finish(reader, answer as ExtractedDocument))
    reader.process.on('error', (error) => drop(reader, `the reader failed: ${error.message}`))
    reader.process.on('exit', (code, signal) => drop(reader, endReason(code, signal, memory)))
    readers.add(reader)
    return reader
  }

  const next = (): void => {
    if (closed || waiting.length === 0) return
    const idle = [...readers].find((reader) => reader.job === undefined)
    const reader = idle ?? (readers.size < workers ? start() : undefined)
    const job = reader === undefined ? undefined : waiting.shift()
    if (reader === undefined || job === undefined) return
    reader.job = job
    keepAlive(reader.process, true)
    reader.timer = setTimeout(
      () => drop(reader, `it took longer than ${timeout} ms to read`),
      timeout,
    )
    reader.process.send(job.input, (error) => {
      if (error !== null) drop(reader, `the reader failed: ${error.message}`)
    })
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
      const ending = [...readers]
      const ended = ending.map(({ process }) => once(process, 'exit'))
      for (const reader of ending) {
        drop(reader, 'the reader was closed')
        keepAlive(reader.process, true)
      }
      await Promise.all(ended)
    },
  }
}

/**
 * A process that may read files (its own code) and nothing else: no writing, no programs, no
 * environment, so no secrets of the server's. Heap in megabytes.
 */
const startProcess = (memory: number): ChildProcess => {
  // `worker.ts` beside the sources, `worker.js` beside what they compile to.
  const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js'
  return fork(fileURLToPath(new URL(file, import.meta.url)), {
    serialization: 'advanced',
    env: {},
    execArgv: [`--max-old-space-size=${memory}`, '--permission', '--allow-fs-read=*'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

/** An idle reader does not keep the server's process alive. */
const keepAlive = (child: ChildProcess, alive: boolean): void => {
  if (alive) {
    child.ref()
    child.channel?.ref()
  } else {
    child.unref()
    child.channel?.unref()
  }
}

/** V8 aborts when the heap is full. */
const endReason = (code: number | null, signal: string | null, memory: number): string =>
  signal === 'SIGABRT' || code === 134
    ? `it needs more than ${memory} megabytes of memory to read`
    : `the reader ended before it was done (${signal ?? `code ${code}`})`
