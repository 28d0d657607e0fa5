import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { verifyAuditPackFile, writeAuditPack } from '../../src/server/audit-pack/index.ts'
import { backup } from '../../src/server/backup/backup.ts'
import { restore } from '../../src/server/backup/restore.ts'
import { erasureList } from '../../src/server/erasure/list.ts'

import type { Colleague, Maker } from '../support/maker.ts'
import { openMaker } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { openServer } from '../support/recorded-case.ts'
import { everythingKept } from '../support/work/everything-kept.ts'
import { sendsForm, sha256 } from '../support/work/report.ts'
import { listOf, stateOf } from '../support/work/team.ts'

/** What Rita tells, everywhere she can; none of it may be left. */
const traces = ['quixotic', 'Rita', 'rita@university.example', 'Roe of Finders', 'ward-seven']
const form = {
  title: 'Rita saw the quixotic pump',
  description: 'I am Rita Roe, nurse of ward-seven.',
  steps: 'Ask for Rita.',
  impact: 'On ward-seven.',
  disclosurePlans: 'A talk by Rita.',
  reporterName: 'Rita Roe',
  reporterEmail: 'rita@university.example',
  credit: 'Roe of Finders',
}
const proof = 'ward-seven: proof by Rita'

const erasing = (database: () => Promise<TestDatabase | undefined>) => {
  let maker: Maker
  let triager: Colleague
  let privacy: Colleague
  let other: TestDatabase | undefined
  let environment: Record<string, string> = {}
  let folder: string
  let id = ''
  let about = ''
  let repeats = ''
  let names = ''
  let left: unknown
  const before = () => join(folder, 'before.tar')

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'erasing-'))
    other = await database()
    environment = other === undefined ? {} : { DATABASE_URL: other.url }
    maker = await openMaker({ environment })
    triager = await maker.colleague('tessa', ['triager'])
    privacy = await maker.colleague('paula', ['privacy'])
    await sendsForm(maker, form, [{ name: 'rita-roe.txt', text: proof }])
    ;[{ id }] = (await listOf(triager, '/api/reports')) as [{ id: string }]
    await triager.does(`/api/reports/${id}/reply`, { message: 'Dear Rita, thank you.' })
    const opened = await triager.does('/api/cases/open', { title: 'An open pump', report: id })
    about = opened.humanId
    // A second report of hers, and one of somebody else, which stays.
    await sendsForm(maker, {
      description: 'Rita again: I am the second nurse who saw it.',
      reporterEmail: form.reporterEmail,
      // A name that she uses elsewhere, and a colleague heard.
      reporterName: 'Zora Quist',
    })
    await sendsForm(maker, { description: 'Another port.', reporterEmail: 'else@x.example' })
    // What colleagues write about her themselves, which no key reaches.
    const second = (await listOf(triager, '/api/reports?search=again'))[0]?.id
    const copied = { title: 'A copy', summary: 'They say: I am the second nurse who saw it.' }
    const link = { ...copied, report: second }
    repeats = (await triager.does('/api/cases/open', link)).humanId
    const heard = { title: 'A second flaw', summary: 'Told by QUIST, Zora, on the telephone.' }
    names = (await triager.does('/api/cases/open', heard)).humanId
    await maker.settle()
    const { settings } = maker.server.parts
    orThrow(await backup(settings, before(), { environment: {}, clock: Date.now, withKey: true }))
  }, 120_000)
  afterAll(async () => {
    await maker?.close()
    await other?.drop()
    await rm(folder, { recursive: true, force: true })
  })

  test('is shown first what is held, as one file', async () => {
    const answer = await maker.administrator.get(`/api/reports/${id}/held-data`)
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    const text = JSON.stringify(answer.body)
    for (const trace of traces) expect(text).toContain(trace)
    expect(text).not.toContain('Another port.')
    expect((await triager.get(`/api/reports/${id}/held-data`)).status).toBe(403)
  })

  test('is shown before what it reaches, and what colleagues must look at themselves', async () => {
    const path = `/api/reports/${id}/erasure`
    expect((await triager.get(path)).status).toBe(403)
    const { body } = await privacy.get(path)
    expect(body).toMatchObject({
      destroys: 1,
      keeps: 0,
      withheld: 0,
      elsewhere: ['sent', 'backups'],
    })
    expect(body.reports).toHaveLength(2)
    const why = new Map(body.check.map((one: { reference: string }) => [one.reference, one]))
    expect(why.get(about)).toMatchObject({ collection: 'cases', why: ['case'] })
    expect(why.get(names)).toMatchObject({ collection: 'cases', why: ['names'] })
    expect(why.get(repeats)).toMatchObject({ why: ['case', 'repeats'] })
    expect(why.size).toBe(3)
    left = body.check
  })

  test('is not done without a signature, nor by everybody', async () => {
    const input = { report: id, reason: 'Asked for it by letter.' }
    const { administrator } = maker
    expect((await administrator.post('/api/erasures/erase-person', { input })).status).toBe(401)
    const signature = triager.signature()
    const byOther = await triager.post('/api/erasures/erase-person', { input, signature })
    expect(byOther.status).toBe(403)
  })

  test('leaves no plain text of the person in table, file, search or list', async () => {
    expect(await sketchOf(maker, id)).toHaveLength(128)
    const erasure = await privacy.does(
      '/api/erasures/erase-person',
      { report: id, reason: 'Asked for it by letter.' },
      true,
    )
    await maker.settle()
    expect(await stateOf(triager, `/api/erasures/${erasure.id}`)).toMatchObject({
      status: 'done',
      left: { check: left, withheld: 0 },
      done: { reports: 2, destroyed: [sha256(proof)], kept: [] },
    })
    expect(await stateOf(triager, `/api/reports/${id}`)).toMatchObject({
      title: '(erased)',
      description: '(erased)',
      reporterEmail: '(erased)',
      files: [{ name: '(erased)', replaced: { by: null, because: 'Asked for it by letter.' } }],
    })
    for (const trace of traces)
      expect((await triager.get(`/api/search?q=${trace}`)).body.items).toEqual([])
    expect((await triager.get('/api/search?q=Another')).body.items).toHaveLength(1)
    expect((await maker.administrator.get(`/api/files/${sha256(proof)}`)).status).toBe(410)
    expect(await sketchOf(maker, id)).toBe('')
    const told = [
      await everythingKept(maker),
      JSON.stringify((await triager.get('/api/reports')).body),
      JSON.stringify((await triager.get('/api/deliveries')).body),
      JSON.stringify((await triager.get(`/api/reports/${id}/history`)).body),
    ].join('\n')
    for (const trace of traces) expect([trace, told.includes(trace)]).toEqual([trace, false])
  })

  test('leaves a ledger that verifies, and packs of its cases do', async () => {
    const { body } = await maker.administrator.post('/api/ledger/check')
    expect(body.problems).toEqual([])
    const path = join(folder, 'pack.zip')
    const actor = { id: `person:${triager.person}`, roles: ['triager'] } as const
    const written = orThrow(await writeAuditPack(maker.server.parts, { case: about, actor }, path))
    const proven = orThrow(await verifyAuditPackFile(path, { key: written.key }))
    expect(proven).toMatchObject({ good: true, withheld: 0 })
    const pack = await readFile(path, 'latin1')
    for (const trace of traces) expect([trace, pack.includes(trace)]).toEqual([trace, false])
  })

  test('holds after an older backup is restored with the list of erasures', async () => {
    const { settings } = maker.server.parts
    const list = join(folder, 'erasures.json')
    orThrow(await erasureList(settings, list, { environment: {}, clock: Date.now }))
    const target = other === undefined ? undefined : await createDatabase()
    const restored = {
      ...settings,
      dataDir: join(folder, 'restored'),
      ...(target === undefined ? {} : { databaseUrl: target.url }),
    }
    const done = await restore(restored, before(), { environment: {}, list })
    if (isRefusal(done)) throw new Error(JSON.stringify(done))
    expect(done.ledger.problemCount).toBe(0)
    const again = await openServer(
      target === undefined ? {} : { DATABASE_URL: target.url },
      restored.dataDir,
    )
    try {
      await again.server.settle()
      expect(await sketchOf(again, id)).toBe('')
      const told = await everythingKept({ server: again.server, folder: restored.dataDir })
      for (const trace of traces) expect([trace, told.includes(trace)]).toEqual([trace, false])
      const { stream } = orThrow2(await again.server.parts.ledger.load(id))
      expect(stream).toBe(id)
      const file = await again.server.parts.files.read(sha256(proof) as never)
      expect(isRefusal(file)).toBe(true)
    } finally {
      await again.close()
      await target?.drop()
    }
  })
}

const orThrow2 = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('It is not there.')
  return value
}

/** What its words are compared by. */
const sketchOf = async ({ server }: Pick<Maker, 'server'>, id: string) => {
  const { reader } = server.parts.ledger.database
  const sketches = reader.selectFrom('report_sketch').select('sketch').where('stream', '=', id)
  return (await sketches.executeTakeFirst())?.sketch
}

describe('erasing a person, on SQLite', () => erasing(async () => undefined))
describeWith('postgres', 'erasing a person, on PostgreSQL', () => erasing(() => createDatabase()))
