import { expect, test } from 'vitest'
import { readSecurityTxt } from '../../src/formats/security-txt.ts'
import { promisesOf } from '../../src/intake/index.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { instantOf } from '../../src/kernel/time.ts'
import { aTeam, stateOf, tries } from '../support/work/team.ts'

const address = 'https://security.example-medical.example'
const team = aTeam(['triager', 'approver', 'auditor'], { PUBLIC_URL: address })
const day = 86_400_000

const promised = () =>
  promisesOf(team.maker.server.parts.intakeClocks, instantOf(team.maker.time.now))

const page = async (path: string, language = 'en') => {
  const answer = await team.maker.fetch(path, { headers: { 'accept-language': language } })
  return { status: answer.status, text: await answer.text() }
}
const securityTxt = async () =>
  orThrow(
    readSecurityTxt(
      await (await team.maker.fetch('/.well-known/security.txt')).text(),
      team.maker.time.now,
    ),
  )
const first = {
  scope: 'All products of the Careline family since version 2.\nNot: our web shop.',
  contactMail: 'psirt@example-medical.example',
  phone: '+49 (30) 123-4567',
  languages: ['en', 'de'],
  safeHarbour: 'authorised',
  disclosureDays: 90,
  notToSend: 'Recordings of conversations.',
}
let policy = ''

test('before the first version the policy says that it follows from the settings', async () => {
  const { text } = await page('/security')
  expect(text).toContain('no version of it has been published')
  expect(text).toContain(`A person answers within ${promised().acknowledgeDays} days.`)
  expect((await page('/security/1')).status).toBe(404)
  expect((await securityTxt()).contact).toContain('mailto:security@example-medical.example')
})

test('a version is published by a signature of who may, and by nobody else', async () => {
  const { maker, triager, administrator } = { ...team, ...team.maker }
  expect((await tries(triager, '/api/policies/publish', first, true)).status).toBe(403)
  expect((await tries(administrator, '/api/policies/publish', first)).status).toBe(401)
  const empty = await tries(administrator, '/api/policies/publish', { ...first, scope: ' ' }, true)
  expect(empty.status).toBe(400)
  const made = await maker.administrator.does('/api/policies/publish', first, true)
  expect(made.humanId).toMatch(/^POL-\d{4}-0001$/)
  policy = `/api/policies/${made.id}`
  const { versions, number } = await stateOf(team.auditor, policy)
  expect(number).toBe(1)
  expect(versions).toMatchObject([{ number: 1, promised: promised() }])
  const second = await tries(administrator, '/api/policies/publish', first, true)
  expect(second.body.code).toBe('policy/there-already')
})

test('the page shows it in the reader’s language, with the maker’s own words as they are', async () => {
  const { text } = await page('/security')
  for (const said of [
    'Version 1 of this policy',
    'All products of the Careline family',
    'mailto:psirt@example-medical.example',
    '+49 (30) 123-4567',
    'English, German',
    'Please leave out data of patients.',
    'Recordings of conversations.',
    'up to 90 days',
    'with our permission',
    'name you if you wish',
    'our OpenPGP key',
  ])
    expect(text).toContain(said)
  const german = (await page('/security', 'de')).text
  expect(german).toContain('mit unserer Erlaubnis')
  expect(german).toContain('Englisch, Deutsch')
  expect(german).toContain('<p class="text" lang="en">All products')
  expect((await page('/security/1')).text).not.toContain('has been replaced')
})

test('security.txt follows it at once, and leads to it', async () => {
  const told = await securityTxt()
  expect(told).toMatchObject({
    signed: true,
    contact: [`${address}/report`, 'mailto:psirt@example-medical.example', 'tel:+49301234567'],
    policy: [`${address}/security`],
    canonical: [`${address}/.well-known/security.txt`],
    preferredLanguages: ['en', 'de'],
  })
  const [key, fingerprint] = told.encryption ?? []
  expect(key).toBe(`${address}/.well-known/openpgp-key.asc`)
  expect(fingerprint).toMatch(/^openpgp4fpr:[0-9a-f]{40}$/)
})

test('a new version says what changed, and the older one stays to be read', async () => {
  team.maker.time.now += 60_000
  const unchanged = { ...first, changes: 'Nothing.' }
  expect((await tries(team.approver, `${policy}/revise`, unchanged, true)).body.code).toBe(
    'policy/unchanged',
  )
  const { disclosureDays: _, ...without } = first
  await team.approver.does(
    `${policy}/revise`,
    { ...without, safeHarbour: 'no-complaint', recognition: 'none', changes: 'We name nobody.' },
    true,
  )
  const now = (await page('/security')).text
  for (const said of [
    'Version 2 of this policy',
    'We name nobody.',
    'criminal complaint',
    'We do not name reporters',
    'href="/security/1"',
  ])
    expect(now).toContain(said)
  expect(now).not.toContain('90 days')
  const before = await page('/security/1')
  expect(before.status).toBe(200)
  for (const said of ['This version has been replaced', 'with our permission', 'up to 90 days'])
    expect(before.text).toContain(said)
  for (const wrong of ['/security/3', '/security/0', '/security/01', '/security/x'])
    expect((await page(wrong)).status).toBe(404)
})

test('security.txt never runs out, however long nobody touches it', async () => {
  for (let quarter = 0; quarter < 4; quarter++) {
    team.maker.time.now += 91 * day
    const { expires } = await securityTxt()
    expect(Date.parse(expires) - team.maker.time.now).toBeGreaterThan(60 * day)
  }
})
