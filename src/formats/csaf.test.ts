import { describe, expect, it } from 'vitest'
import { limits } from '../kernel/limits.ts'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { readCsaf } from './csaf.ts'

const tracking = {
  id: 'EX-2026-01',
  version: '1',
  status: 'final',
  initial_release_date: '2026-01-02T03:04:05Z',
  current_release_date: '2026-01-02T03:04:05.000Z',
  revision_history: [{ date: '2026-01-02T03:04:05+02:00', number: '1', summary: 'First' }],
}
const document = {
  category: 'csaf_vex',
  csaf_version: '2.0',
  title: 'Example',
  publisher: { category: 'vendor', name: 'Example', namespace: 'https://example.com' },
  tracking,
}
const branches = [
  {
    category: 'vendor',
    name: 'Example',
    branches: [
      {
        category: 'product_name',
        name: 'Pump',
        branches: [
          {
            category: 'product_version_range',
            name: 'vers:semver/<2.0.0',
            product: {
              name: 'Example Pump < 2.0.0',
              product_id: 'P1',
              product_identification_helper: { purl: 'pkg:generic/pump', model_numbers: ['M1'] },
            },
          },
        ],
      },
    ],
  },
]
const withVulnerability = (
  vulnerability: Record<string, unknown>,
  tree: unknown = { branches },
) => ({
  document,
  product_tree: tree,
  vulnerabilities: [vulnerability],
})

const codeOf = (json: unknown): string => {
  const read = readCsaf(json)
  return isRefusal(read) ? read.code : 'read'
}

describe('readCsaf', () => {
  it('reads products with vendor, product and version from the branches above them', () => {
    expect(orThrow(readCsaf(withVulnerability({}))).products).toEqual([
      {
        id: 'P1',
        name: 'Example Pump < 2.0.0',
        vendor: 'Example',
        product: 'Pump',
        version: 'vers:semver/<2.0.0',
        purl: 'pkg:generic/pump',
        modelNumbers: ['M1'],
      },
    ])
  })

  it('resolves product groups in flags, threats and remediations', () => {
    const tree = {
      full_product_names: [
        { name: 'A', product_id: 'A' },
        { name: 'B', product_id: 'B' },
      ],
      product_groups: [{ group_id: 'G', product_ids: ['A', 'B'] }],
    }
    const [read] = orThrow(
      readCsaf(
        withVulnerability(
          {
            product_status: { known_not_affected: ['A', 'B'] },
            flags: [{ label: 'component_not_present', group_ids: ['G'] }],
            remediations: [{ category: 'workaround', details: 'Unplug', product_ids: ['A'] }],
          },
          tree,
        ),
      ),
    ).vulnerabilities
    expect(read?.flags).toEqual([{ label: 'component_not_present', products: ['A', 'B'] }])
    expect(read?.remediations[0]?.products).toEqual(['A'])
    expect(read?.productNames).toEqual(['A', 'B'])
  })

  it("tells of ids that are missing or double, and of scores that are not their vector's", () => {
    const tree = {
      full_product_names: [
        { name: 'A', product_id: 'A' },
        { name: 'Another A', product_id: 'A' },
      ],
    }
    const cvss = { version: '3.1', vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }
    const { problems } = orThrow(
      readCsaf(
        withVulnerability(
          {
            product_status: { fixed: ['B'] },
            threats: [{ category: 'impact', details: 'x', group_ids: ['G'] }],
            scores: [
              { products: ['A'], cvss_v3: { ...cvss, baseScore: 5 } },
              {
                products: ['A'],
                cvss_v3: { ...cvss, vectorString: 'CVSS:3.1/AV:N', baseScore: 5 },
              },
            ],
          },
          tree,
        ),
      ),
    )
    expect(problems).toEqual([
      'Product id "A" is defined twice.',
      'Product id "B" is not in the product tree.',
      expect.stringContaining('scores 9.8, the document says 5'),
      expect.stringContaining('Add AC (how hard the attack is), PR'),
      'Product group "G" is not in the product tree.',
    ])
  })

  it.each([
    ['a list', [], 'csaf/not-csaf'],
    ['a document without a version', { document: {} }, 'csaf/not-csaf'],
    ['CSAF of the future', { document: { ...document, csaf_version: '2.2' } }, 'csaf/version'],
    ['a missing title', { document: { ...document, title: '' } }, 'csaf/unreadable'],
    [
      'an unknown status of the document',
      { document: { ...document, tracking: { ...tracking, status: 'done' } } },
      'csaf/unreadable',
    ],
    [
      'a date that does not exist',
      {
        document: {
          ...document,
          tracking: { ...tracking, initial_release_date: '2026-02-30T00:00:00Z' },
        },
      },
      'csaf/unreadable',
    ],
    [
      'an unknown TLP label',
      { document: { ...document, distribution: { tlp: { label: 'PINK' } } } },
      'csaf/unreadable',
    ],
    [
      'an unknown product status',
      withVulnerability({ product_status: { fine: ['P1'] } }),
      'csaf/unreadable',
    ],
    ['a CVE id in lower case', withVulnerability({ cve: 'cve-2026-0001' }), 'csaf/unreadable'],
  ])('refuses %s', (_what, json, code) => {
    expect(codeOf(json)).toBe(code)
  })

  it('refuses a product tree that nests too deep, however deep', () => {
    const nested = (depth: number): unknown => {
      let inner: readonly unknown[] = []
      for (let level = 0; level < depth; level++)
        inner = [{ category: 'product_family', name: 'x', branches: inner }]
      return { document, product_tree: { branches: inner } }
    }
    expect(codeOf(nested(limits.formats.branches))).toBe('read')
    expect(codeOf(nested(limits.formats.branches + 1))).toBe('csaf/product-tree-too-deep')
    expect(codeOf(nested(100_000))).toBe('csaf/product-tree-too-deep')
  })

  it('refuses groups that multiply a small file into very many products', () => {
    const product_ids = Array.from({ length: 2_000 }, (_, index) => `P${index}`)
    const threats = Array.from({ length: 2_000 }, () => ({
      category: 'impact',
      details: 'x',
      group_ids: ['G'],
    }))
    const tree = {
      full_product_names: product_ids.map((id) => ({ name: id, product_id: id })),
      product_groups: [{ group_id: 'G', product_ids }],
    }
    expect(codeOf(withVulnerability({ threats }, tree))).toBe('csaf/too-many-references')
  })
})
