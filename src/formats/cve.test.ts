import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { needsShared } from '../../test/support/shared.ts'
import { jsonOf, suiteFiles } from '../../test/support/suites.ts'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { readCve } from './cve.ts'

const record = (cna: Record<string, unknown>, metadata: Record<string, unknown> = {}) => ({
  dataType: 'CVE_RECORD',
  dataVersion: '5.1',
  cveMetadata: { cveId: 'CVE-2026-0001', state: 'PUBLISHED', ...metadata },
  containers: { cna },
})

const outcomeOf = (json: unknown): string => {
  const read = readCve(json)
  return isRefusal(read) ? read.code : read.withdrawn === undefined ? 'read' : 'withdrawn'
}

describe('readCve', () => {
  it('reads what is affected, and all vectors of all containers', () => {
    const read = orThrow(
      readCve({
        ...record({
          title: 'Short',
          descriptions: [
            { lang: 'de', value: 'Lang' },
            { lang: 'en-US', value: 'Long' },
          ],
          affected: [
            {
              vendor: 'Example',
              product: 'Pump',
              cpes: ['cpe:2.3:h:example:pump:*:*:*:*:*:*:*:*', 'pump'],
              versions: [
                { version: '1.0', status: 'affected', lessThan: '1.4', versionType: 'semver' },
                { version: '2.0', status: 'affected', lessThanOrEqual: '2.2' },
                { version: '3.0', status: 'affected' },
                { version: '4.0', status: 'affected', lessThan: '*' },
                { version: '5.0', status: 'unaffected' },
              ],
            },
            {
              product: 'Viewer',
              defaultStatus: 'affected',
              versions: [{ version: '2.0', status: 'unaffected' }],
            },
          ],
          problemTypes: [{ descriptions: [{ cweId: 'CWE-79' }, {}] }],
          references: [{ url: 'https://e.org', tags: ['patch'] }],
          metrics: [{ cvssV3_1: { vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' } }],
        }),
      }),
    )
    expect(read).toMatchObject({
      format: 'CVE',
      id: 'CVE-2026-0001',
      title: 'Short',
      description: 'Long',
      cwes: ['CWE-79'],
      references: [{ url: 'https://e.org', kind: 'patch' }],
    })
    expect(read.products.map(({ name, affected, versions }) => [name, affected, versions])).toEqual(
      [
        ['Pump', ['>= 1.0, < 1.4', '>= 2.0, <= 2.2', '>= 4.0', '3.0'], ['3.0']],
        ['Viewer', ['all versions but 2.0'], []],
      ],
    )
    expect(read.severities.map(({ overall }) => overall)).toEqual([9.8])
    expect(read.problems).toEqual(['cpe "pump" of "Pump" is not a CPE 2.2 or 2.3 name.'])
  })

  it('reads a rejected record as withdrawn, with the reason', () => {
    const read = orThrow(
      readCve(
        record({ rejectedReasons: [{ lang: 'en', value: 'Double' }] }, { state: 'REJECTED' }),
      ),
    )
    expect(read).toMatchObject({ withdrawn: 'unknown', description: 'Double' })
  })

  it.each([
    ['a list', [], 'cve/not-cve'],
    ['CVE JSON 4', { data_type: 'CVE', data_version: '4.0' }, 'cve/version'],
    ['a version to come', { ...record({}), dataVersion: '6.0' }, 'cve/version'],
    ['a reserved id', record({}, { state: 'RESERVED' }), 'cve/reserved'],
    ['an unknown state', record({}, { state: 'DONE' }), 'cve/unreadable'],
    ['an id that is none', record({}, { cveId: 'CVE-1' }), 'cve/unreadable'],
    ['a record without containers', { ...record({}), containers: {} }, 'cve/unreadable'],
  ])('refuses %s', (_what, json, code) => {
    expect(outcomeOf(json)).toBe(code)
  })

  describe.runIf(needsShared('suites', 'cve-services-fixtures'))(
    'on records of the CVE services',
    () => {
      it('reads published and rejected ones, and refuses the rest', () => {
        const paths = [
          ...suiteFiles('test-http/**/CVE-*.json', 'cve-services-fixtures'),
          ...suiteFiles('test-http/**/cna_*.json', 'cve-services-fixtures'),
          ...suiteFiles('tests/data/CVEv5*.json', 'cve-schema-cvelib'),
          ...suiteFiles('schemas/cve/*.json', 'cve-services-fixtures'),
        ]
        const outcomes = paths.map((path) => [basename(path), outcomeOf(jsonOf(path))] as const)
        expect(outcomes.filter(([, outcome]) => outcome === 'read')).toHaveLength(11)
        expect(outcomes.filter(([, outcome]) => outcome !== 'read')).toEqual([
          ['CVE-2009-0009_rejected.json', 'withdrawn'],
          ['CVE-2017-5833_reserved.json', 'cve/reserved'],
          // Examples of the API's documentation, where every value is the word "string".
          ['published-cve-example.json', 'cve/not-cve'],
          ['rejected-create-cve-example.json', 'cve/not-cve'],
          ['rejected-cve-example.json', 'cve/not-cve'],
        ])
      })

      it('refuses CVE JSON 4', () => {
        const paths = suiteFiles('test/schemas/4.0/CVE-*.json', 'cve-services-fixtures')
        expect(paths).toHaveLength(8)
        for (const path of paths) expect(outcomeOf(jsonOf(path))).toBe('cve/version')
      })
    },
  )
})
