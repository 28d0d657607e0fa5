import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Clamd, known, startClamd } from '../support/clamd.ts'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { sendsForm, sha256 } from '../support/work/report.ts'
import { aTeam, listOf, stateOf } from '../support/work/team.ts'

const team = aTeam(['triager', 'engineer', 'auditor'])

const heldIn = async (who: Colleague, id: string) => (await stateOf(who, `/api/reports/${id}`)).held

test('a file from outside is downloaded by nobody who did not open it on purpose', async () => {
  const { maker, triager, engineer, auditor } = team
  await sendsForm(maker, { description: 'See the trace.' }, [{ name: 'trace.txt', text: 'MZ no' }])
  await maker.settle()
  const [{ id, humanId }] = await listOf(triager, '/api/reports')
  const file = sha256('MZ no')
  const refused = await engineer.get(`/api/files/${file}`)
  expect(refused).toMatchObject({ status: 403, body: { code: 'file/held' } })
  expect(refused.body.title).toContain(humanId)
  expect(await heldIn(auditor, id)).toMatchObject([
    { file, size: 5, looksLike: 'Windows program', outcome: 'no-scanner', openings: [] },
  ])

  await engineer.does(`/api/reports/${id}/open-file`, { file })
  const opened = await engineer.get(`/api/files/${file}?name=trace.txt`)
  expect(opened).toMatchObject({ status: 200, body: 'MZ no' })
  // Each by themselves: who opened which file when is a fact.
  expect((await triager.get(`/api/files/${file}`)).status).toBe(403)
  const fact = (await auditor.get(`/api/reports/${id}/history`)).body.events.at(-1)
  expect(fact).toMatchObject({
    type: 'report.file-opened',
    actor: `person:${engineer.person}`,
    payload: { file, outcome: 'no-scanner', looksLike: 'Windows program' },
  })
  const forAuditor = await auditor.post(`/api/reports/${id}/open-file`, { input: { file } })
  expect(forAuditor.status).toBe(403)
})

describeWith('clamd', 'with Debian’s clamd', () => {
  let clamd: Clamd
  let maker: Maker
  let engineer: Colleague
  beforeAll(async () => {
    clamd = await startClamd()
    maker = await openMaker()
    await writeFile(join(maker.folder, 'channels.yaml'), `clamd:\n  socket: ${clamd.socket}\n`)
    await maker.restart()
    engineer = await maker.colleague('erika', ['engineer'])
  }, 60_000)
  afterAll(async () => {
    await maker?.close()
    await clamd?.stop()
  })

  const reportWith = async (text: string) => {
    const { reference } = await sendsForm(maker, { description: 'See the file.' }, [
      { name: 'file.bin', text },
    ])
    await maker.settle()
    const { body } = await engineer.get(`/api/reports/${reference}`)
    return { id: body.id as string, file: sha256(text), held: body.state.held[0] }
  }

  test('says which files are clean', async () => {
    const { held } = await reportWith('harmless')
    expect(held).toMatchObject({ outcome: 'clean', said: '' })
    expect(held.scanner).toMatch(/^ClamAV \d/)
  })

  test('keeps an infected one locked, and never deletes it', async () => {
    const { id, file, held } = await reportWith(known)
    expect(held).toMatchObject({ outcome: 'infected', said: 'Vulnerary.Test.File.UNOFFICIAL' })
    // The inbox marks its line.
    const marked = await listOf(engineer, '/api/reports?facet=protection:infected')
    expect(marked.map(({ facets }) => facets.protection)).toEqual([['infected']])
    const path = `/api/reports/${id}/open-file`
    expect(await engineer.post(path, { input: { file } })).toMatchObject({
      status: 422,
      body: { code: 'report/file-infected' },
    })
    expect((await engineer.get(`/api/files/${file}`)).body.code).toBe('file/infected')
    await engineer.does(path, { file, reason: 'Analysed on the isolated machine.' })
    expect((await engineer.get(`/api/files/${file}`)).body).toBe(known)
  })

  test('calls nothing clean that it could not scan', async () => {
    const { held } = await reportWith('x'.repeat(2_000_000))
    expect(held).toMatchObject({ outcome: 'could-not-scan' })
    expect(held.said).toMatch(/size limit|larger than it takes/)
  })

  test('holds nothing up while the scanner is down, and scans again when asked', async () => {
    await clamd.stop()
    const { id, held } = await reportWith('sent while it was down')
    expect(held).toMatchObject({
      outcome: 'could-not-scan',
      said: expect.stringContaining('reached'),
    })
    clamd = await startClamd()
    await writeFile(join(maker.folder, 'channels.yaml'), `clamd:\n  socket: ${clamd.socket}\n`)
    await maker.restart()
    const again = await maker.colleague('emil', ['engineer'])
    await again.does(`/api/reports/${id}/scan-files`, {})
    await maker.settle()
    expect(await heldIn(again, id)).toMatchObject([{ outcome: 'clean' }])
  })
})
