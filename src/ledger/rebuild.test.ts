import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkAfter, fill } from '../../test/support/ledger/altered.ts'
import { type LedgerWorld, onEachEngine, openLedgerWorld } from '../../test/support/ledger/world.ts'
import { rebuildStates } from './rebuild.ts'
import type { Tables } from './tables.ts'

onEachEngine('making states anew', (engine) => {
  let world: LedgerWorld
  beforeAll(async () => {
    world = await openLedgerWorld(engine)
    await fill(world)
  })
  afterAll(() => world.close())

  const rebuiltAfter = async (statements: readonly string[]) => {
    let changed = -1
    const report = await checkAfter(world, async (connection: Kysely<Tables>) => {
      for (const statement of statements) await sql.raw(statement).execute(connection)
      const { kinds } = world.ledger
      const renewed = await rebuildStates(kinds, connection, (work) => work(connection))
      expect(renewed.records).toBe(10)
      changed = renewed.changed
    })
    return { changed, report }
  }

  test('changes nothing where all is as the events say', async () => {
    const { changed, report } = await rebuiltAfter([])
    expect(changed).toBe(0)
    expect(report.problems).toEqual([])
  })

  test('gives back what was altered beside the events', async () => {
    const { changed, report } = await rebuiltAfter([
      `update stream set title = 'Harmless', severity = 0 where human_id = 'NOTE-2026-0001'`,
      `update stream set state = '{}', version = 99 where human_id = 'NOTE-2026-0002'`,
      `delete from facet where stream = (select stream from stream where human_id = 'NOTE-2026-0003')`,
      `update search_entry set text = 'nothing' where stream = (select stream from stream where human_id = 'NOTE-2026-0004')`,
    ])
    expect(changed).toBe(4)
    expect(report.problems).toEqual([])
  })

  test('leaves alone, for the check to name, what cannot be told from the events', async () => {
    const { changed, report } = await rebuiltAfter([
      `update event set type = 'note.unheard-of' where stream = (select stream from stream where human_id = 'NOTE-2026-0001') and version = 1`,
      `update stream set title = 'Harmless' where human_id = 'NOTE-2026-0002'`,
    ])
    expect(changed).toBe(1)
    expect(report.problems.map(({ where }) => where).join()).toContain('NOTE-2026-0001')
    expect(report.problems.map(({ where }) => where).join()).not.toContain('NOTE-2026-0002')
  })
})
