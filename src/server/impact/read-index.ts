import type { Kysely } from 'kysely'
import { isForOperators, keysVersion, namedBy, type Stretch } from '../../documents/index.ts'
import { breath, type Engine } from '../../ledger/index.ts'
import type { IndexedDocumentTable } from '../../ledger/tables/statement-index.ts'
import type { Tables } from '../../ledger/tables.ts'
import { among } from './among.ts'
import { positionsInto } from './postings.ts'

/** A document to search: its revision that counts, and what it is called. */
export interface SearchedRevision {
  readonly id: string
  /** Hash of the revision's file. */
  readonly revision: string
  readonly title: string
}

export type IndexedRow = Omit<IndexedDocumentTable, 'version'>

const documentsAtOnce = 5_000
const keysAtOnce = 60

/** Which of the documents the index holds, in the revision that counts and by today's keys. */
export const indexedOf = async (
  reader: Kysely<Tables>,
  engine: Engine,
  documents: readonly SearchedRevision[],
): Promise<ReadonlyMap<string, IndexedRow>> => {
  const revisions = new Map(documents.map(({ id, revision }) => [id, revision]))
  const held = new Map<string, IndexedRow>()
  for (let from = 0; from < documents.length; from += documentsAtOnce) {
    await breath()
    const ids = documents.slice(from, from + documentsAtOnce).map(({ id }) => id)
    const rows = await reader
      .selectFrom('indexed_document')
      .select(['document', 'revision', 'block', 'slot', 'statements', 'heads'])
      .where(among(engine, 'document', ids))
      .where('version', '=', keysVersion)
      .execute()
    for (const row of rows)
      if (revisions.get(row.document) === row.revision) held.set(row.document, row)
  }
  return held
}

/** The searched documents of each block, with the positions of all keys that may be asked. */
export const readStretches = async (
  reader: Kysely<Tables>,
  engine: Engine,
  documents: readonly SearchedRevision[],
  rows: ReadonlyMap<string, IndexedRow>,
  keys: readonly string[],
): Promise<readonly Stretch[]> => {
  const blocks = blocksOf(documents, rows)
  const numbers = [...blocks.keys()]
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    await breath()
    const postings = await reader
      .selectFrom('posting')
      .select(['key', 'block', 'positions'])
      .where(among(engine, 'key', keys.slice(from, from + keysAtOnce)))
      .where('block', '>=', Math.min(...numbers))
      .where('block', '<=', Math.max(...numbers))
      .execute()
    for (const { key, block, positions } of postings)
      blocks.get(block)?.postings.set(key, positions)
  }
  return [...blocks.values()].map(stretchOf)
}

interface Block {
  readonly documents: Stretch['documents'][number][]
  readonly postings: Map<string, Uint8Array>
  readonly firsts: number[]
  readonly sizes: number[]
  size: number
}

const blocksOf = (
  documents: readonly SearchedRevision[],
  rows: ReadonlyMap<string, IndexedRow>,
): ReadonlyMap<number, Block> => {
  const titles = new Map(documents.map(({ id, title }) => [id, title]))
  const blocks = new Map<number, Block>()
  const inOrder = [...rows.values()].sort((a, b) => a.block - b.block || a.slot - b.slot)
  for (const { document, block: number, slot, statements } of inOrder) {
    const block: Block = blocks.get(number) ?? {
      documents: [],
      postings: new Map(),
      firsts: [],
      sizes: [],
      size: 0,
    }
    blocks.set(number, block)
    block.firsts[slot] = block.size
    block.sizes[slot] = statements
    const title = titles.get(document) ?? ''
    block.documents.push({
      path: document,
      isNamed: namedBy(title),
      forOperators: isForOperators(title),
      from: block.size,
      to: block.size + statements,
    })
    block.size += statements
  }
  return blocks
}

const stretchOf = ({ documents, postings, firsts, sizes, size }: Block): Stretch => {
  const known = new Map<string, Uint32Array>()
  const room = new Uint32Array(
    [...postings.values()].reduce((sum, { byteLength }) => sum + byteLength, 0),
  )
  let used = 0
  const decode = (key: string): Uint32Array => {
    const from = used
    used = positionsInto(room, from, postings.get(key) ?? nowhere, firsts, sizes)
    const positions = room.subarray(from, used)
    known.set(key, positions)
    return positions
  }
  return { size, documents, positionsOf: (key) => known.get(key) ?? decode(key) }
}

const nowhere = new Uint8Array()
