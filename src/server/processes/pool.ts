import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Refusal, refuse } from '../../kernel/result.ts'

/** How many processes keep the machine busy. */
export const onePerCore = Math.min(16, availableParallelism())

export interface PoolOptions {
  /** What each process runs: one message in, one answer out, until the channel closes. */
  readonly program: URL
  /** Processes at most; each starts when there is work for it. */
  readonly workers: number
  /** Milliseconds for one piece of work. */
  readonly milliseconds: number
  /** Heap of one process. */
  readonly memoryMegabytes: number
  /** All memory of one process, its program and what lies outside the heap included. */
  readonly residentMegabytes?: number
  /** Pieces that may wait; more are refused at once. */
  readonly waiting: number
}

/**
 * Processes of their own for bytes of strangers (decision 17) and for what takes seconds. Processes,
 * not threads: a thread that runs out of heap takes the whole server with it (seen in 4 runs of 6
 * with `resourceLimits`), and a process can be denied the rest of the machine.
 */
export interface Pool {
  /**
   * What the worker answered to this message, or where it did not live to answer
   * `process/too-slow` (details: milliseconds), `process/too-large` (details: megabytes) or
   * `process/ended`; `process/busy` and `process/closed` where it was not asked.
   */
  run(message: unknown): Promise<unknown | Refusal>
  close(): Promise<void>
}

interface Job {
  readonly message: unknown
  readonly answer: (answer: unknown) => void
}

interface Worker {
  readonly process: ChildProcess
  job: Job | undefined
  timer: NodeJS.Timeout | undefined
  watch: NodeJS.Timeout | undefined
}

/** A process that exceeds its time or memory is ended and replaced; the other work goes on. */
export const createPool = (options: PoolOptions): Pool => {
  const workers = new Set<Worker>()
  const waiting: Job[] = []
  let closed = false

  const finish = (worker: Worker, answer: unknown): void => {
    clearTimeout(worker.timer)
    clearInterval(worker.watch)
    const { job } = worker
    worker.job = undefined
    keepAlive(worker.process, false)
    job?.answer(answer)
    next()
  }
  const drop = (worker: Worker, refusal: Refusal): void => {
    if (!workers.delete(worker)) return
    worker.process.kill('SIGKILL')
    finish(worker, refusal)
  }
  const start = (): Worker => {
    const worker: Worker = {
      process: startProcess(options),
      job: undefined,
      timer: undefined,
      watch: undefined,
    }
    worker.process.on('message', (answer) => finish(worker, answer))
    worker.process.on('error', (error) => drop(worker, ended(error.message)))
    worker.process.on('exit', (code, signal) => drop(worker, endOf(code, signal, options)))
    workers.add(worker)
    return worker
  }
  const next = (): void => {
    if (closed || waiting.length === 0) return
    const idle = [...workers].find(({ job }) => job === undefined)
    const worker = idle ?? (workers.size < options.workers ? start() : undefined)
    const job = worker === undefined ? undefined : waiting.shift()
    if (worker === undefined || job === undefined) return
    worker.job = job
    keepAlive(worker.process, true)
    worker.timer = setTimeout(
      () =>
        drop(
          worker,
          refuse('process/too-slow', `It took longer than ${options.milliseconds} ms.`, {
            milliseconds: options.milliseconds,
          }),
        ),
      options.milliseconds,
    )
    const { residentMegabytes: most } = options
    if (most !== undefined)
      worker.watch = setInterval(async () => {
        const held = await residentMegabytes(worker.process.pid)
        if (held > most && worker.job === job) drop(worker, tooLarge(options))
      }, watchEvery)
    worker.process.send(job.message as object, (error) => {
      if (error !== null) drop(worker, ended(error.message))
    })
  }
  return {
    run: (message) =>
      new Promise((answer) => {
        if (closed) return answer(refuse('process/closed', 'The server is stopping. Try again.'))
        if (waiting.length >= options.waiting)
          return answer(
            refuse('process/busy', 'Too much of this waits already. Try again in a minute.'),
          )
        waiting.push({ message, answer })
        next()
      }),
    close: async () => {
      closed = true
      const stopping = refuse('process/closed', 'The server is stopping. Try again.')
      for (const job of waiting.splice(0)) job.answer(stopping)
      const ending = [...workers]
      const gone = ending.map(({ process }) => once(process, 'exit'))
      for (const worker of ending) {
        drop(worker, stopping)
        keepAlive(worker.process, true)
      }
      await Promise.all(gone)
    },
  }
}

const ended = (why: string): Refusal =>
  refuse('process/ended', `The process that worked on it did not finish: ${why}.`)

/** V8 aborts when the heap is full. */
const endOf = (code: number | null, signal: string | null, options: PoolOptions): Refusal =>
  signal === 'SIGABRT' || code === 134
    ? tooLarge(options)
    : ended(`it ended early (${signal ?? `code ${code}`})`)

const tooLarge = ({
  memoryMegabytes,
  residentMegabytes: megabytes = memoryMegabytes,
}: PoolOptions) =>
  refuse('process/too-large', `It needs more than ${megabytes} megabytes of memory.`, { megabytes })

/** Milliseconds: what a process can take between two looks stays small. */
const watchEvery = 50

/** What a process holds, as Linux counts it (proc(5), statm); 0 where nobody says. */
const residentMegabytes = async (pid: number | undefined): Promise<number> => {
  const text = await readFile(`/proc/${pid}/statm`, 'latin1').catch(() => '')
  return (Number(text.split(' ')[1] ?? 0) * 4_096) / 1_048_576
}

/** It may read files (its own code) and nothing else: no writing, no programs, no environment. */
const startProcess = ({ program, memoryMegabytes }: PoolOptions): ChildProcess =>
  fork(fileURLToPath(program), {
    serialization: 'advanced',
    env: {},
    execArgv: [`--max-old-space-size=${memoryMegabytes}`, '--permission', '--allow-fs-read=*'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })

/** An idle process does not keep the server's own alive. */
const keepAlive = (child: ChildProcess, alive: boolean): void => {
  if (alive) {
    child.ref()
    child.channel?.ref()
  } else {
    child.unref()
    child.channel?.unref()
  }
}
