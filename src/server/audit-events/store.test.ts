import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeWith } from '../../../test/support/needs.ts'
import { createDatabase } from '../../../test/support/postgres.ts'
import { auditEvent } from '../../formats/audit-event.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import { instantOf } from '../../kernel/time.ts'
import { type Database, openPostgres, openSqlite } from '../../ledger/index.ts'
import { createAuditStore } from './store.ts'
import { hashOfStored, type StoredEvent } from './stored-event.ts'

const day = 86_400_000
const now = Date.parse('2026-06-01T00:00:00Z')
const random = (length: number) => new Uint8Array(randomBytes(length))
const master = createSecretKey(randomBytes(32))

const event = (at: number, detail = 'ä "quoted" \\ \u0000 😀'): StoredEvent => ({
  id: uuidv7(at, random(10)),
  receivedAt: instantOf(at),
  via: 'syslog 10.0.0.7',
  event: auditEvent({ type: 'sign-in', actor: 'jdoe', detail }),
  raw: `<34>1 - - - - - - ${detail}`,
})

const suite = (open: () => Promise<Database>) => () => {
  let database: Database
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database?.close())
  const store = () => createAuditStore(database, master, random)

  it('gives back what was stored, and keeps nothing of it readable in the table', async () => {
    const events = Array.from({ length: 100 }, () => event(now))
    await store().insert(events)
    const ids = events.map(({ id }) => id)
    expect(await store().find(ids)).toEqual(events)
    const rows = await database.reader.selectFrom('audit_event').select('content').execute()
    for (const { content } of rows) expect(Buffer.from(content).includes('jdoe')).toBe(false)
    const another = createAuditStore(database, createSecretKey(randomBytes(32)), random)
    await expect(another.find(ids.slice(0, 1))).rejects.toThrow('cannot be opened')
  })

  it('deletes what is over its time and beyond its number, and never evidence', async () => {
    const old = [event(now - 100 * day), event(now - 91 * day)]
    const recent = [event(now - 2 * day), event(now - day), event(now)]
    await store().insert([...old, ...recent])
    const hashes = await store().keep('0190a000-0000-7000-8000-000000000001', old)
    expect(hashes).toEqual(old.map(hashOfStored))
    await store().prune(now - 90 * day, 1_000_000)
    const left = await store().find([...old, ...recent].map(({ id }) => id))
    expect(left.map(({ id }) => id)).toEqual(recent.map(({ id }) => id))
    await store().prune(now - 90 * day, 2)
    expect(await store().after('', 10)).toHaveLength(2)
    const kept = await store().evidence('0190a000-0000-7000-8000-000000000001')
    expect(kept.map((one) => one.event)).toEqual(old)
    expect(await store().evidenceSets('', 10)).toEqual(['0190a000-0000-7000-8000-000000000001'])
    await store().release('0190a000-0000-7000-8000-000000000001')
    expect(await store().evidence('0190a000-0000-7000-8000-000000000001')).toEqual([])
  })
}

describe('the store of audit events on SQLite', () => {
  let folder: string
  afterAll(() => rm(folder, { recursive: true, force: true }))
  describe(
    'as any other',
    suite(async () => {
      folder = await mkdtemp(join(tmpdir(), 'audit-store-'))
      return openSqlite(join(folder, 'vulnerary.db'))
    }),
  )
})

describeWith('postgres', 'the store of audit events on PostgreSQL', () => {
  let drop: (() => Promise<void>) | undefined
  afterAll(() => drop?.())
  describe(
    'as any other',
    suite(async () => {
      const made = await createDatabase()
      drop = made.drop
      return openPostgres(made.url)
    }),
  )
})
