import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { limits } from '../../kernel/limits.ts'
import { type Instant, instantOf } from '../../kernel/time.ts'
import type { ExportedKey } from './key-export.ts'
import { createPersonKeys, type PersonKeys } from './person-keys.ts'
import { openPersonStore, type PersonStore } from './person-store.ts'

const start = Date.UTC(2026, 0, 2)

describe('keys of persons', () => {
  let folder: string
  let store: PersonStore
  let now: number
  let keys: PersonKeys
  const master = createSecretKey(randomBytes(32))
  const fresh = (key = master) =>
    createPersonKeys({ store, master: key, clock: () => now, random: randomBytes })
  const instant = (): Instant => instantOf(now)
  const count = async () =>
    (await sql<{ n: number }>`select count(*) as n from person_key`.execute(store.tables)).rows[0]
      ?.n

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'persons-'))
    store = await openPersonStore(folder)
    now = start
    keys = fresh()
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  it('names a person by their address in any case, without telling it', () => {
    const id = keys.personIdOf('Ada@Example.org')
    expect(id).toMatch(/^p-[0-9a-f]{32}$/)
    expect(keys.personIdOf(' ada@example.ORG ')).toBe(id)
    expect(keys.personIdOf('ada@example.com')).not.toBe(id)
    expect(fresh(createSecretKey(randomBytes(32))).personIdOf('ada@example.org')).not.toBe(id)
  })

  it('seals so that only the form shows, and opens what it sealed', async () => {
    const ada = keys.personIdOf('ada@example.org')
    const sealed = await keys.seal(ada, 'Ada Lovelace, +44 …')
    expect(sealed).toMatch(/^sealed:v1:p-[0-9a-f]{32}:[A-Za-z0-9_-]+$/)
    expect(await keys.open(sealed)).toBe('Ada Lovelace, +44 …')
    expect(await fresh().open(sealed)).toBe('Ada Lovelace, +44 …')
    expect(await keys.seal(ada, 'Ada Lovelace, +44 …')).not.toBe(sealed)
    expect(await keys.open(await keys.seal(ada, ''))).toBe('')
  })

  it('will not seal for what is not a person id', async () => {
    await expect(keys.seal('ada@example.org', 'x')).rejects.toThrow(/person id/)
  })

  it('keeps one key per person however many seal at once', async () => {
    const ids = Array.from({ length: 30 }, (_, n) => keys.personIdOf(`${n % 10}@example.org`))
    const sealed = await Promise.all(ids.map((id, n) => keys.seal(id, String(n))))
    expect(await count()).toBe(10)
    expect(await Promise.all(sealed.map(fresh().open))).toEqual(ids.map((_, n) => String(n)))
  })

  it('refuses a changed text, and one moved to another person', async () => {
    const ada = keys.personIdOf('ada')
    const bob = keys.personIdOf('bob')
    const sealed = await keys.seal(ada, 'about Ada')
    await keys.seal(bob, 'about Bob')
    const flipped = `${sealed.slice(0, -5)}${sealed.at(-5) === 'A' ? 'B' : 'A'}${sealed.slice(-4)}`
    expect(await keys.open(flipped)).toMatchObject({ code: 'vault/damaged' })
    expect(await keys.open(sealed.replace(ada, bob))).toMatchObject({ code: 'vault/damaged' })
    expect(await keys.open('Ada')).toMatchObject({ code: 'vault/not-sealed' })
  })

  it('says that a key is missing where no erasure explains it', async () => {
    const sealed = await keys.seal(keys.personIdOf('ada'), 'x')
    await store.tables.deleteFrom('person_key').execute()
    expect(await fresh().open(sealed)).toMatchObject({ code: 'vault/key-missing' })
  })

  it('opens nothing of an erased person any more, at once and after a restart', async () => {
    const ada = keys.personIdOf('ada')
    const bob = keys.personIdOf('bob')
    const [hers, his] = [await keys.seal(ada, 'Ada'), await keys.seal(bob, 'Bob')]
    await keys.open(hers)
    await keys.erase(ada, 'asked by letter', instant())
    for (const some of [keys, fresh()]) {
      expect(await some.open(hers)).toMatchObject({ code: 'vault/erased' })
      expect(await some.open(his)).toBe('Bob')
    }
    expect(await keys.listErasures()).toEqual([
      { person: ada, at: instant(), reason: 'asked by letter' },
    ])
  })

  it('leaves no trace of a destroyed key in its files', async () => {
    const ada = keys.personIdOf('ada')
    await keys.seal(ada, 'Ada')
    const row = await store.tables
      .selectFrom('person_key')
      .select('wrapped_key')
      .executeTakeFirstOrThrow()
    const wrapped = Buffer.from(row.wrapped_key)
    const files = async () =>
      Buffer.concat(
        await Promise.all(
          ['persons.db', 'persons.db-wal'].map((name) => readFile(join(folder, 'keys', name))),
        ),
      )
    expect((await files()).includes(wrapped)).toBe(true)
    await keys.erase(ada, 'asked', instant())
    expect((await files()).includes(wrapped)).toBe(false)
  })

  it('gives somebody who comes back a new key, which opens only the new', async () => {
    const ada = keys.personIdOf('ada')
    const before = await keys.seal(ada, 'before')
    await keys.erase(ada, 'asked', instant())
    now += 1
    const after = await keys.seal(ada, 'after')
    expect(await keys.open(before)).toMatchObject({ code: 'vault/erased' })
    expect(await keys.open(after)).toBe('after')
    await keys.applyErasures(await keys.listErasures())
    expect(await fresh().open(after)).toBe('after')
  })

  it('forgets a key after a while, so that an erasure elsewhere takes hold here', async () => {
    const ada = keys.personIdOf('ada')
    const sealed = await keys.seal(ada, 'Ada')
    await fresh().erase(ada, 'asked of another server process', instant())
    now += limits.vault.cache.milliseconds
    expect(await keys.open(sealed)).toMatchObject({ code: 'vault/erased' })
  })

  it('opens, marks or masks each sealed string deep in a value and nothing else', async () => {
    const ada = keys.personIdOf('ada')
    const bob = keys.personIdOf('bob')
    const hers = await keys.seal(ada, 'Ada')
    const his = await keys.seal(bob, 'Bob')
    await keys.erase(bob, 'asked', instant())
    const value = { a: [hers, { b: his, c: [null, 1, true, `see ${hers}`] }], d: 'plain' }
    expect(await keys.openDeep(value)).toEqual({
      a: ['Ada', { b: '(erased)', c: [null, 1, true, `see ${hers}`] }],
      d: 'plain',
    })
    expect(keys.maskDeep(value)).toEqual({
      a: ['(sealed)', { b: '(sealed)', c: [null, 1, true, `see ${hers}`] }],
      d: 'plain',
    })
    expect(await keys.openDeep([`${hers}AAAA`])).toEqual(['(unreadable)'])
    expect([keys.holdsSealed(value), keys.holdsSealed({ d: 'plain' })]).toEqual([true, false])
  })

  it('opens only the named person’s strings for an outsider', async () => {
    const [ada, bob] = [keys.personIdOf('ada'), keys.personIdOf('bob')]
    const value = [await keys.seal(ada, 'Ada'), await keys.seal(bob, 'Bob')]
    expect(await keys.openDeep(value, ada)).toEqual(['Ada', '(sealed)'])
  })

  it('throws on a cycle instead of running for ever', async () => {
    const cycle: unknown[] = []
    cycle.push(cycle)
    expect(() => keys.maskDeep(cycle)).toThrow(/cycle/)
    await expect(keys.openDeep(cycle)).rejects.toThrow(/cycle/)
  })

  it('reads many persons with few statements and a bounded memory', async () => {
    const persons = Array.from({ length: 1_200 }, (_, n) => keys.personIdOf(String(n)))
    const sealed = await Promise.all(persons.map((person, n) => keys.seal(person, String(n))))
    expect(await fresh().openDeep(sealed)).toEqual(persons.map((_, n) => String(n)))
  })

  it('backs its keys up wrapped, and a restore leaves the erased out', async () => {
    const [ada, bob] = [keys.personIdOf('ada'), keys.personIdOf('bob')]
    const [hers, his] = [await keys.seal(ada, 'Ada'), await keys.seal(bob, 'Bob')]
    const backup: ExportedKey[] = []
    for await (const key of keys.exportKeys()) backup.push(key)
    await keys.erase(ada, 'asked after the backup', instant())
    await store.tables.deleteFrom('person_key').execute()
    expect(await keys.importKeys(backup)).toBe(1)
    expect(await fresh().open(his)).toBe('Bob')
    expect(await fresh().open(hers)).toMatchObject({ code: 'vault/erased' })
  })

  it('erases again whom an older backup of the keys still knew', async () => {
    const ada = keys.personIdOf('ada')
    const sealed = await keys.seal(ada, 'Ada')
    const list = [{ person: ada, at: instantOf(now + 5), reason: 'asked after the backup' }]
    await keys.applyErasures(list)
    expect(await keys.open(sealed)).toMatchObject({ code: 'vault/erased' })
  })

  it('refuses keys that another master key wrapped', async () => {
    await keys.seal(keys.personIdOf('ada'), 'Ada')
    const backup: ExportedKey[] = []
    for await (const key of keys.exportKeys()) backup.push(key)
    const other = fresh(createSecretKey(randomBytes(32)))
    expect(await other.importKeys(backup)).toMatchObject({ code: 'vault/wrong-key' })
  })

  it('fingerprints with a key', () => {
    const bytes = Buffer.from('command')
    expect(keys.fingerprint(bytes)).toBe(fresh().fingerprint(bytes))
    expect(keys.fingerprint(bytes)).not.toBe(
      fresh(createSecretKey(randomBytes(32))).fingerprint(bytes),
    )
  })
})
