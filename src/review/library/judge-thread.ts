import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { JudgedDocument } from '../judge/judge.ts'
import type { JudgedRevision } from './kept-verdicts.ts'

/** The judge gave no answer: nothing is known of the document. */
export class JudgeFailure extends Error {
  override readonly name = 'JudgeFailure'
}

/** Judges documents away from the event loop: 20 million characters take some twenty seconds. */
export interface Judge {
  /** Rejects with `JudgeFailure` where the thread failed or has no catalogue to judge by. */
  judge(document: JudgedDocument): Promise<JudgedRevision['verdicts']>
  close(): Promise<void>
}

export interface JudgeQuestion {
  readonly id: number
  readonly document: JudgedDocument
}

export type JudgeAnswer =
  | { readonly id: number; readonly verdicts: JudgedRevision['verdicts'] }
  | { readonly id: number; readonly refusal: string }

interface Waiting {
  readonly resolve: (verdicts: JudgedRevision['verdicts']) => void
  readonly reject: (cause: JudgeFailure) => void
}

/**
 * One thread, started with the first document and started anew should it die. A thread and not a
 * process, unlike the readers of files: the judge sees plain text of bounded length, works in
 * linear time, and its memory does not grow with the document.
 */
export const createJudge = (): Judge => {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let last = 0
  let closed = false

  const fail = (cause: JudgeFailure): void => {
    worker = undefined
    for (const { reject } of waiting.values()) reject(cause)
    waiting.clear()
  }

  const take = (answer: JudgeAnswer): void => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) worker?.unref()
    if ('refusal' in answer) one?.reject(new JudgeFailure(answer.refusal))
    else one?.resolve(answer.verdicts)
  }

  const start = (): Worker => {
    // `worker.ts` beside the sources, `worker.js` beside what they compile to.
    const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js'
    const started = new Worker(fileURLToPath(new URL(file, import.meta.url)), {
      env: {},
      execArgv: [],
    })
    // The only sender is worker.ts.
    started.on('message', (answer) => take(answer as JudgeAnswer))
    started.on('error', (error) => fail(new JudgeFailure('The judge failed.', { cause: error })))
    started.on('exit', () => {
      if (worker === started) fail(new JudgeFailure('The judge ended before it was done.'))
    })
    return started
  }

  return {
    judge: (document) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new JudgeFailure('The judge was closed.'))
        worker ??= start()
        worker.ref()
        const id = ++last
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, document } satisfies JudgeQuestion)
      }),
    close: async () => {
      closed = true
      const ending = worker
      fail(new JudgeFailure('The judge was closed.'))
      await ending?.terminate()
    },
  }
}
