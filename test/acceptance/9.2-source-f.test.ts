import { expect, test } from 'vitest'
import { mailedReport } from '../support/work/mailed-report.ts'
import { isTracked, sendsForm } from '../support/work/report.ts'
import { aTeam, listOf, stateOf } from '../support/work/team.ts'

// By the form, and by mail.
const team = aTeam(['triager'])

test('what a researcher sends by the form is tracked under their source, with their plans', async () => {
  const sent = await sendsForm(team.maker, {
    description: 'Authentication can be skipped.',
    location: 'REST interface, /v1/session',
    steps: 'Send the request twice.',
    disclosurePlans: 'A talk in May.',
    exploited: 'no',
    credit: 'Finder Collective',
  })
  const [{ id }] = await listOf(team.triager, '/api/reports?facet=source:f')
  const { body } = await team.triager.get(`/api/reports/${id}`)
  expect(isTracked(body)).toBe(true)
  expect(body.state).toMatchObject({
    reference: sent.reference,
    source: 'f',
    channel: 'portal',
    location: 'REST interface, /v1/session',
    exploited: 'no',
    disclosurePlans: 'A talk in May.',
    credit: 'Finder Collective',
  })
})

test('the researcher adds to it behind the secret link, and nobody without that link can', async () => {
  const { maker, triager } = team
  const sent = await sendsForm(maker, { description: 'Replay of tokens.' })
  const add = (link: string, message: string) =>
    maker.fetch(link, { method: 'POST', body: new URLSearchParams({ message }) })
  expect((await add(sent.link, 'It works on 2.4.1, too.')).status).toBe(200)
  const stranger = `${sent.link.slice(0, -1)}${sent.link.endsWith('A') ? 'B' : 'A'}`
  expect((await add(stranger, 'Forged.')).status).toBe(404)
  expect((await maker.fetch(stranger)).status).toBe(404)
  const [{ id }] = await listOf(triager, '/api/reports?search=Replay')
  const { thread } = await stateOf(triager, `/api/reports/${id}`)
  expect(thread).toEqual([
    expect.objectContaining({ from: 'reporter', message: 'It works on 2.4.1, too.' }),
  ])
})

test('a German researcher is answered in German from the form to the page behind the link', async () => {
  const german = { 'accept-language': 'de-DE,de;q=0.9,en;q=0.5' }
  const body = new URLSearchParams({
    description: 'Der Wartungszugang nimmt jedes Passwort.',
    credit: 'Gruppe Ärmelkanal',
  })
  const sent = await team.maker.fetch('/report', { method: 'POST', headers: german, body })
  expect(sent.status).toBe(201)
  const received = await sent.text()
  expect(received).toContain('Danke, wir haben Ihre Meldung')
  const link = /id="secret-link" href="[^"]*(\/r\/[^"]+)"/.exec(received)?.[1] ?? ''
  const page = await (await team.maker.fetch(link, { headers: german })).text()
  for (const said of ['Beantwortet hat sie noch niemand.', 'Sie hören von uns bis', 'lang="de"'])
    expect(page).toContain(said)
  // What they wrote is what we read, in whatever language.
  const [{ id }] = await listOf(team.triager, '/api/reports?search=Wartungszugang')
  expect(await stateOf(team.triager, `/api/reports/${id}`)).toMatchObject({
    source: 'f',
    description: 'Der Wartungszugang nimmt jedes Passwort.',
    credit: 'Gruppe Ärmelkanal',
  })
})

test('a researcher’s mail to its address is tracked under their source, and answered', async () => {
  const { body, answer } = await mailedReport('security@maker.example', 'Replay of tokens', 'f')
  expect(isTracked(body)).toBe(true)
  expect(body.state).toMatchObject({
    source: 'f',
    title: 'Replay of tokens',
    way: 'smtp',
    reporterEmail: 'rita@university.example',
  })
  expect(answer).toContain(body.state.reference)
})
