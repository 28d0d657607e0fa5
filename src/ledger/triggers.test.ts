import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LedgerWorld, onEachEngine, openLedgerWorld } from '../../test/support/ledger/world.ts'

onEachEngine('the database itself', (engine) => {
  let world: LedgerWorld
  beforeAll(async () => {
    world = await openLedgerWorld(engine)
    await world.open()
    await world.sequence()
  })
  afterAll(() => world.close())

  const columns = { event: 'payload', leaf: 'event_id', checkpoint: 'note' } as const
  const tables = ['event', 'leaf', 'checkpoint'] as const
  const count = async (table: string) => {
    const { rows } = await sql<{
      n: number
    }>`select count(*) as n from ${sql.table(table)}`.execute(world.database.writer)
    return Number(rows[0]?.n)
  }

  test.each(tables)('refuses to change, remove or empty a row of %s', async (table) => {
    const { writer } = world.database
    const name = sql.table(table)
    const column = sql.ref(columns[table])
    const attempts = [
      sql`update ${name} set ${column} = ${column}`,
      sql`update ${name} set ${column} = 'x' where false or ${column} is not null`,
      sql`delete from ${name}`,
      sql`delete from ${name} where ${column} is not null`,
      ...(engine === 'postgres'
        ? [sql`truncate ${name}`, sql`truncate ${name} cascade`]
        : [
            sql`replace into ${name} select * from ${name}`,
            sql`insert into ${name} select * from ${name} where true on conflict do update set ${column} = 'x'`,
          ]),
    ]
    const before = await count(table)
    for (const attempt of attempts) await expect(attempt.execute(writer)).rejects.toThrow()
    expect(await count(table)).toBe(before)
    expect((await world.check()).problems).toEqual([])
  })
})
