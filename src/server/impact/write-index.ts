import { type Kysely, sql } from 'kysely'
import { keysVersion } from '../../documents/index.ts'
import { breath, type Engine, insertsOf, runAll } from '../../ledger/index.ts'
import type { PostingTable } from '../../ledger/tables/statement-index.ts'
import type { Tables } from '../../ledger/tables.ts'
import { among } from './among.ts'
import { type DocumentKeys, packKeys, unpackKeys } from './document-keys.ts'
import { withDocument } from './postings.ts'

/**
 * A block holds documents until it has so many, or so many statements. A change of one document mends
 * no other block, so that its cost does not grow with the library; a search reads each key once a block.
 */
const block = { documents: 128, statements: 32_768 }
const keysAtOnce = 1_000
const indexLock = 7_431_983

/**
 * Puts the revision of a document into the index in place of an older one; without keys, only the
 * older one goes. Within the transaction that stores its statements.
 */
export const writeIndex = async (
  connection: Kysely<Tables>,
  engine: Engine,
  { document, revision }: { readonly document: string; readonly revision: string },
  keys: DocumentKeys,
): Promise<void> => {
  // Two writers of one block would lose each other's statements.
  if (engine === 'postgres')
    await sql`select pg_advisory_xact_lock(${indexLock})`.execute(connection)
  const old = await oldOf(connection, document)
  if (old === undefined && keys.statements === 0) return
  const place = old ?? (await freePlace(connection))
  const changed = [...new Set([...(old?.keys ?? []), ...keys.places.keys()])].sort()
  for (let from = 0; from < changed.length; from += keysAtOnce)
    await mend(connection, engine, place, keys, changed.slice(from, from + keysAtOnce))
  await connection.deleteFrom('indexed_document').where('document', '=', document).execute()
  await connection.deleteFrom('indexed_keys').where('document', '=', document).execute()
  if (keys.statements === 0) return
  await connection
    .insertInto('indexed_document')
    .values({
      document,
      revision,
      version: keysVersion,
      block: place.block,
      slot: place.slot,
      statements: keys.statements,
      heads: JSON.stringify(keys.heads),
    })
    .execute()
  await connection
    .insertInto('indexed_keys')
    .values({ document, keys: packKeys(keys.places.keys()) })
    .execute()
}

interface Slot {
  readonly block: number
  readonly slot: number
}

const oldOf = async (
  connection: Kysely<Tables>,
  document: string,
): Promise<(Slot & { readonly keys: readonly string[] }) | undefined> => {
  const row = await connection
    .selectFrom('indexed_document')
    .innerJoin('indexed_keys', 'indexed_keys.document', 'indexed_document.document')
    .select(['block', 'slot', 'keys'])
    .where('indexed_document.document', '=', document)
    .executeTakeFirst()
  return row === undefined ? undefined : { ...row, keys: unpackKeys(row.keys) }
}

const freePlace = async (connection: Kysely<Tables>): Promise<Slot> => {
  const last = await connection
    .selectFrom('indexed_document')
    .select(({ fn }) => ['block', fn.max('slot').as('slot'), fn.sum('statements').as('statements')])
    .groupBy('block')
    .orderBy('block', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last === undefined) return { block: 0, slot: 0 }
  const isFull = last.slot + 1 >= block.documents || Number(last.statements) >= block.statements
  return isFull ? { block: last.block + 1, slot: 0 } : { block: last.block, slot: last.slot + 1 }
}

const mend = async (
  connection: Kysely<Tables>,
  engine: Engine,
  { block, slot }: Slot,
  { places }: DocumentKeys,
  keys: readonly string[],
): Promise<void> => {
  await breath()
  const held = await connection
    .selectFrom('posting')
    .select(['key', 'positions'])
    .where('block', '=', block)
    .where(among(engine, 'key', keys))
    .execute()
  const before = new Map(held.map(({ key, positions }) => [key, positions]))
  const rows: PostingTable[] = []
  const gone: string[] = []
  for (const key of keys) {
    const positions = withDocument(before.get(key) ?? new Uint8Array(), slot, places.get(key) ?? [])
    if (positions.length > 0) rows.push({ key, block, positions })
    else gone.push(key)
  }
  if (gone.length > 0)
    await connection
      .deleteFrom('posting')
      .where('block', '=', block)
      .where(among(engine, 'key', gone))
      .execute()
  await runAll(
    engine,
    connection,
    insertsOf(engine, 'posting', rows.map(rowFor(engine)), replacing),
  )
}

const replacing = 'on conflict (key, block) do update set positions = excluded.positions'

/** PostgreSQL gets the rows as JSON, in which bytes are written in hexadecimal. */
const rowFor =
  (engine: Engine) =>
  (row: PostingTable): object =>
    engine === 'sqlite'
      ? row
      : { ...row, positions: `\\x${Buffer.from(row.positions).toString('hex')}` }
