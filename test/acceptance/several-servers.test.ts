import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import { readSettings, type Server, startServer } from '../../src/server/index.ts'
import { type Maker, openMaker } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { listOf, signedInAgain } from '../support/work/team.ts'

describeWith('postgres', 'two server processes on one PostgreSQL', () => {
  let database: TestDatabase
  let maker: Maker
  let other: Server
  let otherUrl: string
  let folder: string
  const before = process.env['VULNERARY_KEY']

  beforeAll(async () => {
    database = await createDatabase()
    folder = await mkdtemp(join(tmpdir(), 'second-'))
    // Both read what the other sealed.
    const key = { VULNERARY_KEY: randomBytes(32).toString('base64') }
    process.env['VULNERARY_KEY'] = key.VULNERARY_KEY
    maker = await openMaker({ environment: { DATABASE_URL: database.url } })
    const settings = readSettings({
      ...{ DATABASE_URL: database.url, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' },
    })
    const clock = () => maker.time.now
    other = orThrow(await startServer(orThrow(settings), { environment: key, clock }))
    otherUrl = await other.listen()
  })
  afterAll(async () => {
    if (before === undefined) delete process.env['VULNERARY_KEY']
    else process.env['VULNERARY_KEY'] = before
    await other?.stop()
    await maker?.close()
    await database?.drop()
    await rm(folder, { recursive: true, force: true })
  })

  test('test each channel once when its time has come, whichever of them is first', async () => {
    const { ledger } = maker.server.parts
    const proven = async () => {
      const found = await ledger.database.reader
        .selectFrom('event')
        .select(['stream', ({ fn }) => fn.countAll<number>().as('count')])
        .where('type', '=', 'channel.probed')
        .groupBy('stream')
        .execute()
      return found.map(({ count }) => Number(count))
    }
    const both = [maker.server, other].map(({ channels }) => channels.selfTests)
    for (let round = 1; round <= 3; round++) {
      await Promise.all(both.map((selfTests) => selfTests.lookAfter()))
      expect(await proven()).toEqual(maker.server.channels.all.map(() => round))
      maker.time.now += 25 * 3_600_000
    }
    const reader = await signedInAgain(maker, maker.administrator)
    expect(await listOf(reader, '/api/channels?status=failing')).toEqual([])
  })

  test('make one report of versions of a document that come at the same moment', async () => {
    const vex = (id: string, version: number) =>
      JSON.stringify({
        '@context': 'https://openvex.dev/ns/v0.2.0',
        '@id': `https://supplier.example/vex/${id}`,
        author: 'Supplier PSIRT',
        timestamp: '2026-01-02T03:04:05Z',
        version,
        statements: [
          {
            vulnerability: { name: 'CVE-2026-4711' },
            products: [{ '@id': 'pkg:generic/exampletls@3.1' }],
            status: 'affected',
            action_statement: `Update to 3.${version}.`,
          },
        ],
      })
    const imports = async (url: string, token: string, document: string) => {
      const answer = await fetch(`${url}/api/intake/import?name=vex.json`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
        body: document,
      })
      expect(answer.ok).toBe(true)
      const { reports } = (await answer.json()) as { reports: { id: string; outcome: string }[] }
      return reports[0]
    }
    const [mine, theirs] = [maker.server.parts.localToken, other.parts.localToken]
    for (let round = 0; round < 5; round++) {
      const made = await Promise.all([
        imports(maker.url, mine, vex(`a${round}`, 1)),
        imports(otherUrl, theirs, vex(`a${round}`, 2)),
      ])
      expect(new Set(made.map((one) => one?.id)).size).toBe(1)
      expect(made.map((one) => one?.outcome).sort()).toEqual(['added', 'received'])
      const same = await Promise.all([
        imports(maker.url, mine, vex(`b${round}`, 1)),
        imports(otherUrl, theirs, vex(`b${round}`, 1)),
      ])
      expect(new Set(same.map((one) => one?.id)).size).toBe(1)
      expect(same.map((one) => one?.outcome).sort()).toEqual(['known', 'received'])
    }
  })
})
