import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeCli, runCli } from '../../support/cli.ts'
import { type Colleague, type Maker, openMaker } from '../../support/maker.ts'
import { sendsForm } from '../../support/work/report.ts'
import { listOf } from '../../support/work/team.ts'

describeCli('erasures by command line', () => {
  let folder: string
  let maker: Maker
  let triager: Colleague
  let reference = ''
  let caseReference = ''
  let erasure = ''
  const file = (name: string) => join(folder, name)
  const cli = (words: readonly string[], dataDir = maker.folder) =>
    runCli(words, { env: { DATA_DIR: dataDir } })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-erasures-'))
    maker = await openMaker()
    triager = await maker.colleague('tessa', ['triager'])
    const told = {
      title: 'The quixotic pump',
      description: 'I am Rita Roe.',
      reporterEmail: 'rita@clinic.example',
    }
    ;({ reference } = await sendsForm(maker, told, [{ name: 'rita.txt', text: 'By Rita.' }]))
    const [{ id }] = (await listOf(triager, '/api/reports')) as [{ id: string }]
    const opened = await triager.does('/api/cases/open', { title: 'An open pump', report: id })
    caseReference = opened.humanId
    await maker.settle()
    const before = await cli(['backup', file('before.tar'), '--with-key'])
    expect([before.code, before.stderr]).toEqual([0, expect.any(String)])
    const order = { report: id, reason: 'Asked for it by letter.' }
    const path = '/api/erasures/erase-person'
    erasure = (await maker.administrator.does(path, order, true)).humanId
    await maker.settle()
  }, 120_000)
  afterAll(async () => {
    await maker?.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('show what was destroyed, and which records are left for people to look at', async () => {
    const shown = await cli(['show', erasure, '--json'])
    expect(shown.code).toBe(0)
    expect(shown.json().state).toMatchObject({
      status: 'done',
      left: {
        check: [{ reference: caseReference, collection: 'cases', why: ['case'] }],
        withheld: 0,
        elsewhere: ['sent', 'backups'],
      },
      done: { reports: 1, destroyed: [expect.stringMatching(/^[0-9a-f]{64}$/)] },
    })
    const forReading = await cli(['show', erasure])
    expect(forReading.stdout).toContain(caseReference)
  })

  test('are exported while the server runs, without personal data', async () => {
    const exported = await cli(['erasures', 'export', file('list.json'), '--json'])
    expect([exported.code, exported.json()]).toMatchObject([0, { persons: 1, files: 1 }])
    const list = await readFile(file('list.json'), 'utf8')
    for (const trace of ['Rita', 'rita', 'quixotic']) expect(list).not.toContain(trace)
    const again = await cli(['erasures', 'export', file('list.json')])
    expect(again.stdout).toContain('1 persons and 1 files')
  })

  test('are carried out again by a restore of a backup from before', async () => {
    const restored = file('restored')
    const words = ['restore', file('before.tar'), '--erasures', file('list.json')]
    const done = await cli(words, restored)
    expect([done.code, done.stderr]).toEqual([0, expect.stringContaining('signs in again')])
    const shown = await cli(['show', reference, '--json'], restored)
    expect(shown.json().state).toMatchObject({ title: '(erased)', description: '(erased)' })
    // Without the list the backup brings them back: that is what the list is for.
    const without = file('without')
    expect((await cli(['restore', file('before.tar')], without)).code).toBe(0)
    const back = await cli(['show', reference, '--json'], without)
    expect(back.json().state.title).toBe('The quixotic pump')
  })

  test('refuse a list that is not there, none, or changed, and restore nothing', async () => {
    const list = JSON.parse(await readFile(file('list.json'), 'utf8')) as Record<string, unknown>
    await writeFile(file('changed.json'), JSON.stringify({ ...list, persons: [] }))
    await writeFile(file('none.json'), '{"format": "something else"}')
    for (const name of ['changed.json', 'none.json', 'missing.json']) {
      const target = file(`for-${name}`)
      const refused = await cli(['restore', file('before.tar'), '--erasures', file(name)], target)
      expect([name, refused.code]).toEqual([name, 2])
      expect(refused.stderr).toContain('Nothing was restored')
      // The command finds an empty folder: nothing of the backup is there.
      expect((await cli(['show', reference], target)).code).not.toBe(0)
    }
  })
})
