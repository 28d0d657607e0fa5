import { expect, test } from 'vitest'
import { isTracked, receives, sendsForm } from '../support/work/report.ts'
import { aTeam, listOf, tries } from '../support/work/team.ts'

const team = aTeam(['triager', 'engineer', 'writer', 'manager', 'approver', 'auditor'])

test('everyone inside reports through the tracking that outsiders’ reports are in', async () => {
  const references = [(await sendsForm(team.maker, { description: 'From outside.' })).reference]
  for (const who of ['triager', 'engineer', 'writer', 'manager', 'approver'] as const) {
    const { id, humanId } = await receives(team[who], { source: 'c', channel: 'api' })
    const { body } = await team.triager.get(`/api/reports/${id}`)
    expect(isTracked(body)).toBe(true)
    references.push(humanId)
  }
  const inbox = await listOf(team.triager, '/api/reports?status=new')
  expect(inbox.map(({ humanId }) => humanId).sort()).toEqual(references.sort())
})

test('the history names the colleague who reported', async () => {
  const { id } = await receives(team.writer, { source: 'c' })
  const { body } = await team.triager.get(`/api/reports/${id}/history`)
  expect(body.events[0]).toMatchObject({
    type: 'report.received',
    actor: `person:${team.writer.person}`,
  })
})

test('an auditor, who changes nothing, cannot report', async () => {
  const input = { source: 'c', description: 'Plain HTTP.' }
  const refused = await tries(team.auditor, '/api/reports/receive', input)
  expect([refused.status, refused.body.code]).toEqual([403, 'access/not-permitted'])
})
