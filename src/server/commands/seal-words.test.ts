import { expect, test } from 'vitest'
import { sendsForm } from '../../../test/support/work/report.ts'
import { aTeam, stateOf } from '../../../test/support/work/team.ts'

const team = aTeam(['triager', 'auditor'])

test('what a stranger tells is kept sealed, found by search, and shown to who may read', async () => {
  const { maker, triager, auditor } = team
  await sendsForm(
    maker,
    {
      title: 'Rita found this',
      description: 'I am Rita of the quixotic ward.',
      reporterName: 'Rita Roe',
    },
    [{ name: 'rita-roe.txt', text: 'proof' }],
  )
  const { body } = await triager.get('/api/search?q=quixotic')
  expect(body.items).toMatchObject([{ title: 'Rita found this' }])
  const path = `/api/reports/${body.items[0].id}`
  await triager.does(`${path}/reply`, { message: 'Dear Rita, thank you.' })

  const { reader } = maker.server.parts.ledger.database
  const events = await reader.selectFrom('event').select(['type', 'payload']).execute()
  const states = await reader.selectFrom('stream').select('state').execute()
  expect(JSON.stringify([events, states])).not.toMatch(/rita/i)

  expect(await stateOf(auditor, path)).toMatchObject({
    title: 'Rita found this',
    reporterName: '(sealed)',
    files: [{ name: 'rita-roe.txt' }],
    thread: [{ message: 'Dear Rita, thank you.' }],
  })
  expect(await stateOf(triager, path)).toMatchObject({ reporterName: 'Rita Roe' })
  const history = await auditor.get(`${path}/history`)
  expect(history.body.events[0].payload).toMatchObject({
    description: 'I am Rita of the quixotic ward.',
    reporterName: '(sealed)',
  })
  const check = await auditor.post('/api/ledger/check')
  expect(check.body.problems).toEqual([])
})

test('what our own people record of nobody outside stays plain', async () => {
  const { maker, triager } = team
  const { id } = await triager.does('/api/reports/receive', {
    source: 'a',
    description: 'The scanner found an open port.',
  })
  const rows = await maker.server.parts.ledger.database.reader
    .selectFrom('event')
    .select('payload')
    .where('stream', '=', id)
    .execute()
  expect(JSON.stringify(rows)).toContain('The scanner found an open port.')
})
