import fc from 'fast-check'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sha256, verifyEd25519 } from '../../test/support/crypto.ts'
import {
  type LedgerWorld,
  logSigner,
  onEachEngine,
  openLedgerWorld,
  type Told,
} from '../../test/support/ledger/world.ts'
import { parseOwnJson } from '../kernel/own-json.ts'
import { type Instant, instantOf } from '../kernel/time.ts'
import { checkLedger } from './check.ts'
import type { RecordedEvent } from './event.ts'
import type { Found } from './ledger.ts'
import { rebuild } from './rebuild.ts'
import { eventOfRow, leafEntry, leafEntryOfRow, rowOfEvent } from './stored.ts'

/** Texts that people, attackers and test tools write. */
const anyText = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.toWellFormed()),
  fc.constantFrom('', '\u0000', '"', '\\', '\u2028', '💉', '__proto__', 'é', '​'),
)

const anyChange: fc.Arbitrary<Told> = fc.record(
  {
    title: anyText,
    text: anyText,
    status: fc.constantFrom('new', 'open', 'closed'),
    severity: fc.constantFrom('none', 'low', 'medium', 'high', 'critical', null),
    owner: fc.constantFrom('person:ada', 'person:bob', null),
    due: fc.constantFrom('2026-04-01T00:00:00.000Z', null),
    tags: fc.array(anyText, { maxLength: 4 }),
    named: fc.constantFrom(['person:ada'], ['person:ada', 'person:bob'], null),
  },
  { requiredKeys: [] },
)

/** Open a record, change one (or several at once), or take what is there into the tree. */
const anyStep = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ open: fc.array(anyChange, { minLength: 1, maxLength: 3 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      change: fc.nat(20),
      events: fc.array(anyChange, { minLength: 1, maxLength: 3 }),
      /** Decided on what was there some steps ago: mostly a conflict. */
      late: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant('sequence' as const) },
)

onEachEngine('the ledger check', (engine) => {
  let world: LedgerWorld
  beforeEach(async () => {
    world = await openLedgerWorld(engine)
  })
  afterEach(() => world.close())

  test('finds nothing in an empty ledger', async () => {
    expect(await world.check()).toMatchObject({
      events: 0,
      streams: 0,
      problems: [],
      problemCount: 0,
    })
  })

  test('finds nothing after any sequence of decisions, and folds every state anew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 30 }), async (steps) => {
        const notes: Found[] = []
        for (const step of steps) {
          if (step === 'sequence') {
            await world.sequence()
            continue
          }
          if ('open' in step) {
            const opened = await Promise.all(
              step.open.map((told) => world.append({ events: [told] })),
            )
            for (const one of opened) notes.push(await world.load(one))
            continue
          }
          const at = step.change % Math.max(notes.length, 1)
          const note = notes[at]
          if (note === undefined) continue
          const result = await world.append({ on: note, events: step.events })
          if (!step.late && !('refused' in result)) notes[at] = await world.load(result)
        }
        await world.sequence()
        const report = await world.check()
        expect(report.problems).toEqual([])
        expect(report.sequenced).toBe(report.events)
      }),
      { numRuns: engine === 'sqlite' ? 25 : 8 },
    )
    await expectRebuilt(world)
  })

  test('finds nothing while others append and sequence', async () => {
    let stop = false
    const work = async () => {
      while (!stop) {
        const notes = await Promise.all(
          Array.from({ length: 10 }, () => world.open({ tags: ['a'] })),
        )
        await Promise.all(notes.map((note) => world.change(note, { text: 'changed', tags: ['b'] })))
        await world.sequence()
      }
    }
    const working = work()
    for (let round = 0; round < 10; round++) expect((await world.check()).problems).toEqual([])
    stop = true
    await working
  })

  test('does not take another’s signature for its own', async () => {
    await world.open()
    await world.sequence()
    const { key } = logSigner(2)
    const { database, ledger } = world
    const report = await checkLedger({ database, kinds: ledger.kinds, sha256, verifyEd25519, key })
    expect(report.problems).toContainEqual(
      expect.objectContaining({ what: 'checkpoint', where: '1' }),
    )
  })

  test('names an event that nothing would ever take into the tree', async () => {
    await world.open()
    const { events } = await world.appendOf({ events: [{}] })
    await world.open()
    await world.sequence()
    const [row] = events.map(rowOfEvent)
    if (row === undefined) throw new Error('No event.')
    await putBefore(world, row)
    const { problems } = await world.check()
    expect(problems).toContainEqual(expect.objectContaining({ what: 'event', where: row.id }))
  })

  test('counts all problems and reports the first hundred', async () => {
    for (let index = 0; index < 130; index++) await world.open()
    await world.sequence()
    await world.database.writer.updateTable('stream').set({ title: 'Altered' }).execute()
    const report = await world.check()
    expect(report.problemCount).toBe(130)
    expect(report.problems).toHaveLength(100)
  })

  test('says what is wrong where a stored event cannot be read any more', async () => {
    const note = await world.open()
    const { events } = await world.appendOf({ on: note, events: [{ title: 'x' }] })
    const rows = events.map((event) => ({ ...rowOfEvent(event), payload: 'no json' }))
    await world.database.writer.insertInto('event').values(rows).execute()
    const report = await world.check()
    expect(report.problems[0]?.where).toContain(note.humanId)
  })
})

/** An event with a position below those that are in the tree already. */
const putBefore = ({ engine, database }: LedgerWorld, row: ReturnType<typeof rowOfEvent>) => {
  const names = sql.join(['position', ...Object.keys(row)].map((name) => sql.ref(name)))
  const values = sql.join([-1, ...Object.values(row)])
  const anyway = engine === 'postgres' ? sql`overriding system value` : sql``
  return sql`insert into event (${names}) ${anyway} values (${values})`.execute(database.writer)
}

/** The second way to the same end: every state from its events, compared with what is stored. */
const expectRebuilt = async (world: LedgerWorld) => {
  const rows = await world.database.reader.selectFrom('stream').selectAll().execute()
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) {
    const events = await world.ledger.history(row.stream as never)
    const kind = world.ledger.kinds.get(row.kind)
    if (kind === undefined) throw new Error(row.kind)
    const rebuilt = rebuild(kind, row.human_id, events)
    expect({ ...rebuilt.row, state: JSON.parse(rebuilt.row.state) }).toEqual({
      ...row,
      state: JSON.parse(row.state),
    })
  }
}

test('a leaf has the same bytes, made from the event or from its row', () => {
  const line = anyText
  const event = fc.record({
    id: line,
    stream: line,
    kind: line,
    version: fc.nat(),
    type: line,
    schema: fc.nat(),
    at: fc.integer({ min: 0, max: 2 ** 41 }).map((at): Instant => instantOf(at)),
    actor: line,
    onBehalfOf: fc.option(line),
    requestId: line,
    payload: fc.dictionary(line, fc.jsonValue({ noUnicodeString: false })),
    signature: fc.option(fc.record({ name: line, at: line, meaning: line })),
  })
  fc.assert(
    fc.property(event, (told) => {
      const recorded = parseOwnJson(JSON.stringify(told)) as unknown as RecordedEvent
      const row = rowOfEvent(recorded)
      expect(Buffer.from(leafEntryOfRow(row))).toEqual(Buffer.from(leafEntry(recorded)))
      expect(eventOfRow(row)).toEqual(recorded)
    }),
    { numRuns: 300 },
  )
})
