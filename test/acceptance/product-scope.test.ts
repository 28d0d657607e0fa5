import { beforeAll, describe, expect, test } from 'vitest'
import type { Answer, Colleague } from '../support/maker.ts'
import { aCase, goodReviews } from '../support/work/case.ts'
import { type AProduct, aProduct } from '../support/work/product.ts'
import { aTeam, tries } from '../support/work/team.ts'

// Issue "From analysis to closure", bad input: an approver without product scope.
const team = aTeam(['engineer', 'approver'])
let gateway: AProduct
let viewer: AProduct
/** Engineer and approver of some products only. */
let scoped: Colleague

beforeAll(async () => {
  gateway = await aProduct(team.engineer)
  viewer = await aProduct(team.engineer, { name: 'Imaging Viewer', revisions: ['2.4.0', '2.4.1'] })
  scoped = await team.maker.colleague('sven', ['engineer', 'approver', 'release-manager', 'writer'])
})

const limit = (who: Colleague, products: readonly AProduct[]) =>
  team.maker.administrator.does(`/api/people/${who.person}/set-scope`, {
    products: products.map(({ id }) => id),
    reason: 'Their line of products.',
  })

const refusedFor = (answer: Answer, ...names: readonly string[]) => {
  expect(answer.status).toBe(403)
  expect(answer.body.code).toBe('access/product-scope')
  for (const name of names) expect(answer.body.title).toContain(name)
  // Whom to ask: a colleague whose account covers it, or who can change that.
  expect(answer.body.title).toMatch(/Ask .*an administrator/)
}

const affected = ({ id }: AProduct, status = 'affected') => ({
  product: id,
  revision: '2.4.0',
  status,
})

