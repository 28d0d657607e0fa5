import { describe, expect, it } from 'vitest'
import { recordUnderTest } from '../../test/support/deciding.ts'
import { registerUser } from './contract.ts'
import { classOfItem, productKind } from './index.ts'

const kind = productKind({
  otherProduct: async (id) => ({ facts: { id, name: 'Careline Viewer' }, read: [] }),
})
const registered = async (more: object = {}) => {
  const product = recordUnderTest(kind, 'PRD-2026-0001')
  await product.given('register', { name: 'Careline Gateway', maker: 'Example Medical', ...more })
  return product
}
const file = { hash: 'ab'.repeat(32), name: 'bom.json', size: 10 }
const sbom = (revision: string, ...names: readonly string[]) => ({
  revision,
  file,
  format: 'CycloneDX 1.6',
  components: names.map((name) => ({ name })),
})
const user = {
  organisation: 'North Hospital',
  contactName: 'Jo Operator',
  email: 'jo@north.example',
}

describe('a product', () => {
  it('is maintained and holds health information unless somebody says otherwise', async () => {
    expect((await registered()).state()).toMatchObject({
      status: 'active',
      itemClass: 'maintained',
      healthInformation: true,
    })
    expect((await registered({ itemClass: 'required' })).state().itemClass).toBe('required')
  })

  it('says of a revision when it came into the field, and keeps what nobody changed', async () => {
    const product = await registered()
    await product.given('add-revision', { revision: '2.4.1', status: 'in-development' })
    await product.given('record-sbom', sbom('2.4.1', 'zlib'))
    await product.given('change-revision', {
      revision: '2.4.1',
      status: 'in-field',
      releasedOn: '2026-03-02',
    })
    await product.given('change-revision', {
      revision: '2.4.1',
      status: 'end-of-support',
      endOfSupport: '2029-03-02',
    })
    expect(product.state().revisions).toMatchObject([
      {
        status: 'end-of-support',
        releasedOn: '2026-03-02',
        endOfSupport: '2029-03-02',
        sbom: { components: [{ name: 'zlib' }] },
      },
    ])
    expect(
      await product.when('change-revision', { revision: '9', status: 'in-field' }),
    ).toMatchObject({ code: 'product/no-such-revision' })
  })

  it('is found by maker, revision and component in small letters', async () => {
    const product = await registered()
    await product.given('add-revision', { revision: '2.4.1' })
    await product.given('record-sbom', sbom('2.4.1', 'OpenSSL', 'openssl', 'zlib'))
    expect(product.facets()).toMatchObject({
      title: 'Careline Gateway',
      values: { maker: ['Example Medical'], revision: ['2.4.1'], component: ['openssl', 'zlib'] },
    })
  })
})

describe('revisions', () => {
  it('are added once, in the order they came', async () => {
    const product = await registered()
    await product.given('add-revision', { revision: '2.4.0', releasedOn: '2026-01-05' })
    await product.given('add-revision', { revision: '2.4.1', status: 'in-development' })
    expect(await product.when('add-revision', { revision: '2.4.0' })).toMatchObject({
      code: 'product/revision-exists',
    })
    expect(product.state().revisions).toMatchObject([
      { revision: '2.4.0', status: 'in-field', releasedOn: '2026-01-05', endOfSupport: null },
      { revision: '2.4.1', status: 'in-development', releasedOn: null, sbom: null },
    ])
  })

  it('carry the SBOM recorded last, each its own', async () => {
    const product = await registered()
    for (const revision of ['2.4.0', '2.4.1']) await product.given('add-revision', { revision })
    await product.given('record-sbom', sbom('2.4.1', 'openssl'))
    await product.given('record-sbom', sbom('2.4.1', 'openssl', 'zlib'))
    const [first, second] = product.state().revisions
    expect(first?.sbom).toBeNull()
    expect(second?.sbom?.components.map(({ name }) => name)).toEqual(['openssl', 'zlib'])
  })

  it('must be there before an SBOM is recorded for them', async () => {
    expect(await (await registered()).when('record-sbom', sbom('9.9'))).toMatchObject({
      code: 'product/no-such-revision',
    })
  })
})

describe('the security profile', () => {
  it('is replaced as a whole, so that nothing old stays unseen', async () => {
    const product = await registered()
    expect(product.state().profile).toBeNull()
    await product.given('set-security-profile', { profile: { network: 'Ward network only.' } })
    await product.given('set-security-profile', { profile: { disposal: 'Factory reset.' } })
    expect(product.state().profile).toMatchObject({ network: '', disposal: 'Factory reset.' })
  })

  it('takes ports that exist only', async () => {
    const ports = (port: number) => ({
      profile: { ports: [{ port, protocol: 'tcp', service: 'x' }] },
    })
    const product = await registered()
    for (const port of [0, 65_536, 1.5])
      await expect(product.when('set-security-profile', ports(port))).rejects.toThrow()
    await product.given('set-security-profile', ports(443))
  })
})

