import { expect, test } from 'vitest'
import type { Silence } from '../../src/intake/contract.ts'
import { sendsForm } from '../support/work/report.ts'
import { aTeam, listOf, tries } from '../support/work/team.ts'

const team = aTeam(['triager', 'engineer', 'auditor'])

const silence = async (query = ''): Promise<Silence> => {
  const { status, body } = await team.auditor.get(`/api/intake/silence${query}`)
  expect(status).toBe(200)
  return body
}
const rowOf = ({ rows }: Silence, product: string | null, source: string, channel: string | null) =>
  rows.find((row) => row.product === product && row.source === source && row.channel === channel)

const aProduct = (name: string) =>
  team.engineer.does('/api/products/register', { name, maker: 'Example Medical' })

test('a marked report through the API proves the channel, and never becomes a report', async () => {
  const { id } = await aProduct('Quiet Pump')
  expect(rowOf(await silence(), id, 'c', 'api')).toMatchObject({
    state: 'unproven',
    lastReportAt: null,
  })
  const { status, body } = await team.triager.post('/api/intake/self-test', {})
  expect(status).toBe(200)
  expect(body.ok).toBe(true)
  expect(body.channels).toContainEqual(expect.objectContaining({ channel: 'api', ok: true }))
  const after = await silence()
  expect(rowOf(after, id, 'c', 'api')).toMatchObject({ state: 'silent', reports: 0 })
  expect(after.channels.find(({ name }) => name === 'api')).toMatchObject({
    status: 'working',
    lastTest: { ok: true, detail: '' },
    alarm: null,
  })
  expect(await listOf(team.triager, '/api/reports')).toEqual([])
  const [record] = await listOf(team.auditor, '/api/channels')
  expect(record).toMatchObject({ status: 'working' })
  expect(record.humanId).toMatch(/^CHN-\d{4}-\d+$/)
})

test('a report counts for the product that it names, by source and way', async () => {
  const { id } = await aProduct('Careline Gateway')
  await team.triager.does('/api/reports/receive', {
    source: 'b',
    description: 'A library of ours has a flaw.',
    product: 'careline  gateway',
  })
  await sendsForm(team.maker, { description: 'It answers without a password.', product: 'Unknown' })
  const found = await silence()
  expect(rowOf(found, id, 'b', 'api')).toMatchObject({ state: 'heard', reports: 1 })
  expect(rowOf(found, id, 'f', 'portal')?.reports ?? 0).toBe(0)
  expect(rowOf(found, null, 'f', 'portal')).toMatchObject({ reports: 1 })
  const narrowed = await silence(`?product=${id}`)
  expect(new Set(narrowed.rows.map(({ product }) => product))).toEqual(new Set([id]))
})

test('a report counts for the products of the case it belongs to', async () => {
  const { id: product } = await aProduct('Ward Monitor')
  await team.engineer.does(`/api/products/${product}/add-revision`, { revision: '1.0' })
  const { id: report } = await team.triager.does('/api/reports/receive', {
    source: 'a',
    description: 'Plain HTTP.',
  })
  const { id: about } = await team.triager.does('/api/cases/open', {
    title: 'Plain HTTP',
    report,
  })
  await team.engineer.does(`/api/cases/${about}/set-impact`, {
    rows: [{ product, revision: '1.0', status: 'affected', statement: 'It answers on port 80.' }],
  })
  await team.maker.settle()
  expect(rowOf(await silence(), product, 'a', 'api')).toMatchObject({ reports: 1 })
})

test('only who deals with reports runs a self-test; an unknown channel is refused', async () => {
  expect((await team.auditor.post('/api/intake/self-test', {})).status).toBe(403)
  const unknown = await team.triager.post('/api/intake/self-test', { channel: 'pigeon' })
  expect(unknown).toMatchObject({ status: 422, body: { code: 'channel/unknown' } })
  expect((await tries(team.triager, '/api/channels/register', { name: 'mine' })).status).not.toBe(
    201,
  )
})

test('the reports of a cell are exactly those that it counts, whoever asks', async () => {
  const { id: pump } = await aProduct('Meter Pump')
  const receives = (told: object) =>
    team.triager.does('/api/reports/receive', { source: 'g', description: 'x', ...told })
  await receives({ title: 'Named', product: 'METER   pump' })
  await receives({ title: 'Named with more words', product: 'Meter Pump, the large one' })
  await receives({ title: 'In its text only', description: 'The Meter Pump beeps.' })
  await receives({ title: 'Another source', source: 'b', product: 'Meter Pump' })
  await receives({ title: 'Restricted', product: 'Meter Pump', tlp: 'RED' })
  const { id: linked } = await receives({ title: 'By its case' })
  await team.engineer.does(`/api/products/${pump}/add-revision`, { revision: '1.0' })
  const opened = await team.triager.does('/api/cases/open', { title: 'A case', report: linked })
  await team.engineer.does(`/api/cases/${opened.id}/set-impact`, {
    rows: [{ product: pump, revision: '1.0', status: 'affected', statement: 'It beeps.' }],
  })
  await team.maker.settle()
  const titles = async (who: typeof team.auditor, about: string) =>
    (await listOf(who, `/api/reports?facet=source:g&about=${about}`))
      .map(({ title }) => title)
      .sort()
  const countOf = (found: Silence, product: string | null) =>
    found.rows
      .filter((row) => row.product === product && row.source === 'g')
      .reduce((sum, row) => ({ all: sum.all + row.reports, hidden: sum.hidden + row.hidden }), {
        all: 0,
        hidden: 0,
      })
  expect(await titles(team.triager, pump)).toEqual(['By its case', 'Named', 'Restricted'])
  // Who may not see one of them is told that there is one, and shown the others.
  expect(countOf(await silence(), pump)).toEqual({ all: 3, hidden: 1 })
  expect(await titles(team.auditor, pump)).toEqual(['By its case', 'Named'])
  expect(countOf(await silence(), null)).toEqual({ all: 2, hidden: 0 })
  expect(await titles(team.auditor, 'none')).toEqual(['In its text only', 'Named with more words'])
  expect((await team.auditor.get('/api/reports?about=nothing')).status).toBe(400)
})
