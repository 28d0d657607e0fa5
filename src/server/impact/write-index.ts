import { type Kysely, sql } from 'kysely'
import { keysVersion } from '../../documents/index.ts'
import { breath, deletesOf, type Engine, insertsOf, runAll } from '../../ledger/index.ts'
import type { PostingTable } from '../../ledger/tables/statement-index.ts'
import type { Tables } from '../../ledger/tables.ts'
import { among } from './among.ts'
import { type DocumentKeys, packKeys, unpackKeys } from './document-keys.ts'
import { withDocument } from './postings.ts'

/**
 * A block holds documents until it has so many, or so many statements. A change of one document mends
 * no other block, so that its cost does not grow with the library; a search reads each key once a block.
 */
const full = { documents: 128, statements: 32_768 }
const keysAtOnce = 1_000
const indexLock = 7_431_983

/** A revision of a document and its keys; without any, only the older revision goes. */
export interface ToIndex {
  readonly document: string
  readonly revision: string
  readonly keys: DocumentKeys
}

/**
 * Puts the revisions of different documents into the index, each in place of an older one. Within the
 * transaction that stores their statements. Many at once cost less than one by one.
 */
export const writeIndex = async (
  connection: Kysely<Tables>,
  engine: Engine,
  documents: readonly ToIndex[],
): Promise<void> => {
  // Two writers of one block would lose each other's statements.
  if (engine === 'postgres')
    await sql`select pg_advisory_xact_lock(${indexLock})`.execute(connection)
  const held = await heldOf(connection, engine, documents)
  const changes = await placed(connection, documents, held)
  for (const inBlock of Map.groupBy(changes, ({ block }) => block).values())
    await mendBlock(connection, engine, inBlock)
  for (const table of ['indexed_document', 'indexed_keys'] as const) {
    const old = [...held.keys()].map((document) => ({ document }))
    await runAll(engine, connection, deletesOf(engine, table, old))
  }
  const now = changes.filter(({ keys }) => keys.statements > 0)
  const rows = now.map(({ document, revision, block, slot, keys }) => ({
    document,
    revision,
    version: keysVersion,
    block,
    slot,
    statements: keys.statements,
    heads: JSON.stringify(keys.heads),
  }))
  await runAll(engine, connection, insertsOf(engine, 'indexed_document', rows))
  const names = now.map(({ document, keys }) => ({
    document,
    keys: asBytes(engine, packKeys(keys.places.keys())),
  }))
  await runAll(engine, connection, insertsOf(engine, 'indexed_keys', names))
}

interface Held {
  readonly block: number
  readonly slot: number
  readonly oldKeys: readonly string[]
}

type Change = ToIndex & Held

const heldOf = async (
  connection: Kysely<Tables>,
  engine: Engine,
  documents: readonly ToIndex[],
): Promise<ReadonlyMap<string, Held>> => {
  const rows = await connection
    .selectFrom('indexed_document')
    .innerJoin('indexed_keys', 'indexed_keys.document', 'indexed_document.document')
    .select(['indexed_document.document as document', 'block', 'slot', 'keys'])
    .where(
      among(
        engine,
        'indexed_document.document',
        documents.map(({ document }) => document),
      ),
    )
    .execute()
  return new Map(
    rows.map(({ document, block, slot, keys }) => [
      document,
      { block, slot, oldKeys: unpackKeys(keys) },
    ]),
  )
}

/** Where each document stands: as before, or behind the last one. */
const placed = async (
  connection: Kysely<Tables>,
  documents: readonly ToIndex[],
  held: ReadonlyMap<string, Held>,
): Promise<readonly Change[]> => {
  const last = await lastBlock(connection)
  return documents.flatMap((document): readonly Change[] => {
    const old = held.get(document.document)
    if (old !== undefined) return [{ ...document, ...old }]
    if (document.keys.statements === 0) return []
    if (last.slot + 1 >= full.documents || last.statements >= full.statements) {
      last.block++
      last.slot = -1
      last.statements = 0
    }
    last.slot++
    last.statements += document.keys.statements
    return [{ ...document, block: last.block, slot: last.slot, oldKeys: [] }]
  })
}

const lastBlock = async (
  connection: Kysely<Tables>,
): Promise<{ block: number; slot: number; statements: number }> => {
  const last = await connection
    .selectFrom('indexed_document')
    .select(({ fn }) => ['block', fn.max('slot').as('slot'), fn.sum('statements').as('statements')])
    .where('block', '=', ({ selectFrom }) =>
      selectFrom('indexed_document').select(({ fn }) => fn.max('block').as('block')),
    )
    .groupBy('block')
    .executeTakeFirst()
  return last === undefined
    ? { block: 0, slot: -1, statements: 0 }
    : { block: last.block, slot: last.slot, statements: Number(last.statements) }
}

const mendBlock = async (
  connection: Kysely<Tables>,
  engine: Engine,
  changes: readonly Change[],
): Promise<void> => {
  const block = changes[0]?.block ?? 0
  const touching = new Map<string, Change[]>()
  for (const change of changes)
    for (const key of new Set([...change.oldKeys, ...change.keys.places.keys()])) {
      const own = touching.get(key)
      if (own === undefined) touching.set(key, [change])
      else own.push(change)
    }
  // In the order of the table, which writes neighbours together.
  const keys = [...touching.keys()].sort()
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    await breath()
    const part = keys.slice(from, from + keysAtOnce)
    const before = await connection
      .selectFrom('posting')
      .select(['key', 'positions'])
      .where('block', '=', block)
      .where(among(engine, 'key', part))
      .execute()
    const old = new Map(before.map(({ key, positions }) => [key, positions]))
    const now = part.map((key): PostingTable => {
      let positions = old.get(key) ?? new Uint8Array()
      for (const { slot, keys } of touching.get(key) ?? [])
        positions = withDocument(positions, slot, keys.places.get(key) ?? [])
      return { key, block, positions }
    })
    const gone = now.filter(({ positions }) => positions.length === 0)
    if (gone.length > 0)
      await connection
        .deleteFrom('posting')
        .where('block', '=', block)
        .where(
          among(
            engine,
            'key',
            gone.map(({ key }) => key),
          ),
        )
        .execute()
    const rows = now
      .filter(({ positions }) => positions.length > 0)
      .map((row) => ({ ...row, positions: asBytes(engine, row.positions) }))
    await runAll(engine, connection, insertsOf(engine, 'posting', rows, replacing))
  }
}

const replacing = 'on conflict (key, block) do update set positions = excluded.positions'

/** PostgreSQL gets rows as JSON, in which bytes are written in hexadecimal. */
const asBytes = (engine: Engine, bytes: Uint8Array): Uint8Array | string =>
  engine === 'sqlite' ? bytes : `\\x${Buffer.from(bytes).toString('hex')}`