describe('users of a product', () => {
  it('get an id each, by which notices name them', async () => {
    const product = await registered()
    await product.given('register-user', user)
    await product.given('register-user', { ...user, organisation: 'South Hospital' })
    const { users } = product.state()
    expect(users.map(({ organisation }) => organisation)).toEqual([
      'North Hospital',
      'South Hospital',
    ])
    expect(new Set(users.map(({ user: id }) => id)).size).toBe(2)
  })

  it('have name and address sealed, and in neither facets nor search', async () => {
    expect(registerUser).toMatchObject({ sealed: ['contactName', 'email'], person: 'email' })
    const product = await registered()
    await product.given('register-user', user)
    const seen = JSON.stringify([product.facets(), kind.text(product.state())])
    expect(seen).toContain('North Hospital')
    expect(seen).not.toMatch(/Jo Operator|jo@north/)
  })
})

describe('the tree of a product', () => {
  const zlib = { name: 'zlib', purl: 'pkg:generic/zlib', itemClass: 'supported' }

  it('names who answers for it, each once, and is found by them', async () => {
    const product = await registered()
    await product.given('name-owners', { owners: ['person:ada', 'person:bo', 'person:ada'] })
    expect(product.state().owners).toEqual(['person:ada', 'person:bo'])
    expect(product.facets().values?.['owner']).toEqual(['person:ada', 'person:bo'])
    await expect(product.when('name-owners', { owners: [] })).rejects.toThrow('at least one')
  })

  it('has configurations of revisions that are there, one of a name', async () => {
    const product = await registered()
    await product.given('add-revision', { revision: '2.4.0' })
    const remote = { configuration: 'Remote service', revisions: ['2.4.0'] }
    await product.given('set-configuration', { configuration: 'Remote service' })
    await product.given('set-configuration', remote)
    expect(product.state().configurations).toEqual([{ ...remote, description: '' }])
    expect(await product.when('set-configuration', { ...remote, revisions: ['9'] })).toMatchObject({
      code: 'product/no-such-revision',
    })
    const drop = { configuration: 'Remote service', reason: 'Discontinued.' }
    await product.given('drop-configuration', drop)
    expect(await product.when('drop-configuration', drop)).toMatchObject({
      code: 'product/no-configuration',
    })
  })

  it('says of an item the class recorded last, whatever version an SBOM names', async () => {
    const product = await registered()
    await product.given('classify-items', { items: [{ name: 'OpenSSL', itemClass: 'required' }] })
    await product.given('classify-items', {
      items: [zlib, { name: 'openssl', itemClass: 'supported' }],
    })
    expect(product.state().items).toHaveLength(2)
    const found = (item: { name: string; purl?: string }) => classOfItem(product.state(), item)
    expect(found({ name: 'zlib', purl: 'pkg:generic/zlib@1.2.11' })).toBe('supported')
    expect(found({ name: 'OPENSSL' })).toBe('supported')
    expect(found({ name: 'curl', purl: 'pkg:generic/curl@8.1' })).toBe('maintained')
  })

  it('takes a transfer of risk only to somebody who was told', async () => {
    const product = await registered()
    const classify = (more: object) =>
      product.when('classify-items', { items: [{ ...zlib, ...more }] })
    expect(await classify({ riskTransferredTo: 'Operator' })).toMatchObject({
      code: 'product/transfer-not-told',
    })
    expect(await classify({ told: 'Guide, section 4' })).toMatchObject({
      code: 'product/transfer-to-nobody',
    })
    expect(await classify({ purl: 'pkg:generic/zlib@1.2' })).toMatchObject({
      code: 'product/item-version',
    })
    expect(await classify({ purl: 'zlib' })).toMatchObject({ code: 'purl/malformed' })
    expect(
      await product.when('classify-items', { items: [zlib, { ...zlib, name: 'Zlib' }] }),
    ).toMatchObject({ code: 'product/item-twice' })
    await product.given('classify-items', {
      items: [{ ...zlib, riskTransferredTo: 'Operator', told: 'Guide, section 4' }],
    })
  })

  it('declares code shared with another product, not with itself', async () => {
    const product = await registered()
    const other = '0190a000-0000-7000-8000-000000000001'
    const shared = { product: other, what: 'The web server', items: ['nginx'] }
    await product.given('share-code', shared)
    expect(product.state().sharedCode).toEqual([shared])
    expect(await product.when('share-code', { ...shared, product: product.stream })).toMatchObject({
      code: 'product/shares-with-itself',
    })
    await product.given('unshare-code', { product: other, reason: 'Rewritten.' })
    expect(product.state().sharedCode).toEqual([])
  })

  it('retires only once no revision is supported, and removes a user with a reason', async () => {
    const product = await registered()
    await product.given('register-user', user)
    const [known] = product.state().users
    await product.given('remove-user', { user: known?.user, reason: 'Sold the device.' })
    expect(product.state().users).toEqual([])
    await product.given('add-revision', { revision: '1' })
    expect(await product.when('retire', { reason: 'Old.' })).toMatchObject({
      code: 'product/still-supported',
    })
    await product.given('change-revision', { revision: '1', status: 'end-of-support' })
    await product.given('retire', { reason: 'Old.' })
    expect(product.state().status).toBe('retired')
  })
})
