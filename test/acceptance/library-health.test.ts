import { afterAll, beforeAll, expect, test } from 'vitest'
import { bytesOf } from '../support/made-documents.ts'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { type DatabasePlace, onDatabases } from '../support/on-databases.ts'

onDatabases('The health of the library', (openDatabase) => {
  let place: DatabasePlace
  let maker: Maker
  let engineer: Colleague
  beforeAll(async () => {
    place = await openDatabase()
    maker = await openMaker({ environment: place.environment })
    engineer = await maker.colleague('edda', ['engineer', 'writer'])
  }, 60_000)
  afterAll(async () => {
    await maker?.close()
    await place?.drop()
  })

  const register = async (input: object, text?: string, inForceFrom?: string) => {
    const { id } = await engineer.does('/api/documents/register', {
      title: 'A guide',
      documentKind: 'installation',
      ...input,
    })
    if (text !== undefined) await revise(id, '1', text, inForceFrom)
    return id
  }
  const revise = async (id: string, version: string, text: string, inForceFrom?: string) => {
    const file = await engineer.upload(`${version}.md`, bytesOf(text))
    await engineer.does(`/api/documents/${id}/add-revision`, {
      version,
      file,
      ...(inForceFrom === undefined ? {} : { inForceFrom }),
    })
  }
  const health = async () => (await engineer.get('/api/library/health')).body
  const listed = async (query: string): Promise<readonly string[]> =>
    (await engineer.get(`/api/documents?${query}`)).body.items.map(
      ({ id }: { readonly id: string }) => id,
    )

  test('of an empty library is nothing', async () => {
    expect(await health()).toMatchObject({
      documents: 0,
      complaints: { old: 0, 'older-reader': 0, 'no-product': 0 },
      products: [],
      missing: 0,
    })
  })

  test('counts what a list then shows, and names what a product lacks', async () => {
    const { id: pump } = await engineer.does('/api/products/register', {
      name: 'Serafin pump',
      maker: 'Serafin',
    })
    for (const [revision, releasedOn] of [
      ['1.0', '2020-01-15'],
      ['2.0', '2024-06-01'],
    ])
      await engineer.does(`/api/products/${pump}/add-revision`, { revision, releasedOn })
    const cover = (...revisions: readonly string[]) => ({
      covers: [{ product: pump, revisions }],
    })
    const old = await register(cover('1.0'), '# Network\n\nOpen port 22.', '2020-02-01')
    const current = await register(
      { ...cover(), documentKind: 'ifu', title: 'Instructions' },
      'Wash your hands.',
      maker.time.now > 0 ? new Date(maker.time.now).toISOString().slice(0, 10) : undefined,
    )
    const nowhere = await register({ title: 'Belongs nowhere', documentKind: 'policy' }, 'A rule.')
    const broken = await register({ ...cover(), documentKind: 'security-guide' }, '')
    const none = await register({ ...cover(), documentKind: 'release-notes' })
    await maker.settle()

    const { body } = await engineer.get('/api/library/health')
    expect(body.documents).toBe(5)
    expect(body.statuses).toEqual({ read: 3, 'could-not-read': 1, empty: 1 })
    expect(body.complaints).toEqual({
      old: 1,
      'older-reader': 0,
      'no-product': 1,
      gone: 0,
      'not-fetched': 0,
    })
    expect(await listed('about=old')).toEqual([old])
    expect(await listed('about=no-product')).toEqual([nowhere])
    expect(await listed('about=older-reader')).toEqual([])
    expect(await listed('status=could-not-read')).toEqual([broken])
    const [{ facets }] = (await engineer.get('/api/documents?status=could-not-read')).body.items
    expect(facets['unread-because']).toEqual([expect.stringContaining('empty')])

    const [needs] = body.products
    expect(needs).toMatchObject({ id: pump, title: 'Serafin pump', missing: ['administration'] })
    expect(body.missing).toBe(1)
    const kinds = Object.fromEntries(
      needs.kinds.map((one: { readonly kind: string }) => [one.kind, one]),
    )
    // It covers one of the two revisions in the field, and is older than the other.
    expect(kinds['installation']).toMatchObject({
      documents: 1,
      uncovered: ['2.0'],
      since: { revision: '2.0', day: '2024-06-01' },
    })
    expect(kinds['ifu']).toMatchObject({ documents: 1, uncovered: [], since: null })
    expect(kinds['release-notes']).toMatchObject({ documents: 1, hasRevision: false })
    for (const { kind, documents } of needs.kinds)
      expect(await listed(`facet=product:${pump},document-kind:${kind}`)).toHaveLength(documents)

    // A newer revision in force mends it.
    await revise(old, '2', '# Network\n\nClose port 22.', '2026-01-01')
    await maker.settle()
    expect((await health()).complaints.old).toBe(0)
    expect([current, none]).toHaveLength(2)
  })

  test('finds statements by their words, and where they stand', async () => {
    const { items } = (await engineer.get('/api/library/statements?q=close%20port')).body
    expect(items[0]).toMatchObject({ title: 'A guide', headings: ['Network'] })
    expect(items[0].quote).toContain('Close port 22.')
    expect((await engineer.get('/api/library/statements?q=%2F')).body.items).toEqual([])
  })

  test('refuses a complaint that there is not', async () => {
    const { status, body } = await engineer.get('/api/documents?about=nonsense')
    expect([status, body.code]).toEqual([400, 'list/bad-query'])
  })
})
