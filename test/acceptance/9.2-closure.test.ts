import { expect, test } from 'vitest'
import { receives, sendsForm } from '../support/work/report.ts'
import { aTeam, dayAfter, listOf, stateOf, tries } from '../support/work/team.ts'

const team = aTeam(['triager', 'engineer'])

test('a report stands with a next date until it is closed, and the most urgent comes first', async () => {
  const { maker, triager, engineer } = team
  const { id } = await receives(triager, { source: 'f' })
  const path = `/api/reports/${id}`
  const dates: (string | null)[] = []
  const look = async () => dates.push((await stateOf(triager, path)).nextDate)
  await look()
  const past = { message: 'We look into it.', nextDate: dayAfter(maker, -1) }
  expect((await tries(triager, `${path}/acknowledge`, past)).body.code).toBe('report/date-passed')
  const dateless = await tries(triager, `${path}/acknowledge`, { message: 'We look into it.' })
  expect(dateless.body.code).toBe('input/invalid')
  await triager.does(`${path}/acknowledge`, { ...past, nextDate: dayAfter(maker, 9) })
  await look()
  await triager.does(`${path}/reply`, { message: 'Which version is it?' })
  await look()
  await engineer.does('/api/cases/open', { title: 'Plain HTTP', report: id })
  await maker.settle()
  await look()
  expect(dates).toEqual([
    dayAfter(maker, 5),
    dayAfter(maker, 9),
    dayAfter(maker, 9),
    dayAfter(maker, 9),
  ])
  const later = await receives(triager, { source: 'f' })
  const inbox = await listOf(triager, '/api/reports?sort=due&order=asc')
  expect(inbox.map((report) => report.id)).toEqual([later.id, id])
})

test('a report ends only by its exit, with the reason and a word to the reporter', async () => {
  const { maker, triager } = team
  const sent = await sendsForm(maker, { description: 'The logo is blue.' })
  const [{ id }] = await listOf(triager, `/api/reports?search=logo`)
  const path = `/api/reports/${id}`
  const end = {
    exit: 'not-a-vulnerability',
    reason: 'A colour.',
    message: 'This is not a security flaw.',
  }
  for (const lacking of [{ exit: undefined }, { reason: '' }, { message: '' }])
    expect((await tries(triager, `${path}/conclude`, { ...end, ...lacking })).body.code).toBe(
      'input/invalid',
    )
  await triager.does(`${path}/conclude`, end)
  const state = await stateOf(triager, path)
  expect(state).toMatchObject({ status: 'closed', nextDate: null })
  expect(state.exit).toMatchObject({ exit: end.exit, reason: end.reason })
  expect(await (await maker.fetch(sent.link)).text()).toContain(end.message)
  expect(await listOf(triager, '/api/reports?status=closed')).toHaveLength(1)
})

test('nothing deletes a report: no route, and not the database either', async () => {
  const { maker, triager } = team
  const { id } = await receives(triager, { source: 'f' })
  for (const path of [`/api/reports/${id}`, '/api/reports'])
    for (const method of ['DELETE', 'PUT', 'PATCH']) {
      const answer = await maker.fetch(path, { method, headers: { cookie: triager.cookie } })
      expect([403, 404, 405]).toContain(answer.status)
    }
  expect(maker.server.app.printRoutes({ commonPrefix: false })).not.toMatch(
    /reports.*\b(DELETE|PUT|PATCH)\b/,
  )
  const { writer } = maker.server.parts.ledger.database
  await expect(writer.deleteFrom('event').where('stream', '=', id).execute()).rejects.toThrow()
  expect((await stateOf(triager, `/api/reports/${id}`)).status).toBe('new')
})

test('every exit is reached with its reason, and its reporter told; none without what it claims', async () => {
  const { maker, triager, engineer } = team
  const refused: string[] = []
  const ends = async (
    exit: string,
    more: Record<string, unknown> = {},
    before: (path: string) => Promise<unknown> = async () => {},
  ) => {
    const sent = await sendsForm(maker, { description: `To end as ${exit}.` })
    const id = (await listOf(triager, `/api/reports?search=${encodeURIComponent(exit)}`))[0].id
    const path = `/api/reports/${id}`
    const end = { exit, reason: 'Looked into.', message: `Goodbye to ${exit}.` }
    if (Object.keys(more).length > 0 || exit.startsWith('not-rep') || exit === 'resolved') {
      const early = await tries(triager, `${path}/conclude`, end)
      refused.push(early.body.code)
    }
    await before(path)
    await triager.does(`${path}/conclude`, { ...end, ...more })
    await maker.settle()
    expect(await stateOf(triager, path)).toMatchObject({
      status: 'closed',
      nextDate: null,
      exit: { exit, reason: 'Looked into.' },
    })
    expect(await (await maker.fetch(sent.link)).text()).toContain(`Goodbye to ${exit}.`)
    return { sent, path }
  }
  await ends('obsolete-product')
  await ends('not-our-product', { ownerName: 'Other Devices', ownerToldOn: dayAfter(maker, 0) })
  await ends('not-reproducible', {}, (path) =>
    triager.does(`${path}/reply`, { message: 'Which version is it?', question: true }),
  )
  await ends('resolved', {}, async (path) => {
    const report = path.split('/').at(-1)
    await engineer.does('/api/cases/open', { title: 'A flaw', report })
    await maker.settle()
  })
  expect(refused).toEqual(['report/no-owner', 'report/not-asked', 'report/no-case'])
})

test('a reporter’s word after the end opens the report again, with a date', async () => {
  const { maker, triager } = team
  const sent = await sendsForm(maker, { description: 'Magpie: the door is open.' })
  const [{ id }] = await listOf(triager, '/api/reports?search=Magpie')
  const path = `/api/reports/${id}`
  const end = { exit: 'obsolete-product', reason: 'Old.', message: 'No longer made.' }
  await triager.does(`${path}/conclude`, end)
  const message = new URLSearchParams({ message: 'We have forty of them.' })
  expect((await maker.fetch(sent.link, { method: 'POST', body: message })).status).toBe(200)
  expect(await stateOf(triager, path)).toMatchObject({
    status: 'acknowledged',
    exit: null,
    nextDate: dayAfter(maker, 5),
  })
  await triager.does(`${path}/conclude`, end)
  await triager.does(`${path}/reopen`, { reason: 'Still in use.', message: 'You are right.' })
  expect((await stateOf(triager, path)).nextDate).toBe(dayAfter(maker, 30))
  expect(await (await maker.fetch(sent.link)).text()).toContain('You are right.')
})
