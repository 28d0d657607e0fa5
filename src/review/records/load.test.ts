import { expect, test } from 'vitest'
import { now, portsOf, reachableChannel, summariesOf } from '../../../test/support/review-facts.ts'
import { askRecords } from '../queries/queries.ts'
import { loadRecords } from './load.ts'
import { recordKinds } from './views.ts'

test('reads the initial state of every kind', async () => {
  const given = Object.fromEntries(recordKinds.map((kind) => [kind, [{}]]))
  const { records, unread } = await loadRecords(portsOf(given))
  expect(unread).toEqual(new Map())
  for (const kind of recordKinds) expect(records[kind]).toHaveLength(1)
})

test('says of a state it does not know that the query could not run, never absent', async () => {
  const { records, unread } = await loadRecords({
    records: async function* (kind) {
      const summaries = summariesOf({ report: [{}] }, 'report')
      yield kind === 'report' ? summaries.map((one) => ({ ...one, state: { source: 'z' } })) : []
    },
  })
  const facts = { now, channel: reachableChannel, records }
  expect(askRecords({ id: '9.2/closure', applicability: 'always' }, facts, unread)).toEqual({
    verdict: 'could-not-run',
    detail: 'The records could not be read: REPORT-1 has a form that the review does not know.',
    links: [],
  })
  expect(askRecords({ id: '9.5/verified', applicability: 'always' }, facts, unread).verdict).toBe(
    'absent',
  )
})
