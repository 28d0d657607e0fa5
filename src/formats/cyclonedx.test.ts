import { describe, expect, it } from 'vitest'
import { limits } from '../kernel/limits.ts'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { readCycloneDx } from './cyclonedx.ts'

const bom = (members: Record<string, unknown>) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  ...members,
})
const library = { type: 'library', name: 'a' }

const codeOf = (json: unknown): string => {
  const read = readCycloneDx(json)
  return isRefusal(read) ? read.code : 'read'
}

describe('readCycloneDx', () => {
  it('reads subject, nested components and dependencies', () => {
    const read = orThrow(
      readCycloneDx(
        bom({
          serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
          metadata: {
            timestamp: '2026-01-02T03:04:05Z',
            component: { type: 'device', name: 'Pump', version: '1', 'bom-ref': 'pump' },
          },
          components: [
            {
              ...library,
              'bom-ref': 'a',
              group: 'org',
              version: '1.0',
              purl: 'pkg:npm/Org/a@1.0',
              cpe: 'cpe:2.3:a:org:a:1.0:*:*:*:*:*:*:*',
              licenses: [{ license: { id: 'MIT' } }, { license: { name: 'Own' } }],
              hashes: [{ alg: 'MD5', content: 'AB'.repeat(16) }],
              supplier: { name: 'Org Inc.' },
              components: [{ type: 'file', name: 'b', 'bom-ref': 'b' }],
            },
          ],
          dependencies: [{ ref: 'pump', dependsOn: ['a', 'b'] }, { ref: 'a' }],
          vulnerabilities: [{}],
        }),
      ),
    )
    expect(read).toEqual({
      format: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
      created: '2026-01-02T03:04:05Z',
      subject: {
        type: 'device',
        name: 'Pump',
        version: '1',
        bomRef: 'pump',
        licenses: [],
        hashes: [],
      },
      components: [
        {
          type: 'library',
          name: 'a',
          group: 'org',
          version: '1.0',
          purl: 'pkg:npm/org/a@1.0',
          cpe: 'cpe:2.3:a:org:a:1.0:*:*:*:*:*:*:*',
          licenses: ['MIT', 'Own'],
          hashes: [{ algorithm: 'MD5', value: 'ab'.repeat(16) }],
          supplier: 'Org Inc.',
          bomRef: 'a',
        },
        { type: 'file', name: 'b', bomRef: 'b', licenses: [], hashes: [] },
      ],
      dependencies: 2,
      vulnerabilities: 1,
      statements: [expect.objectContaining({ id: '', products: [] })],
      problems: [],
    })
  })

  it('leaves out identifiers that it cannot read, and says so', () => {
    const read = orThrow(
      readCycloneDx(bom({ components: [{ ...library, purl: 'pkg:npm', cpe: 'cpe:2.3:a:b' }] })),
    )
    expect(read.components[0]).toEqual({ ...library, licenses: [], hashes: [] })
    expect(read.problems).toHaveLength(2)
  })

  it('tells of references that are double or lead nowhere, and of hashes too short', () => {
    const { problems } = orThrow(
      readCycloneDx(
        bom({
          components: [
            { ...library, 'bom-ref': 'a', hashes: [{ alg: 'SHA-256', content: 'ab'.repeat(16) }] },
            { ...library, 'bom-ref': 'a' },
          ],
          dependencies: [{ ref: 'a', dependsOn: ['gone'] }],
        }),
      ),
    )
    expect(problems).toEqual([
      'The bom-ref "a" is there twice.',
      'A dependency names "gone", which is not there.',
      'The SHA-256 of "a" has 32 digits.',
    ])
  })

  it('keeps no more problems than the limit', () => {
    const components = Array.from({ length: 1_000 }, (_, index) => ({
      ...library,
      purl: `x${index}`,
    }))
    expect(orThrow(readCycloneDx(bom({ components }))).problems).toHaveLength(
      limits.formats.problems,
    )
  })

  it.each([
    ['a list', [], 'cyclonedx/not-cyclonedx'],
    ['an old version', bom({ specVersion: '1.1' }), 'cyclonedx/version'],
    ['a version that is no text', bom({ specVersion: 1.6 }), 'cyclonedx/version'],
    [
      'a component without name',
      bom({ components: [{ type: 'library' }] }),
      'cyclonedx/unreadable',
    ],
    [
      'a hash that is no hash',
      bom({ components: [{ ...library, hashes: [{ alg: 'MD5', content: 'x' }] }] }),
      'cyclonedx/unreadable',
    ],
    [
      'a hash algorithm from the prototype',
      bom({
        components: [{ ...library, hashes: [{ alg: 'constructor', content: 'ab'.repeat(16) }] }],
      }),
      'cyclonedx/unreadable',
    ],
    ['a serial number that is none', bom({ serialNumber: '7' }), 'cyclonedx/unreadable'],
  ])('refuses %s', (_what, json, code) => {
    expect(codeOf(json)).toBe(code)
  })

  it('refuses components that nest without end', () => {
    let component: Record<string, unknown> = library
    for (let depth = 0; depth < 50_000; depth++) component = { ...library, components: [component] }
    expect(codeOf(bom({ components: [component] }))).toBe('cyclonedx/too-deep')
  })
})
