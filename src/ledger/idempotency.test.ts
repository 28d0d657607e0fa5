import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LedgerWorld, onEachEngine, openLedgerWorld } from '../../test/support/ledger/world.ts'
import { isRefusal, orThrow } from '../kernel/result.ts'

onEachEngine('an idempotency key', (engine) => {
  let world: LedgerWorld
  beforeEach(async () => {
    world = await openLedgerWorld(engine)
  })
  afterEach(() => world.close())

  const key = { key: 'person:ada:1', fingerprint: 'same' }

  test('answers a repetition as the first time, and writes nothing', async () => {
    const first = orThrow(await world.append({ events: [{ title: 'First' }], key }))
    const second = orThrow(await world.append({ events: [{ title: 'Second' }], key }))
    expect(second).toEqual({ ...first, repeated: true })
    const page = orThrow(await world.ledger.list({ kind: 'note', person: undefined }))
    expect(page.items.map(({ title }) => title)).toEqual(['First'])
  })

  test('goes before the version: a repetition is not a conflict', async () => {
    const note = await world.open()
    const decided = { on: note, events: [{ title: 'Changed' }], key }
    expect(await world.append(decided)).toMatchObject({ version: 2, repeated: false })
    expect(await world.append(decided)).toMatchObject({ version: 2, repeated: true })
  })

  test('refuses another command', async () => {
    await world.append({ events: [{}], key })
    const other = await world.append({ events: [{}], key: { ...key, fingerprint: 'other' } })
    expect(other).toMatchObject({ code: 'ledger/key-reused' })
  })

  test('is not used up by a refusal', async () => {
    const note = await world.open()
    const anew = await world.change(note, { title: 'Changed' })
    expect(await world.append({ on: note, events: [{}], key })).toMatchObject({ refused: true })
    expect(await world.append({ on: anew, events: [{}], key })).toMatchObject({ version: 3 })
  })

  test('serves one of many at the same moment', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        world.append({ events: [{ title: `Note ${index}` }], key }),
      ),
    )
    const ids = new Set(results.map((result) => orThrow(result).stream))
    expect(ids.size).toBe(1)
    expect(results.filter((result) => !isRefusal(result) && !result.repeated)).toHaveLength(1)
    const page = orThrow(await world.ledger.list({ kind: 'note', person: undefined }))
    expect(page.items).toHaveLength(1)
  })
})
