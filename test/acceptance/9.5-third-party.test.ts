import { decrypt, generateKey, readMessage } from 'openpgp'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { aCase, missingIn } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, dayAfter, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver'])
let start: number
const day = 86_400_000

beforeAll(() => {
  start = team.maker.time.now
})
// Sessions end with time: what a test moved is put back.
afterEach(() => {
  team.maker.time.now = Math.max(start, Date.now())
})

const aCaseWithout = async () => {
  const about = await aCase(team, await aProduct(team.engineer), {
    facts: { components: [{ name: 'libexampletls', affected: '<3.2', fixed: '3.2' }] },
  })
  await about.takeAllBut('third-party')
  return about
}
const project = {
  owner: 'Example TLS Project',
  component: 'libexampletls 3.1',
  contact: 'security@tls.example',
}
const party = project.owner
const mails = (humanId: string) =>
  team.mail.mails
    .filter(({ mail }) => mail.subject?.includes(humanId))
    .map(({ to, mail }) => ({ to, subject: mail.subject, text: mail.text ?? '' }))

test('a case cannot close before the owner of third-party code is told, or none is involved', async () => {
  const about = await aCaseWithout()
  expect(missingIn(await about.close())).toEqual(['9.5/third-party'])
  const wordless = await tries(team.engineer, `${about.path}/tell-third-party`, { reason: '' })
  expect(wordless.body.code).toBe('input/invalid')
  await about.take('third-party')
  expect(missingIn(await about.close())).toEqual([])
})

test('the owner that an SBOM names is offered, with how they are reached', async () => {
  const product = await aProduct(team.engineer)
  const file = await team.engineer.upload('sbom.json', new TextEncoder().encode('{}'))
  await team.engineer.does(`/api/products/${product.id}/record-sbom`, {
    revision: '2.4.0',
    file,
    format: 'CycloneDX 1.6',
    components: [
      { name: 'LibFromSbom', version: '3.1', supplier: party, contact: project.contact },
    ],
  })
  const about = await aCase(team, product, {
    facts: { components: [{ name: 'libfromsbom', affected: '<3.2' }] },
  })
  await about.take('impact')
  const { body } = await team.engineer.get(`${about.path}/third-parties`)
  expect(body.suggested).toEqual([
    { component: 'libfromsbom <3.2', owner: party, contact: project.contact },
  ])
})

test('the notice is drafted from the case, mailed to its owner, and their answer closes it', async () => {
  const about = await aCaseWithout()
  await about.does('name-third-party', project)
  expect(missingIn(await about.close())).toEqual(['9.5/third-party'])
  const { body } = await team.engineer.get(`${about.path}/third-parties`)
  expect(body.coordinators.map(({ name }: { name: string }) => name)).toContain('CERT/CC')
  expect(body.drafts[0].text).toContain('Affected: <3.2')
  const answer = { party, answer: 'acknowledged', on: dayAfter(team.maker, 0) }
  const early = await tries(team.engineer, `${about.path}/record-answer`, answer)
  expect(early.body.code).toBe('case/no-notice')
  await about.does('send-notice', { party, disclosureOn: dayAfter(team.maker, 60) })
  await team.maker.settle()
  const [mail] = mails(about.humanId)
  expect(mail).toMatchObject({
    to: ['security@tls.example'],
    subject: `[${about.humanId}] Security notice`,
  })
  for (const said of ['libexampletls 3.1', 'CVSS 3.1', dayAfter(team.maker, 60), about.humanId])
    expect(mail?.text).toContain(said)
  expect(missingIn(await about.close())).toEqual(['9.5/third-party'])
  await about.does('record-answer', { ...answer, answer: 'fixed-upstream', version: '3.2' })
  expect(missingIn(await about.close())).toEqual([])
  expect((await about.state()).parties[0].answer).toMatchObject({ version: '3.2' })
})

