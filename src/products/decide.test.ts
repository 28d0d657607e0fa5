import { describe, expect, it } from 'vitest'
import { recordUnderTest } from '../../test/support/deciding.ts'
import { registerUser } from './contract.ts'
import { productKind } from './index.ts'

const kind = productKind()
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
