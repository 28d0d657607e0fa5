import { type Database, inTransaction } from '../../ledger/index.ts'
import { statementsOf } from '../library/statements.ts'
import { keysOfDocument } from './document-keys.ts'
import { indexedOf, type SearchedRevision } from './read-index.ts'
import { type ToIndex, writeIndex } from './write-index.ts'

/** Written at once, unless they hold so many statements: enough to share the rows of a block. */
const atOnce = { documents: 64, statements: 20_000 }

/**
 * Puts into the index whatever of these documents is not in it: a library from before the index, or from
 * before today's keys. Of a library that is up to date, it only looks.
 */
export const ensureIndexed = async (
  database: Database,
  documents: readonly SearchedRevision[],
): Promise<void> => {
  const rows = await indexedOf(database.reader, database.engine, documents)
  let waiting: ToIndex[] = []
  let statements = 0
  const write = async () => {
    const batch = waiting
    waiting = []
    statements = 0
    await inTransaction(database, (connection) => writeIndex(connection, database.engine, batch))
  }
  for (const { id, revision } of documents) {
    if (rows.has(id)) continue
    const keys = await keysOfDocument(await statementsOf({ database }, id, revision))
    waiting.push({ document: id, revision, keys })
    statements += keys.statements
    if (waiting.length >= atOnce.documents || statements >= atOnce.statements) await write()
  }
  if (waiting.length > 0) await write()
}
