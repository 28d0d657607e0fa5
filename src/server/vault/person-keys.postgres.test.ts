import { createSecretKey, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWith } from '../../../test/support/needs.ts'
import { createDatabase, type TestDatabase } from '../../../test/support/postgres.ts'
import { instantOf } from '../../kernel/time.ts'
import { type Database, openPostgres } from '../../ledger/index.ts'
import { createPersonKeys } from './person-keys.ts'
import { personStoreWithin } from './person-store.ts'

describeWith('postgres', 'keys of persons on PostgreSQL', () => {
  let test: TestDatabase
  let database: Database
  const master = createSecretKey(randomBytes(32))
  const start = Date.UTC(2026, 0, 2)
  const process = () =>
    createPersonKeys({
      store: personStoreWithin(database),
      master,
      clock: () => start,
      random: randomBytes,
    })

  beforeAll(async () => {
    test = await createDatabase()
    database = await openPostgres(test.url)
  })
  afterAll(async () => {
    await database?.close()
    await test?.drop()
  })

  it('keeps one key per person where several server processes seal at once', async () => {
    const processes = [process(), process(), process()]
    const ids = Array.from({ length: 60 }, (_, n) => ({
      keys: processes[n % 3] ?? process(),
      id: process().personIdOf(String(n % 7)),
    }))
    const sealed = await Promise.all(ids.map(({ keys, id }, n) => keys.seal(id, String(n))))
    expect(await process().openDeep(sealed)).toEqual(ids.map((_, n) => String(n)))
  })

  it('erases, lists and exports', async () => {
    const keys = process()
    const ada = keys.personIdOf('ada')
    const sealed = await keys.seal(ada, 'Ada')
    await keys.erase(ada, 'asked', instantOf(start))
    await keys.erase(ada, 'an older list applied again', instantOf(start - 1))
    expect(await keys.open(sealed)).toMatchObject({ code: 'vault/erased' })
    expect(await keys.listErasures()).toEqual([
      { person: ada, at: instantOf(start), reason: 'asked' },
    ])
    const persons: string[] = []
    for await (const { person } of keys.exportKeys()) persons.push(person)
    expect(persons).toHaveLength(7)
    expect(persons).not.toContain(ada)
  })
})
