import { afterEach, beforeAll, expect, test } from 'vitest'
import type { Colleague } from '../support/maker.ts'
import { aCase, type CaseStep, missingIn } from '../support/work/case.ts'
import { type AProduct, aProduct } from '../support/work/product.ts'
import { aTeam, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver'])
let owner: Colleague
let gateway: AProduct
let viewer: AProduct
let start: number

beforeAll(async () => {
  owner = await team.maker.colleague('olive@maker.example', ['release-manager'])
  gateway = await aProduct(team.engineer)
  start = team.maker.time.now
})
// Sessions end with time: what a test moved is put back.
afterEach(() => {
  team.maker.time.now = start
})

const aCaseWithout = async (...steps: readonly CaseStep[]) => {
  const about = await aCase(team, gateway)
  await about.takeAllBut(...steps)
  return about
}
const own = (product: AProduct) =>
  team.engineer.does(`/api/products/${product.id}/name-owners`, {
    owners: [`person:${owner.person}`],
  })
const mailsTo = (address: string) =>
  team.mail.mails.filter(({ to }) => to.includes(address)).map(({ mail }) => mail)

test('a maker of one product is asked nothing, and the closure records why', async () => {
  const about = await aCaseWithout('other-products')
  expect((await about.close()).status).toBe(200)
  expect((await about.state()).otherProducts).toMatchObject({
    none: true,
    answer: 'The maker has no other active product.',
  })
})

test('silence about other products blocks the closure', async () => {
  viewer = await aProduct(team.engineer, { name: 'Imaging Viewer', revisions: ['5.0', '5.1'] })
  const about = await aCaseWithout('other-products')
  expect(missingIn(await about.close())).toEqual(['9.5/other-products'])
  const wordless = await tries(team.engineer, `${about.path}/ask-owners`, { none: true })
  expect(wordless.body.code).toBe('case/no-reason')
  await about.take('other-products')
  expect((await about.close()).status).toBe(200)
})

test('each product’s owner is asked by name and mail, and only they answer', async () => {
  const about = await aCaseWithout('other-products')
  const ask = () => tries(team.engineer, `${about.path}/ask-owners`, { products: [viewer.id] })
  expect((await ask()).body.code).toBe('case/product-without-owner')
  await own(viewer)
  expect((await ask()).status).toBe(200)
  expect((await ask()).body.code).toBe('case/asked-already')
  await team.maker.settle()
  const [mail] = mailsTo('olive@maker.example')
  expect(mail?.subject).toBe(`[${about.humanId}] A question about a product that you answer for`)
  expect(mail?.text).toContain(`/workbench/cases/${about.humanId}`)
  expect(mail?.text).not.toContain('plain HTTP')

  const waiting = async () =>
    (await owner.get(`/api/cases?facet=asked-owner:person:${owner.person}`)).body.items
  expect(await waiting()).toMatchObject([{ humanId: about.humanId }])

  const refused = await about.close()
  expect(missingIn(refused)).toEqual(['9.5/other-products'])
  expect(JSON.stringify(refused.body)).toContain('Imaging Viewer')
  const says = { product: viewer.id, statement: 'It has no such interface.' }
  const not = { ...says, answer: 'not-affected', justification: 'component-not-present' }
  const answers = (who: Colleague, input: object) =>
    tries(who, `${about.path}/answer-for-product`, input)
  expect((await answers(team.engineer, not)).body.code).toBe('case/not-an-owner')
  expect((await answers(team.maker.administrator, not)).body.code).toBe('case/no-reason')
  expect((await answers(owner, { ...says, answer: 'not-affected' })).body.code).toBe(
    'case/justification-missing',
  )
  expect((await answers(owner, not)).status).toBe(200)
  expect(await waiting()).toEqual([])
  expect((await about.close()).status).toBe(200)
})

test('who looks into it keeps the case open, and what they call affected is investigated', async () => {
  const about = await aCaseWithout('other-products')
  await about.does('ask-owners', { products: [viewer.id] })
  const until = new Date(start + 20 * 86_400_000).toISOString().slice(0, 10)
  const answer = `${about.path}/answer-for-product`
  const says = { product: viewer.id, statement: 'The same server is inside.' }
  await owner.does(answer, { ...says, answer: 'looking', until })
  expect(missingIn(await about.close())).toEqual(['9.5/other-products'])
  const unknown = await tries(owner, answer, { ...says, answer: 'affected', revisions: ['9.9'] })
  expect(unknown.body.code).toBe('case/no-such-revision')
  await team.maker.administrator.does(answer, {
    ...says,
    answer: 'affected',
    revisions: ['5.1'],
    onBehalf: 'Olive is ill; her deputy told me.',
  })
  expect((await about.state()).impact).toContainEqual(
    expect.objectContaining({ product: viewer.id, revision: '5.1', status: 'under-investigation' }),
  )
  expect(missingIn(await about.close())).not.toContain('9.5/other-products')
  expect((await about.close()).status).toBe(422)
})

test('a silent owner is reminded and escalated, each once', async () => {
  const about = await aCaseWithout('other-products')
  await about.does('ask-owners', { products: [viewer.id] })
  const due = Date.parse((await about.state()).asks[0].dueAt)
  const subjects = () =>
    mailsTo('olive@maker.example')
      .map(({ subject }) => subject ?? '')
      .filter((subject) => subject.includes(about.humanId))
  const state = async () => (await team.maker.server.parts.ledger.load(about.id))?.state
  team.maker.time.now = due - 3_600_000
  await team.maker.settle()
  expect(subjects()).toContain(`[${about.humanId}] An answer is due soon`)
  team.maker.time.now = due + 2 * 3_600_000
  await team.maker.settle()
  await team.maker.settle()
  expect(subjects().filter((one) => one.includes('is missing'))).toHaveLength(1)
  expect(await state()).toMatchObject({ asks: [{ escalatedAt: expect.any(String), pending: [] }] })
})

test('an owner who is asked under an embargo is named on the case, as a fact', async () => {
  const about = await aCaseWithout('other-products')
  const me = `person:${team.engineer.person}`
  await about.does('set-embargo', { named: [me], reason: 'Not public.' })
  expect((await owner.get(about.path)).status).toBe(404)
  await about.does('ask-owners', { products: [viewer.id] })
  expect((await owner.get(about.path)).status).toBe(200)
  expect((await about.state()).embargo.named).toEqual([me, `person:${owner.person}`])
})

test('a product that the impact brings up is asked about, whatever is said', async () => {
  const [name, purl] = ['libexampletls', 'pkg:generic/libexampletls@3.1']
  const file = await team.engineer.upload('sbom.json', new TextEncoder().encode('{}'))
  await team.engineer.does(`/api/products/${viewer.id}/record-sbom`, {
    revision: '5.1',
    file,
    format: 'CycloneDX 1.6',
    components: [{ name, version: '3.1', purl }],
  })
  const about = await aCase(team, gateway)
  await about.takeAllBut('other-products')
  await about.does('describe', { facts: { components: [{ name }] } })
  await team.maker.settle()
  const none = await tries(team.engineer, `${about.path}/ask-owners`, {
    none: true,
    reason: 'None.',
  })
  expect(none.body.code).toBe('case/owners-to-ask')
  await about.does('ask-owners', {})
  expect((await about.state()).asks).toMatchObject([
    { product: viewer.id, because: ['component: libexampletls 3.1'] },
  ])
})

test('the impact is recorded for other revisions too, and "not affected" needs its reason', async () => {
  const product = await aProduct(team.engineer)
  const about = await aCase(team, product)
  const row = { product: product.id, revision: '2.4.1', status: 'not-affected' }
  const set = `${about.path}/set-impact`
  const silent = await tries(team.engineer, set, { rows: [row] })
  expect(silent.body.code).toBe('case/justification-missing')
  const justified = { ...row, justification: 'vulnerable-code-not-present' }
  await about.take('impact')
  expect((await tries(team.engineer, set, { rows: [justified] })).status).toBe(200)
  expect((await about.state()).impact.map((one: { revision: string }) => one.revision)).toEqual([
    '2.4.0',
    '2.4.1',
  ])
})
