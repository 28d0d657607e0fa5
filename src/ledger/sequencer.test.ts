import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sha256, verifyEd25519 } from '../../test/support/crypto.ts'
import { type LedgerWorld, onEachEngine, openLedgerWorld } from '../../test/support/ledger/world.ts'
import { describeWith } from '../../test/support/needs.ts'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { appendBatch } from './append.ts'
import { eventsFrom, latestCheckpoint, proofOfEvent } from './read.ts'
import { createSequencer } from './sequencer.ts'
import { leafEntry, rowOfEvent } from './stored.ts'
import { openCheckpoint } from './verify/checkpoint.ts'
import { leafHash, verifyInclusion } from './verify/merkle.ts'

onEachEngine('the sequencer', (engine) => {
  let world: LedgerWorld
  beforeEach(async () => {
    world = await openLedgerWorld(engine)
  })
  afterEach(() => world.close())

  test('takes committed events in their order, each once, and signs each batch', async () => {
    const opened = []
    for (let round = 0; round < 3; round++) {
      for (let index = 0; index < 5; index++) opened.push((await world.open()).stream)
      expect(await world.sequence()).toBe(5)
    }
    expect(await world.sequence()).toBe(0)
    const events = await eventsFrom(world.database, 0, 100)
    expect(events.map(({ stream }) => stream)).toEqual(opened)
    const sizes = await world.database.reader
      .selectFrom('checkpoint')
      .select('size')
      .orderBy('size')
      .execute()
    expect(sizes.map(({ size }) => Number(size))).toEqual([5, 10, 15])
  })

  test('has no checkpoint before the first event', async () => {
    expect(await world.sequence()).toBe(0)
    expect(await latestCheckpoint(world.database)).toBe(undefined)
  })

  test('proves each event under the signed root, with nothing but the key', async () => {
    for (let index = 0; index < 13; index++) await world.open()
    await world.sequence()
    const { note = '', size = 0 } = (await latestCheckpoint(world.database)) ?? {}
    const { key } = world.signer
    const { checkpoint } = orThrow(
      openCheckpoint(verifyEd25519, note, { origin: key.name, keys: [key] }),
    )
    expect([checkpoint.size, size]).toEqual([13, 13])
    for (const event of await eventsFrom(world.database, 0, 100)) {
      const proof = orThrow(await proofOfEvent(world.database, sha256, event.id, size))
      const claim = { ...proof, rootHash: checkpoint.rootHash }
      const leaf = leafHash(sha256, leafEntry(event))
      expect(verifyInclusion(sha256, { ...claim, leafHash: leaf })).toBe(true)
      const forged = leafHash(sha256, leafEntry({ ...event, actor: 'person:eve' }))
      expect(isRefusal(verifyInclusion(sha256, { ...claim, leafHash: forged }))).toBe(true)
    }
  })

  test('says that an event is not in the tree yet', async () => {
    const note = await world.open()
    const [event] = await world.ledger.history(note.stream as never)
    const proof = await proofOfEvent(world.database, sha256, event?.id ?? '', 0)
    expect(proof).toMatchObject({ code: 'ledger/not-sequenced' })
  })

  test('goes on in the same tree after a restart', async () => {
    for (let index = 0; index < 7; index++) await world.open()
    await world.sequence()
    await world.leave()
    const later = await world.again()
    await later.open()
    expect(await later.sequence()).toBe(1)
    expect(await later.check()).toMatchObject({ sequenced: 8, checkpoints: 2, problems: [] })
    await later.close()
  })

  test('takes more than one batch at a time', async () => {
    const appends = await Promise.all(
      Array.from({ length: 45 }, () =>
        world.appendOf({
          events: Array.from({ length: 100 }, (_, index) => ({ title: `${index}` })),
        }),
      ),
    )
    for (const append of appends) await appendBatch(world.database, [append])
    expect(await world.sequence()).toBe(4_500)
    expect(await world.check()).toMatchObject({ events: 4_500, sequenced: 4_500, problems: [] })
  })

  test('runs soon after it is woken, and tries again after a failure', async () => {
    const errors: unknown[] = []
    let fails = true
    const signer = {
      ...world.signer,
      sign: (message: Uint8Array) => {
        if (fails) throw new Error('The key is not at hand.')
        return world.signer.sign(message)
      },
    }
    const sequencer = createSequencer(
      { database: world.database, sha256, signer, clock: () => world.time.now },
      { delay: 5, onError: (cause) => errors.push(cause) },
    )
    const sequenced = new Promise<void>((resolve) => sequencer.onSequenced(resolve))
    await world.open()
    sequencer.wake()
    await expect.poll(() => errors.length).toBeGreaterThan(0)
    expect(await sequencer.size()).toBe(0)
    fails = false
    await sequenced
    expect(await sequencer.size()).toBe(1)
    await sequencer.stop()
  })
})

describeWith('postgres', 'the sequencer of PostgreSQL', () => {
  let world: LedgerWorld
  beforeEach(async () => {
    world = await openLedgerWorld('postgres')
  })
  afterEach(() => world.close())

  const titles = async (on = world) =>
    (await eventsFrom(on.database, 0, 100)).map(({ payload }) => payload['title'])

  test('waits for nobody: an older transaction’s event is taken when it is committed', async () => {
    const { writer } = world.database
    let finish = () => {}
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    let started = () => {}
    const hasStarted = new Promise<void>((resolve) => {
      started = resolve
    })
    const older = writer.transaction().execute(async (transaction) => {
      await sql`select pg_current_xact_id()`.execute(transaction)
      started()
      await finished
      const { events } = await world.appendOf({ events: [{ title: 'Older' }] })
      await transaction.insertInto('event').values(events.map(rowOfEvent)).execute()
    })
    await hasStarted
    await world.open({ title: 'Younger' })
    expect(await world.sequence()).toBe(1)
    await world.open({ title: 'Youngest' })
    expect(await world.sequence()).toBe(1)
    finish()
    await older
    expect(await world.sequence()).toBe(1)
    expect(await titles()).toEqual(['Younger', 'Youngest', 'Older'])
  })

  test('lets one process work while another sequences', async () => {
    const other = await world.again()
    await world.open()
    const counts = await Promise.all([world.sequence(), other.sequence(), other.sequence()])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
    await other.close()
  })

  test('goes on where the database was moved to another cluster', async () => {
    // A dump keeps the transaction numbers of the old cluster; the new one counts from the start.
    await world.open({ title: 'One' })
    await world.open({ title: 'Two' })
    await world.sequence()
    await world.open({ title: 'Three' })
    const { writer } = world.database
    await sql`alter table event disable trigger user`.execute(writer)
    await sql`update event set tx = (tx::text::bigint + 1000000)::text::xid8`.execute(writer)
    await sql`alter table event enable trigger user`.execute(writer)
    const moved = await world.again()
    await moved.open({ title: 'Four' })
    expect(await moved.sequence()).toBe(2)
    await moved.open({ title: 'Five' })
    expect(await moved.sequence()).toBe(1)
    expect(await moved.sequence()).toBe(0)
    expect(await titles()).toEqual(['One', 'Two', 'Three', 'Four', 'Five'])
    expect((await moved.check()).problems).toEqual([])
    await moved.close()
  })
})
