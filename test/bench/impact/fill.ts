import { type Database, insertsOf, inTransaction, runAll } from '../../../src/ledger/index.ts'
import { keysOfDocument, type ToIndex, writeIndex } from '../../../src/server/impact/index.ts'
import { percentile } from '../rate.ts'
import { type MadeDocument, madeDocument } from './library.ts'
import type { WordSource } from './words.ts'

export interface LibraryFilled {
  readonly statements: number
  /** Seconds for storing the statements, and for keys and index. */
  readonly stored: number
  readonly indexed: number
}

const atOnce = 64

/** Stores and indexes documents from `first` on, many in each transaction. */
export const fillLibrary = async (
  database: Database,
  source: WordSource,
  first: number,
  end: number,
): Promise<LibraryFilled> => {
  const spent = { statements: 0, stored: 0, indexed: 0 }
  for (let from = first; from < end; from += atOnce) {
    const documents = Array.from({ length: Math.min(atOnce, end - from) }, (_, at) =>
      madeDocument(source, from + at),
    )
    const began = performance.now()
    const keyed = await keysOf(documents)
    const keysTook = performance.now() - began
    await inTransaction(database, async (connection) => {
      const storing = performance.now()
      await runAll(
        database.engine,
        connection,
        insertsOf(database.engine, 'statement', documents.flatMap(rowsOf)),
      )
      const indexing = performance.now()
      await writeIndex(connection, database.engine, keyed)
      spent.stored += indexing - storing
      spent.indexed += performance.now() - indexing + keysTook
    })
    spent.statements += documents.reduce((sum, { passages }) => sum + passages.length, 0)
  }
  return { ...spent, stored: spent.stored / 1_000, indexed: spent.indexed / 1_000 }
}

const keysOf = async (documents: readonly MadeDocument[]): Promise<readonly ToIndex[]> => {
  const keyed: ToIndex[] = []
  for (const { id, revision, passages } of documents)
    keyed.push({ document: id, revision, keys: await keysOfDocument(passages) })
  return keyed
}

const rowsOf = ({ id, revision, passages }: MadeDocument) =>
  passages.map(({ index, kind, text, location }) => ({
    document: id,
    revision,
    idx: index,
    kind,
    text,
    location: JSON.stringify(location),
    lineage: `${revision}-${index}`,
  }))

/** Milliseconds to put a new revision of one document with 200 statements into the index: the median. */
export const costOfChange = async (
  database: Database,
  source: WordSource,
  revision: number,
): Promise<number> => {
  const times: number[] = []
  // Every eighth document, from the fifth on, has 200 statements.
  for (const number of [4, 12, 20, 28, 36, 44, 52, 60, 68, 76, 84]) {
    const document = madeDocument(source, number, revision)
    const began = performance.now()
    const keyed = await keysOf([document])
    await inTransaction(database, (connection) => writeIndex(connection, database.engine, keyed))
    times.push(performance.now() - began)
    await inTransaction(database, (connection) =>
      runAll(
        database.engine,
        connection,
        insertsOf(database.engine, 'statement', rowsOf(document)),
      ),
    )
  }
  return percentile(times, 0.5)
}
