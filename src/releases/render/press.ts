import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { limits } from '../../kernel/limits.ts'
import { RefusalError, refuse } from '../../kernel/result.ts'
import type { PrintableDocument } from '../document/model.ts'

export type PrintJob =
  | { readonly kind: 'pdf'; readonly input: string }
  | { readonly kind: 'docx'; readonly document: PrintableDocument }

export interface PrintRequest {
  readonly id: number
  readonly job: PrintJob
}

export type PrintAnswer =
  | { readonly id: number; readonly file: Uint8Array }
  | { readonly id: number; readonly problem: string }

/** This job could not be printed, or the process died of it; the next job gets a new process. */
export class PrintError extends Error {
  override readonly name = 'PrintError'
}

export interface Press {
  /**
   * Prints one job after the other. Rejects with `PrintError`, or with a `RefusalError`
   * (`render/busy` beyond `limits.printable.waiting` jobs, `render/too-slow`).
   */
  readonly print: (job: PrintJob) => Promise<Uint8Array>
  /** Ends the process; what still waits rejects. */
  readonly close: () => Promise<void>
}

/**
 * Work that takes long or may crash, done in a process of its own. It is started with the first
 * job and replaced after `limits.printable.perProcess`, because the compiler keeps what it computed.
 */
export const createPress = (): Press => {
  let worker: Worker | undefined
  let waiting = 0
  let closed = false
  let last: Promise<unknown> = Promise.resolve()

  const printNow = async (job: PrintJob): Promise<Uint8Array> => {
    if (closed) throw new Error('The press is closed.')
    if (worker === undefined || !worker.usable()) {
      await worker?.end()
      worker = startWorker()
    }
    return worker.print(job)
  }

  return {
    print: (job) => {
      if (waiting >= limits.printable.waiting)
        return Promise.reject(
          new RefusalError(
            refuse('render/busy', 'Too many documents wait to be printed. Try again in a minute.'),
          ),
        )
      waiting++
      const mine = last
        .then(() => printNow(job))
        .finally(() => {
          waiting--
        })
      last = mine.catch(() => undefined)
      return mine
    },
    close: async () => {
      closed = true
      await worker?.end()
    },
  }
}

interface Worker {
  readonly usable: () => boolean
  readonly print: (job: PrintJob) => Promise<Uint8Array>
  readonly end: () => Promise<void>
}

// The same code runs from the sources and, compiled, from dist.
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const workerPath = fileURLToPath(new URL(`./print-worker.${extension}`, import.meta.url))

const startWorker = (): Worker => {
  // No environment: printing needs none, and the server's may hold secrets.
  const child = fork(workerPath, [], {
    env: {},
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  let printed = 0
  let alive = true
  void ended.then(() => {
    alive = false
  })
  rest(child)
  return {
    usable: () => alive && child.connected && printed < limits.printable.perProcess,
    print: async (job) => {
      printed++
      work(child)
      try {
        return await answerOf(child, { id: printed, job })
      } catch (error) {
        // What it holds after a failure is not known.
        alive = false
        child.kill('SIGKILL')
        throw error
      } finally {
        rest(child)
      }
    },
    end: async () => {
      // While we wait for its end it counts again: nothing else may keep the server's process alive.
      work(child)
      child.kill('SIGKILL')
      await ended
    },
  }
}

const answerOf = (child: ChildProcess, request: PrintRequest): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      clearTimeout(timer)
      child.off('message', answered)
      child.off('exit', died)
      child.off('error', failed)
      finish()
    }
    const answered = (message: unknown): void => {
      // The cast is this channel's parser: only our own worker speaks on it.
      const answer = message as PrintAnswer
      if (answer.id !== request.id) return
      settle(() =>
        'file' in answer
          ? resolve(new Uint8Array(answer.file))
          : reject(new PrintError(answer.problem.slice(0, limits.text.paragraph))),
      )
    }
    const died = (code: number | null, signal: string | null): void =>
      settle(() => reject(new PrintError(`The print process ended: ${signal ?? code}.`)))
    const failed = (cause: Error): void =>
      settle(() => reject(new Error('The print process does not work.', { cause })))
    const late = (): void =>
      settle(() =>
        reject(
          new RefusalError(
            refuse('render/too-slow', 'Printing took too long. Split the document into parts.'),
          ),
        ),
      )
    const timer = setTimeout(late, limits.printable.milliseconds)
    child.on('message', answered)
    child.once('exit', died)
    child.once('error', failed)
    child.send(request, (error) => {
      if (error !== null) failed(error)
    })
  })

// An idle print process must not keep the server from ending.
const rest = (child: ChildProcess): void => {
  child.unref()
  child.channel?.unref()
}

const work = (child: ChildProcess): void => {
  child.ref()
  child.channel?.ref()
}
