import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { absentNeeds } from '../support/needs.ts'
import { createDatabase } from '../support/postgres.ts'
import { type AProduct, aProduct } from '../support/work/product.ts'
import { listOf, stateOf, tries } from '../support/work/team.ts'

// 9.4 and 9.5/other-products: a flaw is looked for in every product, and nobody has to think of it.
const suite = (openPlace: () => Promise<{ url?: string; drop(): Promise<void> }>) => {
  let place: Awaited<ReturnType<typeof openPlace>>
  let maker: Maker
  let engineer: Colleague
  let gateway: AProduct
  let viewer: AProduct
  beforeAll(async () => {
    place = await openPlace()
    maker = await openMaker(
      place.url === undefined ? {} : { environment: { DATABASE_URL: place.url } },
    )
    engineer = await maker.colleague('erika', ['engineer'])
    gateway = await aProduct(engineer)
    viewer = await aProduct(engineer, { name: 'Imaging Viewer', revisions: ['7.0', '7.1'] })
  })
  afterAll(async () => {
    await maker?.close()
    await place?.drop()
  })
  const sbom = async ({ id }: AProduct, revision: string, version: string) => {
    const file = await engineer.upload('bom.json', Buffer.from(`{"version":"${version}"}`))
    await engineer.does(`/api/products/${id}/record-sbom`, {
      revision,
      file,
      format: 'CycloneDX 1.6',
      components: [
        { name: 'OpenSSL', version, purl: `pkg:generic/openssl@${version}` },
        { name: 'zlib', version: '1.3', purl: '' },
      ],
    })
    await maker.settle()
  }
  const opened = async (title: string) => {
    const { id } = await engineer.does('/api/cases/open', { title })
    return `/api/cases/${id}`
  }
  const rowsOf = async (path: string) =>
    (await stateOf(engineer, path)).impact.map(
      (row: { revision: string; status: string; because: { what: string }[] }) =>
        `${row.revision} ${row.status} ${row.because.map(({ what }) => what).join()}`,
    )
  const openssl = {
    facts: { components: [{ name: 'openssl', purl: 'pkg:generic/openssl', affected: '<3.0.7' }] },
  }

  test('every revision whose SBOM names the component is proposed, also one that comes later', async () => {
    await sbom(gateway, '2.4.0', '3.0.1')
    await sbom(viewer, '7.0', '3.0.9')
    const path = await opened('Buffer overflow in OpenSSL')
    await engineer.does(`${path}/describe`, openssl)
    await maker.settle()
    expect(await rowsOf(path)).toEqual(['2.4.0 under-investigation OpenSSL 3.0.1'])
    await sbom(viewer, '7.1', '3.0.2')
    expect(await rowsOf(path)).toEqual([
      '2.4.0 under-investigation OpenSSL 3.0.1',
      '7.1 under-investigation OpenSSL 3.0.2',
    ])
  })

  test('a row is stale once the SBOM of its revision names another version', async () => {
    const path = await opened('A second flaw in OpenSSL')
    await engineer.does(`${path}/describe`, openssl)
    await engineer.does(`${path}/set-impact`, {
      rows: [{ product: gateway.id, revision: '2.4.0', status: 'affected' }],
    })
    await sbom(gateway, '2.4.0', '3.0.5')
    const { impact } = await stateOf(engineer, path)
    expect(
      impact.find(({ revision }: { revision: string }) => revision === '2.4.0').otherComponents,
    ).toEqual(['OpenSSL 3.0.5'])
    const refused = await tries(engineer, `${path}/close`, { conclusion: 'Done.' })
    expect(refused.body.title).toContain('the impact on 2.4.0')
    const stale = await listOf(engineer, '/api/cases?facet=stale:yes')
    expect(stale.map(({ id }: { id: string }) => `/api/cases/${id}`)).toEqual([path])
  })

  test('products that share code are proposed, whichever of the two declares it', async () => {
    const pump = await aProduct(engineer, { name: 'Careline Pump', revisions: ['1.0'] })
    const base = await aProduct(engineer, { name: 'Careline Base', revisions: ['5.0'] })
    const shares = (from: AProduct, to: AProduct, what: string) =>
      engineer.does(`/api/products/${from.id}/share-code`, { product: to.id, what })
    await shares(pump, base, 'The service port')
    const path = await opened('Any password opens the service port')
    await engineer.does(`${path}/set-impact`, {
      rows: [{ product: base.id, revision: '5.0', status: 'affected' }],
    })
    await maker.settle()
    expect(await rowsOf(path)).toContain('1.0 under-investigation The service port')
  })

  test('a range is decided once, and a revision that is added to it later is proposed', async () => {
    const station = await aProduct(engineer, { name: 'Station', revisions: ['1.0', '1.1', '2.0'] })
    const path = await opened('Plain HTTP')
    const decide = { product: station.id, range: '<2.0', status: 'affected' }
    await engineer.does(`${path}/decide-range`, decide)
    expect(await rowsOf(path)).toEqual(['1.0 affected ', '1.1 affected '])
    await engineer.does(`/api/products/${station.id}/add-revision`, { revision: '1.2' })
    await maker.settle()
    expect(await rowsOf(path)).toContain('1.2 under-investigation <2.0')
    const other = { ...decide, range: '1.x', status: 'fixed' }
    const refused = await tries(engineer, `${path}/decide-range`, other)
    expect([refused.status, refused.body.code]).toEqual([422, 'case/ranges-overlap'])
    const gone = await tries(engineer, `${path}/decide-range`, { ...decide, range: '>9' })
    expect(gone.body.title).toContain('It has 1.0, 1.1, 2.0, 1.2.')
  })
}

const nothing = async () => {}
describe('the impact of a flaw (SQLite)', () => suite(async () => ({ drop: nothing })))

const absent = absentNeeds(['postgres'])
describe('the impact of a flaw (PostgreSQL)', { skip: absent.length > 0, meta: { absent } }, () =>
  suite(() => createDatabase()),
)