describe('an approver whose account is limited to products', () => {
  test('approves a disposition of theirs, and no other', async () => {
    const [ours, theirs] = [await aCase(team, gateway), await aCase(team, viewer)]
    const proposal = { path: 'code-fix', reason: 'It can be fixed.', guidance: ['Close port 80.'] }
    for (const about of [ours, theirs]) {
      await about.take('impact')
      await about.does('propose-disposition', proposal)
    }
    await limit(scoped, [gateway])
    const refused = await tries(scoped, `${theirs.path}/approve-disposition`, {}, true)
    refusedFor(refused, 'Imaging Viewer')
    expect(refused.body.title).toContain('Anna Example')
    expect((await theirs.state()).disposition.approved).toBeNull()
    await scoped.does(`${ours.path}/approve-disposition`, {}, true)
    // With the product added the same approval goes through: nothing else was in its way.
    await limit(scoped, [gateway, viewer])
    await scoped.does(`${theirs.path}/approve-disposition`, {}, true)
  })

  test('needs every product of the case, but works on the rows of their own', async () => {
    const about = await aCase(team, gateway)
    await about.does('set-impact', { rows: [affected(gateway), affected(viewer)] })
    await about.does('propose-disposition', {
      path: 'code-fix',
      reason: 'It can be fixed.',
      guidance: ['Close port 80.'],
    })
    const approve = `${about.path}/approve-disposition`
    for (const one of [gateway, viewer]) {
      await limit(scoped, [one])
      refusedFor(await tries(scoped, approve, {}, true))
    }
    await limit(scoped, [gateway])
    const rows = `${about.path}/set-impact`
    await scoped.does(rows, { rows: [affected(gateway, 'under-investigation')] })
    refusedFor(await tries(scoped, rows, { rows: [affected(viewer, 'fixed')] }), 'Imaging Viewer')
    refusedFor(
      await tries(scoped, rows, { rows: [affected(gateway), affected(viewer, 'fixed')] }),
      'Imaging Viewer',
    )
    const range = { range: '<2.4.1', status: 'affected' }
    refusedFor(await tries(scoped, `${about.path}/decide-range`, { product: viewer.id, ...range }))
    await scoped.does(`${about.path}/note`, { text: 'The gateway is ours; the viewer is not.' })
    await limit(scoped, [gateway, viewer])
    await scoped.does(approve, {}, true)
  })

  test('triages a case that names no product yet, and approves nothing in it', async () => {
    await limit(scoped, [gateway])
    const { id } = await scoped.does('/api/cases/open', { title: 'Somewhere, something' })
    const path = `/api/cases/${id}`
    await scoped.does(`${path}/score`, { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N' })
    const review = await tries(scoped, `${path}/review-change`, goodReviews[0])
    expect(review.body.code).toBe('access/product-scope')
    expect(review.body.title).toContain('Record first which products it concerns')
    refusedFor(await tries(scoped, `${path}/set-impact`, { rows: [affected(viewer)] }))
    await scoped.does(`${path}/set-impact`, { rows: [affected(gateway)] })
    const reviewed = await tries(scoped, `${path}/review-change`, goodReviews[0])
    expect(reviewed.body.code).toBe('case/no-change')
  })

  test('makes and changes products, documents, releases and advisories of theirs only', async () => {
    await limit(scoped, [gateway])
    const about = await aCase(team, viewer)
    await about.take('impact')
    const release = (product: AProduct) => ({
      title: `${product.name} 2.4.1`,
      product: product.id,
      revision: '2.4.1',
    })
    const guide = (products: readonly AProduct[], number: string) => ({
      title: 'Guide',
      number,
      documentKind: 'security-guide',
      products: products.map(({ id }) => id),
    })
    const foreign: readonly (readonly [string, unknown])[] = [
      ['/api/products/register', { name: 'A third one', maker: 'Example Medical' }],
      [`/api/products/${viewer.id}/add-revision`, { revision: '9.0' }],
      ['/api/documents/register', guide([viewer], 'G-1')],
      ['/api/documents/register', guide([gateway, viewer], 'G-2')],
      ['/api/releases/plan', release(viewer)],
      ['/api/advisories/draft', { case: about.id, title: 'T', summary: 'S.' }],
    ]
    for (const [path, input] of foreign) refusedFor(await tries(scoped, path, input))
    await scoped.does(`/api/products/${gateway.id}/add-revision`, { revision: '9.0' })
    await scoped.does('/api/documents/register', guide([gateway], 'G-3'))
    await scoped.does('/api/releases/plan', release(gateway))
  })

  test('reads on as before', async () => {
    await limit(scoped, [gateway])
    const about = await aCase(team, viewer)
    await about.take('impact')
    expect((await scoped.get(about.path)).status).toBe(200)
    expect((await scoped.get(`/api/products/${viewer.id}`)).status).toBe(200)
  })
})

describe('a token', () => {
  const by = async (token: string, path: string, input: unknown): Promise<Answer> => {
    const response = await team.maker.fetch(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ input }),
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  const made = async (who: Colleague, products?: readonly AProduct[]) =>
    who.post('/api/tokens', {
      label: 'pipeline',
      roles: ['engineer'],
      ...(products === undefined ? {} : { products: products.map(({ id }) => id) }),
    })
  const note = { text: 'From the pipeline.' }

  test('has the products of its owner, also those taken away later', async () => {
    const [ours, theirs] = [await aCase(team, gateway), await aCase(team, viewer)]
    for (const about of [ours, theirs]) await about.take('impact')
    await limit(scoped, [])
    const { token } = (await made(scoped)).body
    expect((await by(token, `${theirs.path}/note`, note)).status).toBe(200)
    await limit(scoped, [gateway])
    expect((await by(token, `${ours.path}/note`, note)).status).toBe(200)
    refusedFor(await by(token, `${theirs.path}/note`, note), 'Imaging Viewer')
  })

  test('can be limited further, never less', async () => {
    const [ours, theirs] = [await aCase(team, gateway), await aCase(team, viewer)]
    for (const about of [ours, theirs]) await about.take('impact')
    await limit(scoped, [gateway])
    expect((await made(scoped, [viewer])).body.code).toBe('access/product-scope')
    await limit(scoped, [gateway, viewer])
    const { token, info } = (await made(scoped, [viewer])).body
    expect(info.products).toEqual([viewer.id])
    expect((await by(token, `${theirs.path}/note`, note)).status).toBe(200)
    refusedFor(await by(token, `${ours.path}/note`, note))
    // What its owner loses it loses too: nothing is left of it, which is not the same as no limit.
    await limit(scoped, [gateway])
    for (const { path } of [ours, theirs]) refusedFor(await by(token, `${path}/note`, note))
  })
})

describe('who sets the limit', () => {
  test('is an administrator, with a reason, for somebody else and for products that exist', async () => {
    const { administrator } = team.maker
    const scope = `/api/people/${scoped.person}/set-scope`
    const reason = 'Their line of products.'
    const given = { products: [gateway.id], reason }
    expect((await tries(team.engineer, scope, given)).body.code).toBe('access/not-permitted')
    expect((await tries(administrator, scope, { ...given, reason: '' })).body.code).toBe(
      'input/invalid',
    )
    const unknown = { products: ['01900000-0000-7000-8000-000000000001'], reason }
    expect((await tries(administrator, scope, unknown)).body.code).toBe('person/no-product')
    const own = `/api/people/${administrator.person}/set-scope`
    expect((await tries(administrator, own, given)).body.code).toBe('person/own-scope')
    await limit(scoped, [gateway])
    const { body } = await administrator.get(`/api/people/${scoped.person}`)
    expect(body.state.products).toEqual([gateway.id])
    expect((await scoped.get('/api/session')).body.products).toEqual([gateway.id])
  })

  test('is not limited unless they are, and then manages no people', async () => {
    const { administrator } = team.maker
    const deputy = await team.maker.colleague('dora', ['administrator'])
    await tries(deputy, `/api/people/${scoped.person}/set-scope`, { products: [], reason: 'All.' })
    await limit(deputy, [gateway])
    const theirs = { name: 'Eve Example', login: 'eve', roles: ['administrator'] }
    refusedFor(await tries(deputy, '/api/people/invite', theirs))
    const free = { products: [], reason: 'Free again.' }
    for (const person of [scoped, administrator])
      refusedFor(await tries(deputy, `/api/people/${person.person}/set-scope`, free))
    expect((await tries(deputy, `/api/people/${deputy.person}/set-scope`, free)).body.code).toBe(
      'person/own-scope',
    )
    await deputy.does(`/api/people/${deputy.person}/set-address`, { address: 'dora@example.org' })
    const invited = await administrator.does('/api/people/invite', {
      name: 'Ida Example',
      login: 'ida',
      roles: ['triager'],
    })
    refusedFor(await deputy.post(`/api/people/${invited.id}/invitation`))
    // Somebody must be left who manages people.
    await tries(administrator, `/api/people/${deputy.person}/set-scope`, free)
    await tries(deputy, `/api/people/${administrator.person}/set-scope`, {
      products: [gateway.id],
      reason: 'Only the gateway.',
    })
    const last = await tries(administrator, `/api/people/${deputy.person}/disable`, { reason: 'x' })
    expect(last.body.code).toBe('access/product-scope')
  })
})
