import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LedgerWorld, openLedgerWorld } from '../../test/support/ledger/world.ts'
import { describeWith } from '../../test/support/needs.ts'
import type { StreamId } from '../kernel/ids.ts'
import { isRefusal, orThrow } from '../kernel/result.ts'

describeWith('postgres', 'several server processes on one PostgreSQL', () => {
  let one: LedgerWorld
  let two: LedgerWorld
  beforeEach(async () => {
    one = await openLedgerWorld('postgres')
    two = await one.again()
  })
  afterEach(async () => {
    await two.close()
    await one.close()
  })

  test('give each human id once, from the first moment on', async () => {
    const more = await Promise.all([one.again(), one.again(), one.again()])
    const all = [one, two, ...more]
    for (const prefix of ['ONE', 'TWO', 'SIX']) {
      const given = await Promise.all(
        Array.from({ length: 60 }, (_, index) =>
          (all[index % all.length] ?? one).ledger.nextHumanId(prefix, 2026),
        ),
      )
      expect(new Set(given).size).toBe(60)
    }
    for (const world of more) await world.close()
  })

  test('serve one idempotency key once', async () => {
    for (let round = 0; round < 10; round++) {
      const key = { key: `person:ada:${round}`, fingerprint: 'same' }
      const results = await Promise.all([
        one.append({ events: [{}], key }),
        two.append({ events: [{}], key }),
      ])
      const streams = new Set(results.map((result) => orThrow(result).stream))
      expect(streams.size).toBe(1)
    }
    const page = orThrow(await one.ledger.list({ kind: 'note', person: undefined }))
    expect(page.items).toHaveLength(10)
  })

  test('let one of two rivals win', async () => {
    for (let round = 0; round < 10; round++) {
      const note = await one.open()
      const results = await Promise.all([
        one.append({ on: note, events: [{ title: 'One' }] }),
        two.append({ on: note, events: [{ title: 'Two' }] }),
      ])
      expect(results.filter(isRefusal)).toMatchObject([{ code: 'ledger/conflict' }])
    }
  })

  test('see a change of what a decision relied on, made by the other', async () => {
    for (let round = 0; round < 10; round++) {
      const relied = await one.open()
      const closing = await one.open()
      const read = [{ stream: relied.stream as StreamId, version: relied.version }]
      const [changed, closed] = await Promise.all([
        one.append({ on: relied, events: [{ title: 'Changed' }] }),
        two.append({ on: closing, events: [{ status: 'closed' }], read }),
      ])
      expect(isRefusal(changed)).toBe(false)
      // Either the closure stood before the change, or it is refused; the order of events tells.
      const events = await one.database.reader
        .selectFrom('event')
        .select(['stream', 'version'])
        .where('stream', 'in', [relied.stream, closing.stream])
        .where('version', '=', 2)
        .orderBy('position')
        .execute()
      expect(events).toHaveLength(isRefusal(closed) ? 1 : 2)
    }
  })

  test('do not end each other by waiting for each other’s records', async () => {
    const notes = await Promise.all(Array.from({ length: 12 }, () => one.open()))
    const versions = notes.map(({ stream }) => ({ stream: stream as StreamId, version: 1 }))
    const changes = [...notes.keys()].flatMap((index) => [
      one.append({ on: notes[index] as never, events: [{}], read: versions }),
      two.append({ on: notes[11 - index] as never, events: [{}], read: [...versions].reverse() }),
    ])
    const settled = await Promise.allSettled(changes)
    expect(settled.filter(({ status }) => status === 'rejected')).toEqual([])
  })

  test('do not end each other by keys and deliveries in another order', async () => {
    const keys = Array.from({ length: 30 }, (_, index) => ({ key: `k${index}`, fingerprint: 'f' }))
    const settled = await Promise.allSettled([
      ...keys.map((key) => one.append({ events: [{}], key })),
      ...keys.toReversed().map((key) => two.append({ events: [{}], key })),
    ])
    expect(settled.filter(({ status }) => status === 'rejected')).toEqual([])
    const page = orThrow(await one.ledger.list({ kind: 'note', limit: 100, person: undefined }))
    expect(page.items).toHaveLength(30)
  })

  test('sequence every event once while both append and sequence', async () => {
    const work = async (world: LedgerWorld) => {
      for (let round = 0; round < 15; round++) {
        await Promise.all(Array.from({ length: 8 }, () => world.open()))
        await world.sequence()
      }
    }
    await Promise.all([work(one), work(two)])
    await one.sequence()
    const report = await two.check()
    expect(report).toMatchObject({ events: 240, sequenced: 240, problems: [] })
  })
})
