import { parentPort, workerData } from 'node:worker_threads'
import { keepingStatements, sqliteConnection } from './connection.ts'
import { type Answer, allOfThese, type Question, type Rows } from './messages.ts'

// The thread that writes: while it waits for the disk, the server goes on answering.

// Given by threaded-writer.ts, the only one that starts this thread and sends to it.
const { path } = workerData as { readonly path: string }
const connection = sqliteConnection(path, false)
const prepare = keepingStatements(connection)

const run = (text: string, parameters: readonly unknown[]): Rows => {
  const statement = prepare(text)
  if (statement.reader) return { rows: statement.all(...parameters), changes: 0 }
  return { rows: [], changes: statement.run(...parameters).changes }
}

/** One transaction, in one message there and back. */
const runAll = (statements: readonly (readonly [text: string, parameters: unknown[]])[]): Rows => {
  run('begin immediate', [])
  try {
    for (const [text, parameters] of statements) run(text, parameters)
    return run('commit', [])
  } catch (cause) {
    // On a full disk SQLite has rolled back by itself.
    if (connection.inTransaction) run('rollback', [])
    throw cause
  }
}

const answer = ({ id, text, parameters }: Question): Answer => {
  try {
    // Its sender puts such pairs there.
    type Pairs = Parameters<typeof runAll>[0]
    return { id, ...(text === allOfThese ? runAll(parameters as Pairs) : run(text, parameters)) }
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause))
    const code = 'code' in error ? String(error.code) : undefined
    return { id, error: { message: error.message, code } }
  }
}

parentPort?.on('message', (question: Question | 'close') => {
  if (question !== 'close') return void parentPort?.postMessage(answer(question))
  connection.close()
  parentPort?.close()
})
