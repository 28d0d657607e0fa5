import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LedgerWorld, onEachEngine, openLedgerWorld } from '../../test/support/ledger/world.ts'
import { isRefusal, orThrow } from '../kernel/result.ts'

onEachEngine('human ids', (engine) => {
  let world: LedgerWorld
  beforeEach(async () => {
    world = await openLedgerWorld(engine)
  })
  afterEach(() => world.close())

  const numbers = (count: number, on = world) =>
    Promise.all(Array.from({ length: count }, () => on.ledger.nextHumanId('NOTE', 2026)))

  test('count from one for each prefix and year', async () => {
    expect(await world.ledger.nextHumanId('NOTE', 2026)).toBe('NOTE-2026-0001')
    expect(await world.ledger.nextHumanId('NOTE', 2026)).toBe('NOTE-2026-0002')
    expect(await world.ledger.nextHumanId('NOTE', 2027)).toBe('NOTE-2027-0001')
    expect(await world.ledger.nextHumanId('MEMO', 2026)).toBe('MEMO-2026-0001')
  })

  test('are given once each, however many ask at once', async () => {
    const given = await numbers(200)
    expect(new Set(given).size).toBe(200)
  })

  test('go on after a restart, past the highest that was kept', async () => {
    const last = await world.open()
    await world.open()
    await world.open()
    await world.leave()
    const later = await world.again()
    const next = await later.open()
    expect(Number(next.humanId.slice(-4))).toBeGreaterThan(Number(last.humanId.slice(-4)) + 1)
    await later.close()
  })

  test('go on past 9999, by number and not by letters', async () => {
    const note = await world.open()
    await world.database.writer
      .updateTable('stream')
      .set({ human_id: 'NOTE-2031-9999' })
      .where('stream', '=', note.stream)
      .execute()
    const other = await world.open()
    await world.database.writer
      .updateTable('stream')
      .set({ human_id: 'NOTE-2031-10000' })
      .where('stream', '=', other.stream)
      .execute()
    expect(await world.ledger.nextHumanId('NOTE', 2031)).toBe('NOTE-2031-10001')
    expect(await world.ledger.nextHumanId('NOT', 2031)).toBe('NOT-2031-0001')
  })

  test('are never on two records', async () => {
    const note = await world.open()
    const other = await world.appendOf({ events: [{}] })
    const same = { ...other, from: { ...other.from, humanId: note.humanId } }
    await expect(world.ledger.append(same)).rejects.toThrow()
    expect(await world.ledger.load(other.from.stream)).toBe(undefined)
  })

  test('are unique among records opened at the same moment', async () => {
    const results = await Promise.all(
      Array.from({ length: 100 }, () => world.append({ events: [{}] })),
    )
    expect(results.filter(isRefusal)).toEqual([])
    const page = orThrow(await world.ledger.list({ kind: 'note', limit: 500, person: undefined }))
    expect(new Set(page.items.map(({ humanId }) => humanId)).size).toBe(100)
  })
})
