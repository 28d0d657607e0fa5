import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LedgerWorld, onEachEngine, openLedgerWorld } from '../../test/support/ledger/world.ts'
import type { Instant } from '../kernel/time.ts'

const never = '1970-01-01T00:00:00.000Z' as Instant
const ever = '9000-01-01T00:00:00.000Z' as Instant

onEachEngine('figures', (engine) => {
  let world: LedgerWorld
  beforeAll(async () => {
    world = await openLedgerWorld(engine)
    for (let index = 0; index < 12; index++)
      await world.open({
        title: `Note ${index}`,
        status: index % 2 === 0 ? 'new' : 'closed',
        due: index < 4 ? '2026-04-01T00:00:00.000Z' : null,
        tags: [`mod${index % 3}`],
        named: index === 0 ? ['person:ada'] : null,
      })
  })
  afterAll(() => world.close())

  const kind = 'note'

  test('count what was opened in a span by the values of facets, without what is hidden', async () => {
    const counted = (person: string | undefined, from: Instant, to: Instant) =>
      world.ledger.countOpened({ kind, from, to, by: ['tag'], having: ['may-see'], person })
    const all = await counted('person:ada', never, ever)
    expect([...all].sort((a, b) => (a.values.join() < b.values.join() ? -1 : 1))).toEqual([
      { values: ['mod0', 'no'], count: 3 },
      { values: ['mod0', 'yes'], count: 1 },
      { values: ['mod1', 'no'], count: 4 },
      { values: ['mod2', 'no'], count: 4 },
    ])
    const stranger = await counted(undefined, never, ever)
    expect(stranger.reduce((sum, { count }) => sum + count, 0)).toBe(11)
    expect(await counted('person:ada', ever, ever)).toEqual([])
  })

  test('count the values of a facet between two, the most frequent first', async () => {
    const values = (person: string | undefined, from?: string, to?: string) =>
      world.ledger.countValues({
        kind,
        name: 'tag',
        person,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      })
    expect(await values('person:ada')).toHaveLength(3)
    expect(await values(undefined, 'mod0', 'mod1')).toEqual([{ values: ['mod0'], count: 3 }])
    expect((await values(undefined))[0]).toEqual({ values: ['mod1'], count: 4 })
    expect(await values(undefined, '\u0000')).toEqual([])
  })

  test('list and count what is due before a moment', async () => {
    const dueBefore = '2026-05-01T00:00:00.000Z' as Instant
    const page = await world.ledger.list({ kind, dueBefore, person: undefined })
    expect('items' in page ? page.items : []).toHaveLength(3)
    expect(await world.ledger.counts(kind, undefined, { dueBefore })).toEqual({ new: 1, closed: 2 })
    expect(await world.ledger.counts(kind, undefined, { dueBefore: never })).toEqual({})
  })
})
