import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anyDocuments, anyFacts, anyPassages } from '../../../test/support/any-impact.ts'
import {
  type LedgerWorld,
  onEachEngine,
  openLedgerWorld,
} from '../../../test/support/ledger/world.ts'
import { findImpact, type ImpactFacts, type SearchedDocument } from '../../documents/index.ts'
import type { Passage } from '../../kernel/passage.ts'
import { type Database, inTransaction } from '../../ledger/index.ts'
import { keysOfDocument } from './document-keys.ts'
import { ensureIndexed } from './ensure-indexed.ts'
import { positionsInto, withDocument } from './postings.ts'
import { searchLibrary } from './search.ts'
import { writeIndex } from './write-index.ts'

type Held = Required<Pick<SearchedDocument, 'path' | 'title' | 'passages'>>

const store = async (
  database: Database,
  { path, passages }: Pick<Held, 'path' | 'passages'>,
  revision: string,
) => {
  await database.writer
    .deleteFrom('statement')
    .where('document', '=', path)
    .where('revision', '=', revision)
    .execute()
  for (const { index, kind, text, location } of passages)
    await database.writer
      .insertInto('statement')
      .values({
        document: path,
        revision,
        idx: index,
        kind,
        text,
        location: JSON.stringify(location),
        lineage: '',
      })
      .execute()
}

const put = async (database: Database, document: Held, revision: string) => {
  await store(database, document, revision)
  const keys = await keysOfDocument(document.passages)
  await inTransaction(database, (connection) =>
    writeIndex(connection, database.engine, [{ document: document.path, revision, keys }]),
  )
}

const paragraph = (text: string, index = 0): Passage => ({
  index,
  kind: 'paragraph',
  text,
  location: { headings: [] },
})

onEachEngine('a search of the library', (engine) => {
  let world: LedgerWorld
  let database: Database
  let library = 0
  beforeAll(async () => {
    world = await openLedgerWorld(engine)
    database = world.ledger.database
  })
  afterAll(() => world.close())

  const asked = (documents: readonly Held[], revision: string) =>
    documents.map(({ path, title }) => ({ id: path, revision, title }))
  const search = (facts: ImpactFacts, documents: readonly Held[], revision: string) =>
    searchLibrary(database, facts, asked(documents, revision))

  it('answers what a look at every passage answers, also after documents changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyFacts,
        anyDocuments,
        fc.array(anyPassages, { maxLength: 3 }),
        async (facts, drawn, changes) => {
          const prefix = `l${library++}`
          const documents = drawn.map((document) => ({
            ...document,
            title: document.title ?? '',
            path: `${prefix}${document.path}`,
          }))
          for (const document of documents) await put(database, document, 'r1')
          const now = documents.map((document, at) => ({
            ...document,
            passages: changes[at] ?? document.passages,
          }))
          for (const document of now) await put(database, document, 'r2')
          const answer = await search(facts, now, 'r2')
          const scanned = findImpact(facts, now)
          expect(answer).toEqual({ ...scanned, missed: [] })
        },
      ),
      { numRuns: 40 },
    )
  }, 60_000)

  it('counts what is rare among the documents asked for, and finds nothing in others', async () => {
    const own = { path: 'own', title: 'Guide', passages: [paragraph('Open TCP port 8080.')] }
    const other = { path: 'other', title: 'Guide', passages: [paragraph('Open TCP port 8080.')] }
    await put(database, own, 'r1')
    await put(database, other, 'r1')
    const facts = { ports: [{ port: 8080 }] }
    const { candidates } = await search(facts, [own], 'r1')
    expect(candidates.map(({ path, quote }) => [path, quote])).toEqual([
      ['own', 'Open TCP port 8080.'],
    ])
    expect((await search(facts, [own, other], 'r1')).candidates).toHaveLength(2)
  })

  it('names the documents that it does not hold in this revision, until they are put in', async () => {
    const old = { path: 'old', title: 'Guide', passages: [paragraph('Log in as root/toor99.')] }
    const facts = { accounts: [{ name: 'root', defaultCredential: 'toor99' }] }
    await put(database, old, 'r1')
    const newer = { ...old, passages: [paragraph('The nurse calls the ward.')] }
    await store(database, newer, 'r2')
    expect(await search(facts, [newer], 'r2')).toMatchObject({ candidates: [], missed: ['old'] })
    await ensureIndexed(database, asked([newer], 'r2'))
    expect(await search(facts, [newer], 'r2')).toMatchObject({ candidates: [], missed: [] })
    // Only the revision that counts is searched.
    expect(await search(facts, [old], 'r1')).toMatchObject({ candidates: [], missed: ['old'] })
  })

  it('leaves nothing behind of a document that has no statements any more', async () => {
    const word = 'zymurgical'
    await put(database, { path: 'gone', title: '', passages: [paragraph(word)] }, 'r1')
    const postings = () =>
      database.reader.selectFrom('posting').selectAll().where('key', 'like', 'zymurg%').execute()
    expect(await postings()).toHaveLength(1)
    await put(database, { path: 'gone', title: '', passages: [] }, 'r2')
    expect(await postings()).toEqual([])
    const { missed } = await searchLibrary(database, {}, [
      { id: 'gone', revision: 'r2', title: '' },
    ])
    expect(missed).toEqual(['gone'])
  })

  it('keeps its list short when a fact stands all over the documents', async () => {
    const passages = Array.from({ length: 6_000 }, (_, index) =>
      paragraph(`Sentence ${index} speaks of the gateway.`, index),
    )
    const large = { path: 'large', title: 'Guide', passages }
    const keys = await keysOfDocument(passages)
    for (let from = 0; from < passages.length; from += 500)
      await database.writer
        .insertInto('statement')
        .values(
          passages.slice(from, from + 500).map(({ index, kind, text }) => ({
            document: 'large',
            revision: 'r1',
            idx: index,
            kind,
            text,
            location: '{"headings":[]}',
            lineage: '',
          })),
        )
        .execute()
    await inTransaction(database, (connection) =>
      writeIndex(connection, engine, [{ document: 'large', revision: 'r1', keys }]),
    )
    const answer = await search({ components: [{ name: 'gateway' }] }, [large], 'r1')
    expect(answer.candidates).toHaveLength(28)
  })
})

describe('the places of a key', () => {
  it('come back for every document, whatever was put in between', () => {
    const change = fc.tuple(
      fc.nat(200),
      fc.uniqueArray(fc.nat(300_000), { maxLength: 20 }).map((all) => all.sort((a, b) => a - b)),
    )
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const held = new Map<number, readonly number[]>()
        let bytes: Uint8Array = new Uint8Array()
        for (const [slot, statements] of changes) {
          bytes = withDocument(bytes, slot, statements)
          held.set(slot, statements)
        }
        for (const [slot, statements] of held) {
          const firsts = Array.from({ length: 201 }, (_, each) => (each === slot ? 7 : -1))
          const room = new Uint32Array(bytes.length + 1)
          const end = positionsInto(room, 1, bytes, firsts, new Array(201).fill(300_001))
          const found = room.subarray(1, end)
          expect([...found]).toEqual(statements.map((statement) => 7 + statement))
        }
      }),
    )
  })
})
