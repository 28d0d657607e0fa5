import { type Database, inTransaction } from '../../ledger/index.ts'
import { statementsOf } from '../library/statements.ts'
import { keysOfDocument } from './document-keys.ts'
import { indexedOf, type SearchedRevision } from './read-index.ts'
import { writeIndex } from './write-index.ts'

/**
 * Puts into the index whatever of these documents is not in it: a library from before the index, or from
 * before today's keys. Of a library that is up to date, it only looks.
 */
export const ensureIndexed = async (
  database: Database,
  documents: readonly SearchedRevision[],
): Promise<void> => {
  const { engine, reader } = database
  const rows = await indexedOf(reader, engine, documents)
  for (const { id, revision } of documents) {
    if (rows.has(id)) continue
    const keys = await keysOfDocument(await statementsOf({ database }, id, revision))
    await inTransaction(database, (connection) =>
      writeIndex(connection, engine, { document: id, revision }, keys),
    )
  }
}
