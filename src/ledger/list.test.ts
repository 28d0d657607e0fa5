import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LedgerWorld, onEachEngine, openLedgerWorld } from '../../test/support/ledger/world.ts'
import { orThrow } from '../kernel/result.ts'
import type { ListQuery } from './list.ts'

const severities = ['none', 'low', 'medium', 'high', 'critical'] as const
const statuses = ['new', 'open', 'closed'] as const

onEachEngine('a list', (engine) => {
  let world: LedgerWorld
  beforeAll(async () => {
    world = await openLedgerWorld(engine)
    const told = Array.from({ length: 60 }, (_, index) => ({
      // Five titles only, so that every sort has ties.
      title: `Title ${index % 5}`,
      text: index % 2 === 0 ? 'even infusion' : 'odd gateway',
      status: statuses[index % 3],
      severity: index % 6 === 5 ? null : severities[index % 6],
      owner: index % 4 === 0 ? 'person:ada' : null,
      due: index % 7 === 0 ? null : `2026-04-0${(index % 7) + 1}T00:00:00.000Z`,
      tags: [`n${index}`, `mod${index % 4}`],
      named: index % 20 === 0 ? ['person:ada', 'person:bob'] : null,
    }))
    for (const one of told) await world.open(one)
    await world.open({ title: 'A memo' }, { kind: world.ledger.kinds.get('memo') ?? never() })
  })
  afterAll(() => world.close())

  const items = async (query: Partial<ListQuery> = {}) => {
    const page = await world.ledger.list({ kind: 'note', limit: 500, person: undefined, ...query })
    return orThrow(page).items
  }
  const ids = async (query: Partial<ListQuery> = {}) => (await items(query)).map(({ id }) => id)

  test('shows what everybody may see, and restricted records to those named on them', async () => {
    expect(await items()).toHaveLength(57)
    expect(await items({ person: 'person:eve' })).toHaveLength(57)
    expect(await items({ person: 'person:ada' })).toHaveLength(60)
    expect(await items({ person: 'person:ad' })).toHaveLength(57)
    const counts = await world.ledger.counts('note', 'person:ada')
    expect(counts).toEqual({ new: 20, open: 20, closed: 20 })
    const strangers = await world.ledger.counts('note', undefined)
    expect(strangers['new']).toBe(19)
    const narrowed = await world.ledger.counts('note', undefined, {
      severity: ['high', 'critical'],
      facets: [{ name: 'tag', value: 'mod1' }],
    })
    const listed = await items({
      severity: ['high', 'critical'],
      facets: [{ name: 'tag', value: 'mod1' }],
    })
    expect(Object.values(narrowed).reduce((sum, count) => sum + count, 0)).toBe(listed.length)
  })

  test('filters by status, severity, owner, facets and words, all of them together', async () => {
    expect(
      (await items({ status: ['new', 'closed'] })).every(({ status }) => status !== 'open'),
    ).toBe(true)
    expect(await items({ status: [] })).toHaveLength(57)
    const severe = await items({ severity: ['high', 'critical'] })
    expect(new Set(severe.map(({ severity }) => severity))).toEqual(new Set(['high', 'critical']))
    expect(
      (await items({ owner: 'person:ada' })).every(({ owner }) => owner === 'person:ada'),
    ).toBe(true)
    const mod = { name: 'tag', value: 'mod1' }
    expect(await items({ facets: [mod] })).toHaveLength(15)
    expect(await items({ facets: [mod, { name: 'tag', value: 'n1' }] })).toHaveLength(1)
    expect(await items({ facets: [{ name: 'tag', value: 'none' }] })).toEqual([])
    const found = await items({
      facets: [mod],
      search: 'gateway',
      status: ['open'],
      severity: ['low'],
    })
    expect(found.map(({ title }) => title).sort()).toEqual([
      'Title 0',
      'Title 1',
      'Title 2',
      'Title 3',
      'Title 4',
    ])
  })

  test('carries the facets that were asked for, and no others', async () => {
    const facet = { name: 'tag', value: 'n13' }
    expect((await items({ facets: [facet] }))[0]?.facets).toEqual({})
    const [shown] = await items({ facets: [facet], showing: ['tag', 'unknown'] })
    expect(shown?.facets).toEqual({ tag: ['mod1', 'n13'] })
    const all = await items({ showing: ['tag'] })
    expect(all.every(({ facets }) => facets['tag']?.length === 2)).toBe(true)
  })

  test.each(['updated', 'opened', 'severity', 'due', 'title'] as const)(
    'pages by %s in both directions, every record once, in spite of ties',
    async (sort) => {
      for (const descending of [true, false]) {
        const whole = await ids({ sort, descending })
        const paged: string[] = []
        let cursor: string | undefined
        do {
          const page = orThrow(
            await world.ledger.list({
              kind: 'note',
              person: undefined,
              sort,
              descending,
              limit: 7,
              cursor,
            }),
          )
          expect(page.items.length).toBeLessThanOrEqual(7)
          paged.push(...page.items.map(({ id }) => id))
          cursor = page.next ?? undefined
        } while (cursor !== undefined)
        expect(paged).toEqual(whole)
        expect(new Set(paged).size).toBe(57)
      }
      expect(await ids({ sort, descending: false })).toEqual((await ids({ sort })).reverse())
    },
  )

  test('sorts unrated records below all ratings and undated ones after all dates', async () => {
    const bySeverity = (await items({ sort: 'severity' })).map(({ severity }) => severity)
    expect(bySeverity[0]).toBe('critical')
    expect(bySeverity.at(-1)).toBe(null)
    const byDate = (await items({ sort: 'due', descending: false })).map(({ dueAt }) => dueAt)
    expect(byDate[0]).toBe('2026-04-02T00:00:00.000Z')
    expect(byDate.at(-1)).toBe(null)
  })

  test('goes on where the page before ended, though records came and changed in between', async () => {
    const first = orThrow(
      await world.ledger.list({
        kind: 'memo',
        person: undefined,
        sort: 'opened',
        descending: false,
        limit: 1,
      }),
    )
    expect(first.next).toBe(null)
    const memo = world.ledger.kinds.get('memo') ?? never()
    const later = [await world.open({}, { kind: memo }), await world.open({}, { kind: memo })]
    const page = (cursor?: string) =>
      world.ledger.list({
        kind: 'memo',
        person: undefined,
        sort: 'opened',
        descending: false,
        limit: 2,
        cursor,
      })
    const one = orThrow(await page())
    await world.open({}, { kind: memo })
    const two = orThrow(await page(one.next ?? never()))
    expect(two.items[0]?.id).toBe(later[1]?.stream)
    expect(two.items).toHaveLength(2)
  })

  test.each([
    'nonsense',
    '[]',
    '["a"]',
    '[1,2]',
    '{"0":1}',
    'null',
    '[null,"x"]',
    '["2026",1]',
    '["\\u0000","x"]',
    '["x","\\u0000"]',
    '[true,"x"]',
  ])('refuses the page mark %s', async (cursor) => {
    const page = await world.ledger.list({ kind: 'note', person: undefined, cursor })
    expect(page).toMatchObject({ refused: true, code: 'list/bad-cursor' })
  })

  test('refuses the page mark of another sort', async () => {
    const marks = { severity: '["high","x"]', title: '[3,"x"]', due: '[3,"x"]' } as const
    for (const sort of ['severity', 'title', 'due'] as const) {
      const page = await world.ledger.list({
        kind: 'note',
        person: undefined,
        sort,
        cursor: marks[sort],
      })
      expect(page).toMatchObject({ refused: true, code: 'list/bad-cursor' })
    }
    const huge = await world.ledger.list({
      kind: 'note',
      person: undefined,
      sort: 'severity',
      cursor: '[1e300,"x"]',
    })
    expect(huge).toMatchObject({ refused: true, code: 'list/bad-cursor' })
  })

  test('finds nothing for what no record can hold', async () => {
    const never = 'a\u0000b'
    expect(await items({ owner: never })).toEqual([])
    expect(await items({ status: [never] })).toEqual([])
    expect(await items({ person: never })).toHaveLength(57)
    expect(await items({ facets: [{ name: never, value: never }] })).toEqual([])
    expect(await world.ledger.load(never)).toBe(undefined)
    expect(await world.ledger.loadAll([never])).toEqual([])
    expect(await world.ledger.having('note', 'tag', never)).toEqual([])
  })

  test('finds a record by either of its ids, and several at once', async () => {
    const [one, two] = await items({ limit: 2 })
    if (one === undefined || two === undefined) throw new Error('Two are there.')
    expect((await world.ledger.load(one.humanId))?.stream).toBe(one.id)
    const both = await world.ledger.loadAll([one.id, two.humanId, one.humanId, 'NOTE-2026-9999'])
    expect(both.map(({ stream }) => stream).sort()).toEqual([one.id, two.id].sort())
    expect(await world.ledger.loadAll([])).toEqual([])
  })

  test('filters whatever the words find, however much that is', async () => {
    const kind = world.ledger.kinds.get('memo') ?? never()
    const more = Array.from({ length: 5_100 }, (_, index) => ({
      text: 'calibration '.repeat(index === 0 ? 1 : 3),
      status: index === 0 ? 'new' : 'closed',
    }))
    await Promise.all(more.map((told) => world.append({ kind, events: [told] })))
    const [only, ...others] = await items({ kind: 'memo', search: 'calibration', status: ['new'] })
    expect(only?.status).toBe('new')
    expect(others).toEqual([])
  })
})

const never = (): never => {
  throw new Error('This was set up.')
}
