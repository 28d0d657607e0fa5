import { expect, test } from 'vitest'
import { readSecurityTxt } from '../../src/formats/security-txt.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { sendsForm } from '../support/work/report.ts'
import { aTeam, listOf } from '../support/work/team.ts'

const address = 'https://security.example-medical.example'
const team = aTeam(['triager'], { PUBLIC_URL: address })

test('security.txt, the policy and the form are public and name each other', async () => {
  const { maker } = team
  const txt = await maker.fetch('/.well-known/security.txt')
  expect(txt.headers.get('content-type')).toMatch(/^text\/plain/)
  const told = orThrow(readSecurityTxt(await txt.text(), maker.time.now))
  expect(told).toMatchObject({
    contact: [`${address}/report`, 'mailto:security@example-medical.example'],
    policy: [`${address}/security`],
  })
  const policy = await (await maker.fetch('/security')).text()
  for (const said of [
    'href="/report"',
    'mailto:security@example-medical.example',
    'What we promise',
    'A person answers within 5 days',
    'What we ask',
    'legal',
  ])
    expect(policy).toContain(said)
  expect(await (await maker.fetch('/report')).text()).toMatch(
    /<form [^>]*action="\/report"[^>]* method="post"/,
  )
})

test('an outsider reports without account, cookie or script, and the report is in the inbox', async () => {
  const sent = await sendsForm(
    team.maker,
    { description: 'The web interface answers in clear text.', product: 'Careline Gateway' },
    [{ name: 'capture.txt', text: 'GET / HTTP/1.1' }],
  )
  expect(sent.status).toBe(201)
  const [report] = await listOf(team.triager, '/api/reports')
  expect(report.humanId).toBe(sent.reference)
  const { body } = await team.triager.get(`/api/reports/${report.id}`)
  expect(body.state).toMatchObject({ channel: 'portal', product: 'Careline Gateway' })
  const [{ hash: file }] = body.state.files
  // From outside: held until somebody opens it on purpose.
  await team.triager.does(`/api/reports/${report.id}/open-file`, { file })
  expect((await team.triager.get(`/api/files/${file}`)).body).toBe('GET / HTTP/1.1')
})

test('a form without a description is refused with what to do, and nothing is lost or kept', async () => {
  const before = (await listOf(team.triager, '/api/reports')).length
  const sent = await sendsForm(team.maker, { description: '', product: 'Careline Gateway' })
  expect(sent.status).toBe(400)
  expect(sent.page).toContain('Tell in a few words what you found.')
  expect(sent.page).toContain('value="Careline Gateway"')
  expect(await listOf(team.triager, '/api/reports')).toHaveLength(before)
})

test('the channel is published in each language that it speaks, and proves itself', async () => {
  const { maker, triager } = team
  const read = async (path: string, language: string) =>
    (await maker.fetch(path, { headers: { 'accept-language': language } })).text()
  const told = orThrow(
    readSecurityTxt(await read('/.well-known/security.txt', 'en'), maker.time.now),
  )
  expect(told).toMatchObject({ signed: true, preferredLanguages: ['en', 'de'] })
  for (const language of told.preferredLanguages ?? [])
    for (const path of ['/security', '/report', '/report/link']) {
      const page = await read(path, language)
      expect(page).toContain(`<html lang="${language}"`)
      expect(page).toContain('href="/report"')
    }
  const { body } = await triager.post('/api/intake/self-test', { channel: 'portal' })
  expect(body.channels).toMatchObject([{ channel: 'portal', ok: true }])
})
