import { expect, test } from 'vitest'
import { limits } from '../../src/kernel/limits.ts'
import { aTeam, listOf, stateOf, tries } from '../support/work/team.ts'

const team = aTeam(['triager', 'engineer'])
const receive = '/api/reports/receive'
const report = { source: 'a', description: 'Fuzzing run 17: heap overflow.' }
const keyed = (key: string, input: object) =>
  team.engineer.post(receive, { input }, { 'idempotency-key': key })

test('a report sent again with its key is one report; another one with that key is refused', async () => {
  const first = await keyed('run-17', report)
  expect(first).toMatchObject({ status: 201, body: { repeated: false } })
  const again = await keyed('run-17', report)
  expect(again.body).toMatchObject({ id: first.body.id, repeated: true })
  const other = await keyed('run-17', { ...report, description: 'Another flaw.' })
  expect(other).toMatchObject({ status: 409, body: { code: 'ledger/key-reused' } })
  expect(await listOf(team.triager, '/api/reports')).toHaveLength(1)
})

test('ten senders of the same report at once make one', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => keyed('run-18', report)))
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
})

test('the key of one person is no key of another', async () => {
  const mine = await keyed('shared', report)
  const theirs = await team.triager.post(
    receive,
    { input: report },
    { 'idempotency-key': 'shared' },
  )
  expect(theirs.body.id).not.toBe(mine.body.id)
})

test('files are kept with it, and one that nobody has sent is refused', async () => {
  const trace = await team.engineer.upload('trace.pcap', Buffer.from('bytes'))
  const { id } = await team.engineer.does(receive, { ...report, files: [trace], original: trace })
  expect(await stateOf(team.triager, `/api/reports/${id}`)).toMatchObject({ files: [trace] })
  const lost = { ...trace, hash: 'ab'.repeat(32) }
  for (const input of [
    { ...report, files: [lost] },
    { ...report, original: lost },
  ])
    expect(await tries(team.engineer, receive, input)).toMatchObject({
      status: 422,
      body: { code: 'file/unknown' },
    })
})

test.each([
  ['no source', { description: 'x' }, 'source'],
  ['no description', { source: 'a', description: '  ' }, 'description'],
  ['a field that does not exist', { ...report, severity: 'high' }, ''],
  ['a title that is too long', { ...report, title: 'x'.repeat(limits.text.line + 1) }, 'title'],
  [
    'too many identifiers',
    { ...report, identifiers: Array(101).fill('CVE-2026-1') },
    'identifiers',
  ],
  ['an address that is none', { ...report, owner: 'me' }, 'owner'],
  ['a mark that does not exist', { ...report, tlp: 'PURPLE' }, 'tlp'],
])('%s is refused with the field that is wrong', async (_what, input, field) => {
  const refused = await tries(team.engineer, receive, input)
  expect(refused).toMatchObject({ status: 400, body: { code: 'input/invalid' } })
  expect(refused.body.details.fields[0].field).toBe(field)
})

test('nobody hands in what only the server finds out', async () => {
  const linkHash = 'a'.repeat(64)
  expect(await tries(team.engineer, receive, { ...report, linkHash })).toMatchObject({
    status: 422,
    body: { code: 'report/link-not-yours' },
  })
})
