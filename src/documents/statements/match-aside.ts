import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { matchStatements } from './match-statements.ts'
import type { Match, Statement } from './statement.ts'

export interface Question {
  readonly before: readonly Statement[]
  readonly after: readonly Statement[]
}

/** Matching takes a tenth of a millisecond for each at the worst: so many may do it where they are. */
const atOnce = 1_000

/**
 * `matchStatements` in a thread of its own where it would keep others waiting: two hundred thousand
 * statements take seconds. Rejects where the thread fails.
 */
export const matchAside = (
  before: readonly Statement[],
  after: readonly Statement[],
): Promise<readonly Match[]> =>
  before.length === 0 || after.length === 0 || before.length + after.length <= atOnce
    ? Promise.resolve(matchStatements(before, after))
    : inThread({ before: before.map(needed), after: after.map(needed) })

const needed = ({ kind, text, location: { headings } }: Statement): Statement => ({
  kind,
  text,
  location: { headings },
})

const inThread = (question: Question): Promise<readonly Match[]> =>
  new Promise((resolve, reject) => {
    // `worker.ts` beside the sources, `worker.js` beside what they compile to.
    const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js'
    const worker = new Worker(fileURLToPath(new URL(file, import.meta.url)), {
      env: {},
      execArgv: [],
      workerData: question,
    })
    // The only sender is worker.ts.
    worker.once('message', (matches) => resolve(matches as readonly Match[]))
    worker.once('error', (cause) =>
      reject(new Error('Statements could not be matched.', { cause })),
    )
    worker.once('exit', () => reject(new Error('The thread ended before it was done.')))
  })
