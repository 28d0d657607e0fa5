import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LedgerWorld, onEachEngine, openLedgerWorld } from '../../test/support/ledger/world.ts'
import type { StreamId } from '../kernel/ids.ts'
import { isRefusal, orThrow } from '../kernel/result.ts'
import type { Append } from './append.ts'

onEachEngine('appending', (engine) => {
  let world: LedgerWorld
  beforeEach(async () => {
    world = await openLedgerWorld(engine)
  })
  afterEach(() => world.close())

  const versionOf = (note: { stream: string; version: number }) => ({
    stream: note.stream as StreamId,
    version: note.version,
  })

  test('keeps events, state, facets and search text of one decision together', async () => {
    const note = await world.open({ title: 'Pump', text: 'leaks', tags: ['b', 'a'], owner: 'ada' })
    expect(note).toMatchObject({ version: 1, state: { title: 'Pump', tags: ['b', 'a'] } })
    const { reader } = world.database
    const facets = await reader
      .selectFrom('facet')
      .select(['name', 'value'])
      .orderBy('value')
      .execute()
    expect(facets).toEqual([
      { name: 'tag', value: 'a' },
      { name: 'tag', value: 'b' },
    ])
    const search = await reader.selectFrom('search_entry').select(['kind', 'text']).execute()
    expect(search).toEqual([{ kind: 'note', text: `${note.humanId}\nPump\nleaks\nb\na` }])
    const history = await world.ledger.history(note.stream as StreamId)
    expect(history).toMatchObject([{ version: 1, type: 'note.opened', payload: { title: 'Pump' } }])
  })

  test('replaces facets and search text when they change', async () => {
    const note = await world.open({ text: 'first', tags: ['a', 'b'] })
    await world.change(note, { text: 'second', tags: ['b', 'c'] })
    const having = (tag: string) => world.ledger.having('note', 'tag', tag)
    expect(await having('a')).toEqual([])
    expect(await having('b')).toEqual([note.stream])
    expect(await having('c')).toEqual([note.stream])
    const found = async (search: string) =>
      orThrow(await world.ledger.list({ kind: 'note', search, person: undefined })).items.length
    expect([await found('first'), await found('second')]).toEqual([0, 1])
  })

  test('refuses a decision made on an older version, and keeps nothing of it', async () => {
    const note = await world.open()
    await world.change(note, { title: 'Changed' })
    const late = await world.append({ on: note, events: [{ title: 'Late', tags: ['late'] }] })
    expect(late).toMatchObject({
      code: 'ledger/conflict',
      details: { stream: note.stream, expected: 1, found: 2 },
    })
    expect(await world.ledger.load(note.stream)).toMatchObject({ state: { title: 'Changed' } })
    expect(await world.ledger.having('note', 'tag', 'late')).toEqual([])
  })

  test('refuses a decision on a record that is not there', async () => {
    const note = await world.open()
    const ghost = { ...note, stream: '01890000-0000-7000-8000-000000000000' }
    const result = await world.append({ on: ghost, events: [{ title: 'Ghost' }] })
    expect(result).toMatchObject({ code: 'ledger/conflict', details: { found: 0 } })
  })

  test('refuses a decision that relied on a record which has changed since', async () => {
    const relied = await world.open()
    const closing = await world.open()
    const decided = { on: closing, events: [{ status: 'closed' }], read: [versionOf(relied)] }
    await world.change(relied, { title: 'Risk is higher now' })
    expect(await world.append(decided)).toMatchObject({
      code: 'ledger/conflict',
      details: { stream: relied.stream, expected: 1, found: 2 },
    })
    const anew = await world.ledger.load(relied.stream)
    if (anew === undefined) throw new Error('gone')
    expect(await world.append({ ...decided, read: [versionOf(anew)] })).toMatchObject({
      version: 2,
    })
  })

  test('refuses it too where both were waiting to be written at the same time', async () => {
    const relied = await world.open()
    const closing = await world.open()
    const change = await world.appendOf({ on: relied, events: [{ title: 'Changed' }] })
    const close = await world.appendOf({
      on: closing,
      events: [{ status: 'closed' }],
      read: [versionOf(relied)],
    })
    const [changed, closed] = await Promise.all([
      world.ledger.append(change),
      world.ledger.append(close),
    ])
    expect(isRefusal(changed)).toBe(false)
    expect(closed).toMatchObject({ code: 'ledger/conflict' })
  })

  test('writes many decisions at once, each in the order in which it came', async () => {
    const appends: Append[] = []
    for (let index = 0; index < 200; index++)
      appends.push(await world.appendOf({ events: [{ title: `Note ${index}` }] }))
    const results = await Promise.all(appends.map((append) => world.ledger.append(append)))
    expect(results.filter(isRefusal)).toEqual([])
    const ids = results.map((result) => orThrow(result).stream)
    expect(ids).toEqual(appends.map(({ from }) => from.stream))
    const page = orThrow(await world.ledger.list({ kind: 'note', limit: 500, person: undefined }))
    expect(page.items).toHaveLength(200)
    await world.sequence()
    expect((await world.check()).problems).toEqual([])
  })

  test('lets exactly one of many rivals win', async () => {
    const note = await world.open()
    const rivals: Append[] = []
    for (let index = 0; index < 30; index++)
      rivals.push(await world.appendOf({ on: note, events: [{ title: `Rival ${index}` }] }))
    const results = await Promise.all(rivals.map((append) => world.ledger.append(append)))
    expect(results.filter((result) => !isRefusal(result))).toHaveLength(1)
    expect(await world.ledger.load(note.stream)).toMatchObject({ version: 2 })
  })

  test('does not refuse the neighbours of one that cannot be written', async () => {
    const good = await Promise.all(
      [1, 2, 3].map((index) => world.appendOf({ events: [{ title: `Good ${index}` }] })),
    )
    const bad = await world.appendOf({ events: [{ title: 'Bad' }] })
    const broken: Append = {
      ...bad,
      events: bad.events.map((event) => ({ ...event, type: 'note.nobody-knows' })),
    }
    const twice: Append = { ...bad, from: { ...bad.from, humanId: (await world.open()).humanId } }
    const [one, , two, , three] = await Promise.allSettled(
      [good[0], broken, good[1], twice, good[2]].map((append) =>
        append === undefined ? Promise.reject(new Error()) : world.ledger.append(append),
      ),
    )
    for (const settled of [one, two, three])
      expect(settled).toMatchObject({ status: 'fulfilled', value: { version: 1 } })
    expect(await world.ledger.load(bad.from.stream)).toBe(undefined)
    await world.sequence()
    expect((await world.check()).problems).toEqual([])
  })

  test('writes each delivery once, whoever decides it again', async () => {
    const delivery = (id: string) => ({
      id,
      cause: 'event',
      stream: 'note',
      channel: 'mail',
      recipient: 'a@example.org',
      content: '{}',
      dedupe_key: 'once',
      state: 'waiting',
      attempts: 0,
      due_at: '2026-01-01T00:00:00.000Z',
      claimed_until: null,
      last_error: null,
      created_at: '2026-01-01T00:00:00.000Z',
      done_at: null,
    })
    const deliver = (id: string) => world.append({ events: [{}], deliveries: [delivery(id)] })
    await Promise.all([deliver('one'), deliver('two')])
    await deliver('three')
    const rows = await world.database.reader.selectFrom('delivery').select('id').execute()
    expect(rows).toHaveLength(1)
  })

  test('keeps text that databases find hard', async () => {
    const hard = [
      '\u0000',
      'a\u0000b',
      '💉'.repeat(150),
      `${'x'.repeat(299)}💉`,
      "'; drop table event;--",
    ]
    for (const title of hard) {
      const note = await world.open({ title, text: title, tags: [title] })
      expect(note.state).toMatchObject({ title, text: title, tags: [title] })
    }
    await world.sequence()
    expect((await world.check()).problems).toEqual([])
  })
})
