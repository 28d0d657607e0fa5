import { expect, test } from 'vitest'
import { aTeam, listOf } from '../../../test/support/work/team.ts'
import { limits } from '../../kernel/limits.ts'

const team = aTeam(['triager'])
const tested = async () => {
  const { status, body } = await team.triager.post('/api/intake/self-test', { channel: 'portal' })
  expect(status).toBe(200)
  return body.channels[0]
}

test('a marked report by the public form proves the channel, and never becomes a report', async () => {
  expect(await tested()).toMatchObject({ channel: 'portal', ok: true })
  expect(await listOf(team.triager, '/api/reports')).toEqual([])
})

test('a mark that we do not wait for is a report like any other', async () => {
  const description = `vulnerary-probe-${'ab'.repeat(16)} is what I read in the log.`
  const sent = await team.maker.fetch('/report', {
    method: 'POST',
    body: new URLSearchParams({ description }),
  })
  expect(sent.status).toBe(201)
  expect(await listOf(team.triager, '/api/reports')).toHaveLength(1)
})

test('a form that takes nothing any more fails the self-test with the reason', async () => {
  for (let sent = 0; sent <= limits.rate.portalReportsPerMinute; sent++)
    await team.maker.fetch('/report', { method: 'POST', body: new URLSearchParams() })
  expect(await tested()).toMatchObject({
    ok: false,
    detail: expect.stringContaining('status 429'),
  })
})
