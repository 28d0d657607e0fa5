import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  CompiledQuery as Raw,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Answer, Question, Rows } from './messages.ts'

/** SQLite written by a thread of its own: a commit that waits for the disk holds up no request. */
export const threadedWriter = (path: string): Dialect => ({
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => createDriver(path),
  createIntrospector: (database) => new SqliteIntrospector(database),
  createQueryCompiler: () => new SqliteQueryCompiler(),
})

const createDriver = (path: string): Driver => {
  const thread = startThread(path)
  const connection: DatabaseConnection = {
    executeQuery: async <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> => {
      const { rows, changes } = await thread.ask(sql, parameters)
      // The rows of what Kysely compiled for this very type.
      return { rows: rows as Row[], numAffectedRows: BigInt(changes) }
    },
    streamQuery: () => {
      throw new Error('The thread that writes does not stream: read with the reader.')
    },
  }
  const run = async (text: string) => void (await connection.executeQuery(Raw.raw(text)))
  return {
    init: async () => undefined,
    // Kysely itself lets one at a time have the only connection.
    acquireConnection: async () => connection,
    releaseConnection: async () => undefined,
    beginTransaction: () => run('begin'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: () => run('rollback'),
    destroy: thread.close,
  }
}

interface Waiting {
  readonly resolve: (rows: Rows) => void
  readonly reject: (cause: unknown) => void
}

const startThread = (path: string) => {
  // `.ts` beside the sources, `.js` beside what they compile to.
  const file = import.meta.url.endsWith('.ts') ? './writer-thread.ts' : './writer-thread.js'
  const worker = new Worker(fileURLToPath(new URL(file, import.meta.url)), {
    workerData: { path },
    env: {},
    execArgv: [],
  })
  const waiting = new Map<number, Waiting>()
  let last = 0
  let failure: Error | undefined

  const fail = (cause: Error) => {
    failure ??= cause
    for (const { reject } of waiting.values()) reject(cause)
    waiting.clear()
  }
  const take = (answer: Answer) => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    // A server that has nothing to write may end.
    if (waiting.size === 0) worker.unref()
    if ('error' in answer) one?.reject(Object.assign(new Error(answer.error.message), answer.error))
    else one?.resolve(answer)
  }
  // The only sender is writer-thread.ts.
  worker.on('message', (answer) => take(answer as Answer))
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('The thread that writes the database has ended.')))
  worker.unref()

  return {
    ask: (text: string, parameters: readonly unknown[]): Promise<Rows> =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure)
        worker.ref()
        const id = ++last
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, text, parameters } satisfies Question)
      }),
    close: async (): Promise<void> => {
      if (failure !== undefined) return
      worker.ref()
      worker.postMessage('close')
      await once(worker, 'exit')
    },
  }
}
