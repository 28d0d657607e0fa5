import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { type DatabasePlace, onDatabases } from '../support/on-databases.ts'
import { aProduct } from '../support/work/product.ts'
import { stateOf } from '../support/work/team.ts'

const hour = 3_600_000
const day = 24 * hour

// 9.5/other-products and 9.5/third-party: who is silent is reminded of, and somebody hears of it.
onDatabases('What a case asks of others', (openDatabase) => {
  let place: DatabasePlace
  let mail: MailServer
  let maker: Maker
  let engineer: Colleague
  let owner: Colleague
  let start: number
  beforeAll(async () => {
    place = await openDatabase()
    mail = await startMailServer()
    maker = await openMaker({ environment: { SMTP_URL: mail.url, ...place.environment } })
    engineer = await maker.colleague('erika@maker.example', ['engineer'])
    owner = await maker.colleague('olive@maker.example', ['release-manager'])
    const { administrator } = maker
    await administrator.does(`/api/people/${administrator.person}/set-address`, {
      address: 'head@maker.example',
    })
    start = maker.time.now
  })
  afterAll(async () => {
    await maker?.close()
    await mail?.close()
    await place?.drop()
  })
  // Sessions end with time: what a test moved is put back.
  beforeEach(() => {
    maker.time.now = start
  })

  const opens = async (title: string) => {
    const { id, humanId } = await engineer.does('/api/cases/open', { title })
    return { id, humanId, path: `/api/cases/${id}` }
  }
  const mailed = (address: string, humanId: string) =>
    mail.mails
      .filter(({ to, mail: one }) => to.includes(address) && one.subject?.includes(humanId))
      .map(({ mail: one }) => one)
  /** The server's own look, past the end of every session. */
  const later = async (milliseconds: number) => {
    maker.time.now = start + milliseconds
    await maker.settle()
    await maker.settle()
    maker.time.now = start
  }

  test('a silent owner is escalated once to who is named, with no word of the flaw', async () => {
    const viewer = await aProduct(engineer, { name: 'Imaging Viewer' })
    await engineer.does(`/api/products/${viewer.id}/name-owners`, {
      owners: [`person:${owner.person}`],
    })
    const { id, humanId, path } = await opens('Keys in the firmware')
    await engineer.does(`${path}/ask-owners`, { products: [viewer.id] })
    const asked = async () =>
      (await owner.get(`/api/cases?facet=asked-owner:person:${owner.person}`)).body.items
    expect(await asked()).toMatchObject([{ id }])
    const due = Date.parse((await stateOf(engineer, path)).asks[0].dueAt)
    await later(due - start + 30 * 60_000)
    expect(mailed('head@maker.example', humanId)).toEqual([])
    await later(due - start + 2 * hour)
    await later(due - start + 3 * hour)
    const [escalated, ...more] = mailed('head@maker.example', humanId)
    expect(more).toEqual([])
    expect(escalated?.subject).toBe(`[${humanId}] An answer about a product is missing`)
    expect(escalated?.text).not.toContain('firmware')
    // Who asked hears it, too: they work on the case, and can ask in person.
    expect(mailed('erika@maker.example', humanId).map(({ subject }) => subject)).toContain(
      escalated?.subject,
    )
    expect((await stateOf(engineer, path)).asks[0].escalatedAt).toEqual(expect.any(String))
    // It stays with its owner, and the case open, until somebody answers.
    expect(await asked()).toMatchObject([{ id }])
    const refused = await engineer.post(`${path}/close`, { input: { conclusion: 'Done.' } })
    expect(JSON.stringify(refused.body)).toContain('Wait for the owners of Imaging Viewer')
    await owner.does(`${path}/answer-for-product`, {
      product: viewer.id,
      answer: 'not-affected',
      justification: 'component-not-present',
      statement: 'It has no such keys.',
    })
    expect(await asked()).toEqual([])
    const before = mailed('olive@maker.example', humanId).length
    await later(due - start + 30 * day)
    expect(mailed('olive@maker.example', humanId)).toHaveLength(before)
  })

  test('who was told by mail is asked again; where only a person can, the person is', async () => {
    const { humanId, path } = await opens('Overflow in a library')
    for (const [name, contact] of [
      ['Example TLS Project', 'security@tls.example'],
      ['Example Parser', 'https://parser.example/report'],
    ])
      await engineer.does(`${path}/name-third-party`, { owner: name, component: 'lib', contact })
    await engineer.does(`${path}/send-notice`, { party: 'Example TLS Project' })
    await engineer.does(`${path}/send-notice`, {
      party: 'Example Parser',
      elsewhere: true,
      sentOn: new Date(start).toISOString().slice(0, 10),
      how: 'Their form',
    })
    await later(8 * day)
    const [, again] = mailed('security@tls.example', humanId)
    expect(again?.subject).toBe(`[${humanId}] Security notice: please answer`)
    const [told] = mailed('erika@maker.example', humanId)
    expect(told?.subject).toBe(`[${humanId}] A third party has not answered`)
    const [tls, parser] = (await stateOf(engineer, path)).parties
    expect(tls.followedUp).toHaveLength(1)
    expect(parser.byHand).toHaveLength(1)
  })

  test('mentions are listed for whom they are, and end with what they may see', async () => {
    const { id, humanId, path } = await opens('Open port')
    const says = (audience: string, text: string) =>
      engineer.does('/api/messages/write', { case: id, audience, text })
    const first = await says('team', 'Look, @olive@maker.example.')
    await says('approvers', 'Not for everybody.')
    const mentions = async () => (await owner.get('/api/mentions')).body.messages
    expect(await mentions()).toMatchObject([
      { id: first.id, state: { caseReference: humanId, seenBy: [] } },
    ])
    const unseen = `/api/messages/counts?facet=unseen-by:person:${owner.person}`
    expect((await owner.get(unseen)).body).toEqual({ said: 1 })
    await owner.does(`/api/messages/${first.id}/note-seen`, {})
    expect((await owner.get(unseen)).body).toEqual({})
    expect(await mentions()).toMatchObject([{ state: { seenBy: [`person:${owner.person}`] } }])
    const { messages } = (await owner.get(`${path}/conversation`)).body
    expect(messages.map((one: { id: string }) => one.id)).toEqual([first.id])
    await engineer.does(`${path}/set-embargo`, {
      named: [`person:${engineer.person}`],
      reason: 'Not public.',
    })
    expect(await mentions()).toEqual([])
    expect((await owner.get(`${path}/conversation`)).status).toBe(404)
    expect((await owner.get(`${path}/files`)).status).toBe(404)
  })
})
