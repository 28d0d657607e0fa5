import { expect, test } from 'vitest'
import { limits } from '../../kernel/limits.ts'
import { readSbom } from './read-sbom.ts'

test('reads from CycloneDX whose a component is, and whom to tell of a flaw', () => {
  const items = readSbom(
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [
        {
          name: 'tls',
          version: '3.1',
          supplier: {
            name: 'TLS Ltd',
            url: ['https://tls.example'],
            contact: [{ email: 'a@tls.example' }],
          },
          components: [
            {
              name: 'parser',
              publisher: 'Parser Group',
              externalReferences: [
                { type: 'security-contact', url: 'mailto:psirt@parser.example' },
              ],
            },
          ],
        },
        { name: 'zlib', supplier: 'not as the standard has it' },
      ],
    }),
  )?.items
  expect(items).toEqual([
    { name: 'tls', version: '3.1', purl: '', supplier: 'TLS Ltd', contact: 'a@tls.example' },
    {
      ...{ name: 'parser', version: '', purl: '' },
      ...{ supplier: 'Parser Group', contact: 'psirt@parser.example' },
    },
    { name: 'zlib', version: '', purl: '' },
  ])
})

test('reads the same from SPDX, and nothing where nothing is asserted', () => {
  const items = readSbom(
    JSON.stringify({
      spdxVersion: 'SPDX-2.3',
      packages: [
        {
          name: 'tls',
          versionInfo: '3.1',
          supplier: 'Organization: TLS Ltd (security@tls.example)',
        },
        { name: 'zlib', supplier: 'NOASSERTION' },
        { name: 'own', supplier: 'Person: Jane Doe' },
      ],
    }),
  )?.items
  expect(items).toMatchObject([
    { supplier: 'TLS Ltd', contact: 'security@tls.example' },
    { name: 'zlib' },
    { supplier: 'Jane Doe' },
  ])
  expect(items?.[1]).not.toHaveProperty('supplier')
})

test('leaves out whose they are where the list would not fit into one fact', () => {
  const components = Array.from({ length: 2_000 }, (_, index) => ({
    name: `component-${index}`,
    supplier: { name: 'A supplier with a long name '.repeat(5) },
  }))
  const items = readSbom(
    JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components }),
  )?.items
  expect(items).toHaveLength(2_000)
  expect(JSON.stringify(items).length).toBeLessThan(limits.events.payloadBytes)
})
