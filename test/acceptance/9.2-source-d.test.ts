import { expect, test } from 'vitest'
import { mailedReport } from '../support/work/mailed-report.ts'
import { isTracked, receives, sendsForm } from '../support/work/report.ts'
import { aTeam, listOf } from '../support/work/team.ts'

// Users come by the form, which asks how they know of it, and by service or complaint handling.
const team = aTeam(['triager', 'writer'])

test('what product users tell is tracked under their source, with product and version', async () => {
  const { id } = await receives(team.triager, {
    source: 'd',
    channel: 'complaint',
    product: 'Careline Gateway',
    productVersion: '2.4.0',
    reporterName: 'Jo Operator',
    reporterEmail: 'jo@hospital.example',
  })
  const { body } = await team.triager.get(`/api/reports/${id}`)
  expect(isTracked(body)).toBe(true)
  expect(body.state).toMatchObject({
    source: 'd',
    product: 'Careline Gateway',
    productVersion: '2.4.0',
    reporterEmail: 'jo@hospital.example',
  })
  const bySource = await listOf(team.triager, '/api/reports?facet=source:d')
  expect(bySource.map((report) => report.id)).toEqual([id])
})

test('who the user is stays with those who answer them', async () => {
  const email = 'second@hospital.example'
  const { id } = await receives(team.triager, { source: 'd', reporterEmail: email })
  await team.maker.settle()
  expect(team.mail.mails.map(({ to }) => to)).toContainEqual([email])
  for (const path of [`/api/reports/${id}`, `/api/reports/${id}/history`]) {
    const seen = JSON.stringify((await team.writer.get(path)).body)
    expect(seen).toContain('Plain HTTP on port 80.')
    expect(seen).not.toContain(email)
  }
})

test('who says on the form that they use the product is tracked as a user, anonymous or not', async () => {
  const { maker, triager } = team
  const sent = await sendsForm(maker, {
    source: 'd',
    description: 'The pump answers to anybody in the ward network.',
    product: 'Careline Pump',
    location: 'Port 8080',
  })
  expect(sent.status).toBe(201)
  const [{ id }] = await listOf(triager, '/api/reports?search=ward')
  const { body } = await triager.get(`/api/reports/${id}`)
  expect(isTracked(body)).toBe(true)
  expect(body.state).toMatchObject({
    source: 'd',
    channel: 'portal',
    reporterName: '',
    reporterEmail: '',
    location: 'Port 8080',
  })
  // No account, no address: the page behind the link is how they hear.
  expect(await (await maker.fetch(sent.link)).text()).toContain('Nobody has answered it yet.')
})

test('a user’s mail to its address is tracked under their source, and answered', async () => {
  const { body, answer } = await mailedReport('support@maker.example', 'The ward pump stops', 'd')
  expect(isTracked(body)).toBe(true)
  expect(body.state).toMatchObject({
    source: 'd',
    title: 'The ward pump stops',
    way: 'smtp',
    reporterEmail: 'rita@university.example',
  })
  expect(answer).toContain(body.state.reference)
})
