import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LedgerWorld, onEachEngine, openLedgerWorld } from '../../test/support/ledger/world.ts'
import { orThrow } from '../kernel/result.ts'

onEachEngine('what hangs on a restricted record', (engine) => {
  let world: LedgerWorld
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    world = await openLedgerWorld(engine)
    const open = async (title: string, more: object = {}) => {
      ids[title] = (await world.open({ title, status: 'new', ...more })).stream
    }
    await open('case', { named: ['person:ada'], files: ['a', 'b'] })
    await open('look', { hangsOn: [ids['case'] ?? ''], files: ['c'] })
    await open('mail', { hangsOn: [ids['look'] ?? ''] })
    await open('free', { hangsOn: ['nothing'], files: ['b'] })
  })
  afterAll(() => world.close())

  const titles = async (person: string | undefined) =>
    orThrow(
      await world.ledger.list({ kind: 'note', person, sort: 'title', descending: false }),
    ).items.map(({ title }) => title)

  test('is listed and counted for those named only, directly or by one between', async () => {
    expect(await titles('person:ada')).toEqual(['case', 'free', 'look', 'mail'])
    expect(await world.ledger.counts('note', 'person:ada')).toEqual({ new: 4 })
    for (const person of ['person:bob', undefined, 'a\u0000b']) {
      expect(await titles(person)).toEqual(['free'])
      expect(await world.ledger.counts('note', person)).toEqual({ new: 1 })
    }
  })

  test('is told apart among many, and nothing is where all is seen', async () => {
    const all = Object.values(ids)
    const hidden = await world.ledger.hidden('person:bob', [...all, 'x', 'a\u0000b'])
    expect([...hidden].sort()).toEqual([ids['case'], ids['look'], ids['mail']].sort())
    expect(await world.ledger.hidden('person:ada', all)).toEqual(new Set())
    expect(await world.ledger.hidden('person:bob', [])).toEqual(new Set())
  })

  test('hides a file that nothing else names', async () => {
    const hides = (hash: string) => world.ledger.hidesFile('person:bob', hash)
    expect(await Promise.all(['a', 'b', 'c', 'd'].map(hides))).toEqual([true, false, true, false])
    expect(await world.ledger.hidesFile('person:ada', 'a')).toBe(false)
  })
})
