import { describe, expect, it } from 'vitest'
import { needsShared } from '../../test/support/shared.ts'
import { jsonOf, suiteFiles } from '../../test/support/suites.ts'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { readSpdx } from './spdx.ts'

const document = (members: Record<string, unknown>) => ({
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'x',
  documentNamespace: 'https://example.com/x',
  creationInfo: { created: '2026-01-02T03:04:05Z' },
  ...members,
})

const codeOf = (json: unknown): string => {
  const read = readSpdx(json)
  return isRefusal(read) ? read.code : 'read'
}

describe('readSpdx', () => {
  it('reads packages, what the document describes and what depends on what', () => {
    const read = orThrow(
      readSpdx(
        document({
          packages: [
            { SPDXID: 'SPDXRef-pump', name: 'Pump', primaryPackagePurpose: 'DEVICE' },
            {
              SPDXID: 'SPDXRef-a',
              name: 'a',
              versionInfo: '1.0',
              supplier: 'Organization: Org Inc. (mail@example.com)',
              licenseConcluded: 'NOASSERTION',
              licenseDeclared: 'MIT',
              checksums: [{ algorithm: 'SHA256', checksumValue: 'AB'.repeat(32) }],
              externalRefs: [
                {
                  referenceCategory: 'PACKAGE-MANAGER',
                  referenceType: 'purl',
                  referenceLocator: 'pkg:npm/a@1.0',
                },
                {
                  referenceCategory: 'SECURITY',
                  referenceType: 'cpe23Type',
                  referenceLocator: 'cpe:2.3:a:org:a:1.0:*:*:*:*:*:*:*',
                },
              ],
            },
          ],
          relationships: [
            {
              spdxElementId: 'SPDXRef-DOCUMENT',
              relationshipType: 'DESCRIBES',
              relatedSpdxElement: 'SPDXRef-pump',
            },
            {
              spdxElementId: 'SPDXRef-pump',
              relationshipType: 'DEPENDS_ON',
              relatedSpdxElement: 'SPDXRef-a',
            },
            {
              spdxElementId: 'SPDXRef-a',
              relationshipType: 'RUNTIME_DEPENDENCY_OF',
              relatedSpdxElement: 'SPDXRef-gone',
            },
          ],
        }),
      ),
    )
    expect(read).toEqual({
      format: 'SPDX',
      specVersion: '2.3',
      serialNumber: 'https://example.com/x',
      created: '2026-01-02T03:04:05Z',
      subject: {
        name: 'Pump',
        type: 'device',
        licenses: [],
        hashes: [],
        bomRef: 'SPDXRef-pump',
      },
      components: [
        {
          name: 'a',
          version: '1.0',
          purl: 'pkg:npm/a@1.0',
          cpe: 'cpe:2.3:a:org:a:1.0:*:*:*:*:*:*:*',
          type: 'unknown',
          licenses: ['MIT'],
          hashes: [{ algorithm: 'SHA-256', value: 'ab'.repeat(32) }],
          supplier: 'Org Inc.',
          bomRef: 'SPDXRef-a',
        },
      ],
      dependencies: 2,
      vulnerabilities: 0,
      statements: [],
      problems: ['A relationship names "SPDXRef-gone", which is not there.'],
    })
  })

  it.each([
    ['a list', [], 'spdx/not-spdx'],
    ['SPDX 2.1', document({ spdxVersion: 'SPDX-2.1' }), 'spdx/version'],
    ['no date of creation', document({ creationInfo: {} }), 'spdx/unreadable'],
    [
      'a package without name',
      document({ packages: [{ SPDXID: 'SPDXRef-a' }] }),
      'spdx/unreadable',
    ],
    [
      'a checksum that is none',
      document({
        packages: [
          { SPDXID: 'a', name: 'a', checksums: [{ algorithm: 'SHA1', checksumValue: 'x' }] },
        ],
      }),
      'spdx/unreadable',
    ],
  ])('refuses %s', (_what, json, code) => {
    expect(codeOf(json)).toBe(code)
  })

  describe.runIf(needsShared('suites', 'spdx-spec-2.3'))(
    'on the example of the specification',
    () => {
      it('reads all packages and tells what is wrong', () => {
        const [path = ''] = suiteFiles('examples/*.spdx.json', 'spdx-spec-2.3')
        const read = orThrow(readSpdx(jsonOf(path)))
        expect(read.components.map(({ name }) => name)).toEqual([
          'Apache Commons Lang',
          'Jena',
          'Saxon',
        ])
        expect(read.subject).toMatchObject({
          name: 'glibc',
          version: '2.11.1',
          supplier: 'Jane Doe',
          cpe: 'cpe:2.3:a:pivotal_software:spring_framework:4.1.0:*:*:*:*:*:*:*',
          licenses: ['(LGPL-2.0-only OR LicenseRef-3)'],
        })
        expect(read.problems).toEqual([])
      })
    },
  )
})
