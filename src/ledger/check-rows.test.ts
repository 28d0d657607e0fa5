import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkAfter, fill } from '../../test/support/ledger/altered.ts'
import { type LedgerWorld, onEachEngine, openLedgerWorld } from '../../test/support/ledger/world.ts'
import type { Problem } from './check.ts'
import type { Tables } from './tables.ts'

const middle = sql`(select event_id from leaf where idx = 100)`
const someStream = sql`(select stream from stream where human_id = 'NOTE-2026-0003')`

onEachEngine('the ledger check', (engine) => {
  let world: LedgerWorld
  beforeAll(async () => {
    world = await openLedgerWorld(engine)
    await fill(world)
  })
  afterAll(() => world.close())

  const after = (alter: (connection: Kysely<Tables>) => Promise<unknown>) =>
    checkAfter(world, alter)
  const find = async (statement: ReturnType<typeof sql>, what: Problem['what'], where: RegExp) => {
    const report = await after(async (connection) => {
      const { numAffectedRows } = await statement.execute(connection)
      expect(Number(numAffectedRows)).toBe(1)
    })
    const found = report.problems.filter((problem) => problem.what === what)
    expect(report.problemCount).toBeGreaterThan(0)
    expect(found.map((problem) => problem.where).join()).toMatch(where)
  }
  const idOf = async (query: ReturnType<typeof sql>) => {
    const { rows } = await sql<{ id: string }>`select ${query} as id`.execute(world.database.reader)
    return new RegExp(rows[0]?.id ?? 'nothing')
  }

  test('finds nothing where nothing was altered', async () => {
    const report = await after(async () => undefined)
    expect(report).toMatchObject({ events: 310, sequenced: 310, streams: 10, checkpoints: 5 })
    expect(report.problems).toEqual([])
  })

  test('lets other work of this process go on meanwhile', async () => {
    let turns = 0
    let next = setImmediate(function turn() {
      turns++
      next = setImmediate(turn)
    })
    await world.check()
    clearImmediate(next)
    expect(turns).toBeGreaterThan(3)
  })

  describe('finds and names an event', () => {
    test.each([
      ['id', `'01890000-0000-7000-8000-000000000000'`],
      ['kind', `'memo'`],
      ['version', '9999'],
      ['type', `'note.deleted'`],
      ['schema', '2'],
      ['at', `'2026-01-01T00:00:00.000Z'`],
      ['actor', `'person:eve'`],
      ['on_behalf', `'person:eve'`],
      ['request_id', `'other'`],
      ['payload', `'{"text":"nothing"}'`],
      ['payload', `payload || ' '`],
      ['payload', `'not json'`],
      ['signature', `'{"at":"2026-01-01T00:00:00.000Z","meaning":"approved","name":"Eve"}'`],
      ['stream', `'nowhere'`],
    ])('whose %s reads %s', async (column, value) => {
      await find(
        sql`update event set ${sql.ref(column)} = ${sql.raw(value)} where id = ${middle}`,
        'event',
        await idOf(middle),
      )
    })

    test('that was removed', async () => {
      const id = await idOf(middle)
      await find(sql`delete from event where id = ${middle}`, 'event', id)
    })

    test('that was put in, by the record that knows nothing of it', async () => {
      const columns = sql.raw(
        'stream, kind, type, schema, at, actor, on_behalf, request_id, payload, signature',
      )
      await find(
        sql`insert into event (id, version, ${columns}) select '01890000-0000-7000-8000-000000000000', 62, ${columns} from event where id = ${middle}`,
        'state',
        /NOTE-2026-0002/,
      )
    })

    test('that belongs to no record', async () => {
      const columns = sql.raw(
        'version, kind, type, schema, at, actor, on_behalf, request_id, payload, signature',
      )
      await find(
        sql`insert into event (id, stream, ${columns}) select '01890000-0000-7000-8000-000000000000', 'nowhere', ${columns} from event where id = ${middle}`,
        'event',
        /nowhere/,
      )
    })
  })

  describe('finds and names a leaf', () => {
    test('whose hash was altered', () =>
      find(
        sql`update leaf set hash = (select hash from leaf where idx = 101) where idx = 100`,
        'leaf',
        /^100$/,
      ))
    test('whose hash is no hash', () =>
      find(sql`update leaf set hash = ${Buffer.from('x')} where idx = 100`, 'leaf', /^100$/))
    test('whose event was altered', () =>
      find(
        sql`update leaf set event_id = '01890000-0000-7000-8000-000000000000' where idx = 100`,
        'event',
        /01890000/,
      ))
    test.each([100, 255, 309])('that was removed at %s', (idx) =>
      find(sql`delete from leaf where idx = ${sql.lit(idx)}`, 'leaf', new RegExp(`^${idx}$`)),
    )
    test('that was moved', () =>
      find(sql`update leaf set idx = 5000 where idx = 100`, 'leaf', /100,5000/))
    test('that was put in at the end', () =>
      find(
        sql`insert into leaf (idx, event_id, hash) select 310, 'nobody', hash from leaf where idx = 5`,
        'checkpoint',
        /^311$/,
      ))
    test('that was put in far away', () =>
      find(
        sql`insert into leaf (idx, event_id, hash) select 999999999, 'nobody', hash from leaf where idx = 5`,
        'leaf',
        /^999999999$/,
      ))
    test('that was lost before it was signed for ever', () =>
      find(sql`delete from leaf where idx = 0`, 'leaf', /^0$/))
  })

  describe('finds and names a tile', () => {
    const other = sql`(select hash from leaf where idx = 7)`
    test.each(['0/0', '0/1', '1/0'])('%s that was altered', async (name) => {
      const [level, idx] = name.split('/').map(Number)
      await find(
        sql`update tile set hashes = ${other} where level = ${sql.lit(level)} and idx = ${sql.lit(idx)}`,
        'tile',
        new RegExp(`^${name}$`),
      )
    })
    test.each(['0/0', '0/1', '1/0'])('%s that was removed', async (name) => {
      const [level, idx] = name.split('/').map(Number)
      await find(
        sql`delete from tile where level = ${sql.lit(level)} and idx = ${sql.lit(idx)}`,
        'tile',
        new RegExp(`^${name}$`),
      )
    })
    test.each(['0/2', '1/1', '7/0', '-1/0'])('%s that was put in', async (name) => {
      const [level, idx] = name.split('/').map(Number)
      await find(
        sql`insert into tile (level, idx, hashes) select ${sql.lit(level)}, ${sql.lit(idx)}, hash from leaf where idx = 7`,
        'tile',
        new RegExp(`^${name}$`),
      )
    })
    test('that was moved', () =>
      find(sql`update tile set idx = 9 where level = 0 and idx = 1`, 'tile', /0\/1,0\/9/))
  })

  describe('finds and names a checkpoint', () => {
    test.each([
      ['size', '125'],
      ['previous', '61'],
      ['note', `replace(note, '124', '125')`],
      ['note', `'x'`],
      ['note', `(select note from checkpoint where size = 62)`],
      ['at', `'2026-01-01T00:00:00.000Z'`],
      ['seal', `(select seal from checkpoint where size = 62)`],
      ['seal', `(select hash from leaf where idx = 5)`],
    ])('whose %s reads %s', (column, value) =>
      find(
        sql`update checkpoint set ${sql.ref(column)} = ${sql.raw(value)} where size = 124`,
        'checkpoint',
        /^12[45]|^61/,
      ),
    )
    test.each([62, 124, 310])('of size %s that was removed', (size) =>
      find(
        sql`delete from checkpoint where size = ${sql.lit(size)}`,
        'checkpoint',
        new RegExp(String(size)),
      ),
    )
    test('that was put in', () =>
      find(
        sql`insert into checkpoint (size, previous, note, at, seal) select 100, previous, note, at, seal from checkpoint where size = 124`,
        'checkpoint',
        /^100/,
      ))
  })

  describe('finds and names a record', () => {
    test.each([
      ['stream', `'nowhere'`, /nowhere/],
      ['kind', `'memo'`],
      ['kind', `'nothing'`],
      ['human_id', `'NOTE-2026-0999'`, /NOTE-2026-0999/],
      ['version', '3'],
      ['state', `replace(state, 'Note 2', 'Note 3')`],
      ['state', `'{}'`],
      ['state', `'no json'`],
      ['title', `'Other'`],
      ['status', `'closed'`],
      ['severity', '0'],
      ['owner', `'person:eve'`],
      ['owner', 'null'],
      ['due_at', `'2030-01-01T00:00:00.000Z'`],
      ['opened_at', `'2030-01-01T00:00:00.000Z'`],
      ['updated_at', `'2030-01-01T00:00:00.000Z'`],
      ['restricted', '0'],
    ] as readonly [string, string, RegExp?][])(
      'whose %s reads %s',
      async (column, value, where) => {
        const statement = sql`update stream set ${sql.ref(column)} = ${sql.raw(value)} where human_id = 'NOTE-2026-0003'`
        await find(statement, column === 'stream' ? 'order' : 'state', where ?? /NOTE-2026-0003/)
      },
    )
    test('that was removed', async () => {
      const id = await idOf(someStream)
      await find(sql`delete from stream where human_id = 'NOTE-2026-0003'`, 'event', id)
    })
    test('that was put in', () =>
      find(
        sql`insert into stream select 'ghost', kind, 'NOTE-2026-0666', version, state, title, status, severity, owner, due_at, opened_at, updated_at, restricted from stream where human_id = 'NOTE-2026-0003'`,
        'order',
        /NOTE-2026-0666/,
      ))
  })

  describe('finds and names the record of a facet', () => {
    const facet = sql`stream = ${someStream} and name = 'tag' and value = 'a'`
    test.each([
      ['stream', `'nowhere'`, /nowhere/],
      ['stream', `(select stream from stream where human_id = 'MEMO-2026-0001')`, /MEMO-2026-0001/],
      ['kind', `'memo'`],
      ['name', `'may-see'`],
      ['value', `'b'`],
    ] as readonly [string, string, RegExp?][])('whose %s reads %s', (column, value, where) =>
      find(
        sql`update facet set ${sql.ref(column)} = ${sql.raw(value)} where ${facet}`,
        'facet',
        where ?? /NOTE-2026-0003/,
      ),
    )
    test('that was removed', () =>
      find(sql`delete from facet where ${facet}`, 'facet', /NOTE-2026-0003/))
    test('that lets somebody see a restricted record', () =>
      find(
        sql`insert into facet (stream, kind, name, value) values (${someStream}, 'note', 'may-see', 'person:eve')`,
        'facet',
        /NOTE-2026-0003/,
      ))
    test('that belongs to no record', () =>
      find(
        sql`insert into facet (stream, kind, name, value) values ('nowhere', 'note', 'tag', 'a')`,
        'facet',
        /nowhere/,
      ))
  })

  describe('finds and names the record of a search entry', () => {
    const entry = sql`stream = ${someStream}`
    test.each([
      ['stream', `'nowhere'`, /nowhere/],
      ['kind', `'memo'`],
      ['text', `'nothing to find'`],
    ] as readonly [string, string, RegExp?][])('whose %s reads %s', (column, value, where) =>
      find(
        sql`update search_entry set ${sql.ref(column)} = ${sql.raw(value)} where ${entry}`,
        'search',
        where ?? /NOTE-2026-0003/,
      ),
    )
    test('that was removed', () =>
      find(sql`delete from search_entry where ${entry}`, 'search', /NOTE-2026-0003/))
    test('that belongs to no record', () =>
      find(
        sql`insert into search_entry (stream, kind, text) values ('nowhere', 'note', 'x')`,
        'search',
        /nowhere/,
      ))
  })
})
