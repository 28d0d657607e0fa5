import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import { readSettings, type Server, startServer } from '../../src/server/index.ts'
import { type Maker, openMaker } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { listOf } from '../support/work/team.ts'

describeWith('postgres', 'two server processes that know the same source', () => {
  let database: TestDatabase
  let manuals: string
  let maker: Maker
  let other: Server
  const folders: string[] = []
  const before = process.env['VULNERARY_KEY']

  beforeAll(async () => {
    database = await createDatabase()
    manuals = await mkdtemp(join(tmpdir(), 'manuals-'))
    await writeFile(join(manuals, 'guide.md'), 'Open port 80.')
    const settings = JSON.stringify({
      sources: [{ kind: 'folder', name: 'manuals', path: manuals }],
    })
    for (const _ of ['one', 'other']) {
      const folder = await mkdtemp(join(tmpdir(), 'server-'))
      await writeFile(join(folder, 'sources.yaml'), settings)
      folders.push(folder)
    }
    const [one = '', second = ''] = folders
    const key = { VULNERARY_KEY: randomBytes(32).toString('base64') }
    process.env['VULNERARY_KEY'] = key.VULNERARY_KEY
    maker = await openMaker({ folder: one, environment: { DATABASE_URL: database.url } })
    const read = readSettings({
      ...{ DATABASE_URL: database.url, DATA_DIR: second, PORT: '0', LOG_LEVEL: 'silent' },
    })
    const clock = () => maker.time.now
    other = orThrow(await startServer(orThrow(read), { environment: key, clock }))
    await Promise.all([maker.settle(), other.settle()])
  })
  afterAll(async () => {
    if (before === undefined) delete process.env['VULNERARY_KEY']
    else process.env['VULNERARY_KEY'] = before
    await other?.stop()
    await maker?.close()
    await database?.drop()
    for (const folder of [manuals, ...folders]) await rm(folder, { recursive: true, force: true })
  })

  test('look at it one at a time, whichever is first, and make each document once', async () => {
    const looks = async () =>
      Number(
        (
          await maker.server.parts.ledger.database.reader
            .selectFrom('event')
            .select(({ fn }) => fn.countAll<number>().as('count'))
            .where('type', '=', 'source.synced')
            .executeTakeFirstOrThrow()
        ).count,
      )
    const writer = await maker.colleague('wanda', ['writer'])
    expect(await listOf(writer, '/api/sources')).toHaveLength(1)
    for (let round = 1; round <= 3; round++) {
      const soFar = await looks()
      await writeFile(join(manuals, `guide-${round}.md`), `Open port ${8000 + round}.`)
      const [{ id }] = await listOf(writer, '/api/sources')
      maker.time.now += 1_000
      await writer.does(`/api/sources/${id}/sync-now`, {})
      await Promise.all([maker.settle(), other.settle()])
      await Promise.all([maker.settle(), other.settle()])
      expect(await looks()).toBe(soFar + 1)
      const documents = await listOf(writer, '/api/documents')
      expect(documents).toHaveLength(round + 1)
      expect(documents.map(({ status }) => status)).toEqual(documents.map(() => 'read'))
    }
  })
})