test('under embargo the notice leaves encrypted to their key, or knowingly in clear', async () => {
  const about = await aCaseWithout()
  await about.does('set-embargo', {
    named: [`person:${team.engineer.person}`],
    reason: 'Not public.',
  })
  const send = (input: object) => tries(team.engineer, `${about.path}/send-notice`, input)
  await about.does('name-third-party', project)
  expect((await send({ party })).body.code).toBe('case/no-embargo-terms')
  const terms = { party, embargo: 'Tell nobody outside your team.' }
  expect((await send(terms)).body.code).toBe('case/notice-in-clear')
  await about.does('drop-third-party', { party, reason: 'They sent a key.' })

  const { publicKey, privateKey } = await generateKey({
    userIDs: [{ name: party, email: project.contact }],
    format: 'object',
    date: new Date(start - day),
  })
  const name = (openPgp: string) =>
    tries(team.engineer, `${about.path}/name-third-party`, { ...project, openPgp })
  expect((await name('no key at all')).body.code).toBe('openpgp/not-usable')
  expect((await name(privateKey.armor())).body.code).toBe('openpgp/secret-key')
  expect((await name(publicKey.armor())).body.code).toBeUndefined()
  expect((await about.state()).parties[0].openPgp.fingerprint).toBe(
    publicKey.getFingerprint().toUpperCase(),
  )
  expect((await send(terms)).body.code).toBeUndefined()
  await team.maker.settle()
  const [mail] = mails(about.humanId)
  expect(mail?.text).toContain('BEGIN PGP MESSAGE')
  expect(mail?.text).not.toContain('libexampletls')
  const opened = await decrypt({
    message: await readMessage({ armoredMessage: mail?.text ?? '' }),
    decryptionKeys: privateKey,
    date: new Date(team.maker.time.now),
  })
  expect(opened.data).toContain('Tell nobody outside your team.')
})

test('a silent owner is asked again as the rules say, and then blocks nothing', async () => {
  const about = await aCaseWithout()
  await about.does('name-third-party', project)
  await about.does('send-notice', { party })
  const silent = { party, answer: 'no-reply', on: dayAfter(team.maker, 0) }
  const early = await tries(team.engineer, `${about.path}/record-answer`, silent)
  expect(early.body.code).toBe('case/not-followed-up')
  const sent = team.maker.time.now
  for (const after of [7, 30, 45]) {
    team.maker.time.now = sent + after * day + 60_000
    await team.maker.settle()
    await team.maker.settle()
  }
  expect(mails(about.humanId).map(({ subject }) => subject)).toEqual([
    `[${about.humanId}] Security notice`,
    ...[7, 30, 45].map(() => `[${about.humanId}] Security notice: please answer`),
  ])
  team.maker.time.now = sent
  expect(missingIn(await about.close())).toEqual([])
})

test('a notice in their form is recorded with its day, and followed up by hand', async () => {
  const about = await aCaseWithout()
  await about.does('name-third-party', { ...project, contact: 'https://tls.example/report' })
  const send = (input: object) =>
    tries(team.engineer, `${about.path}/send-notice`, { party, ...input })
  expect((await send({})).body.code).toBe('case/no-mail-address')
  expect((await send({ elsewhere: true })).body.code).toBe('case/notice-incomplete')
  const form = { elsewhere: true, how: 'Their form' }
  expect((await send({ ...form, sentOn: dayAfter(team.maker, 2) })).body.code).toBe(
    'case/told-later',
  )
  const sentOn = dayAfter(team.maker, 0)
  const proof = [await team.engineer.upload('receipt.txt', new TextEncoder().encode('Taken.'))]
  await about.does('send-notice', { party, ...form, sentOn, proof })
  expect((await about.state()).parties[0]).toMatchObject({ notice: { sentOn, how: 'Their form' } })
  const sent = team.maker.time.now
  team.maker.time.now = sent + 46 * day
  await team.maker.settle()
  team.maker.time.now = sent
  const { parties } = await about.state()
  expect(parties[0].byHand).toHaveLength(3)
  expect(missingIn(await about.close())).toEqual(['9.5/third-party'])
  for (const how of ['Their form', 'Their chat', 'A call'])
    await about.does('follow-up-notice', { party, on: sentOn, how })
  expect(missingIn(await about.close())).toEqual([])
})

test('a CVE id is entered with who assigned it; one more needs its reason', async () => {
  const about = await aCaseWithout()
  const add = (input: object) =>
    tries(team.engineer, `${about.path}/add-cve`, {
      assigner: 'MITRE',
      state: 'reserved',
      ...input,
    })
  expect((await add({ cve: 'CVE-26-1' })).body.code).toBe('input/invalid')
  expect((await add({ cve: 'CVE-2026-12345' })).status).toBe(200)
  expect((await add({ cve: 'CVE-2026-12345' })).body.code).toBe('case/cve-known')
  expect((await add({ cve: 'CVE-2026-12345', state: 'published' })).status).toBe(200)
  expect((await add({ cve: 'CVE-2026-12346' })).body.code).toBe('case/one-cve')
  expect((await add({ cve: 'CVE-2026-12346', another: 'Split by the CNA.' })).status).toBe(200)
  expect(await about.state()).toMatchObject({ cve: 'CVE-2026-12345', cves: [{}, {}] })
})
