import { describe, expect, it } from 'vitest'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { readOsv } from './osv.ts'

const record = (members: Record<string, unknown>) => ({
  id: 'X-1',
  modified: '2026-01-02T03:04:05Z',
  ...members,
})
const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'

describe('readOsv', () => {
  it('reads names, ranges, vectors and weaknesses', () => {
    const read = orThrow(
      readOsv(
        record({
          schema_version: '1.6.0',
          aliases: ['CVE-2026-0001', 'GHSA-aaaa-bbbb-cccc'],
          summary: 'Short',
          details: 'Long',
          withdrawn: '2026-02-01T00:00:00Z',
          severity: [
            { type: 'CVSS_V3', score: vector },
            { type: 'Ubuntu', score: 'high' },
          ],
          affected: [
            {
              package: { ecosystem: 'npm', name: 'a', purl: 'pkg:npm/a' },
              ranges: [
                {
                  type: 'SEMVER',
                  events: [
                    { introduced: '0' },
                    { fixed: '1.2.0' },
                    { introduced: '2.0.0' },
                    { last_affected: '2.1.0' },
                  ],
                },
                { type: 'GIT', repo: 'https://e.org/a', events: [{ introduced: '0' }] },
              ],
              versions: ['1.0.0'],
            },
          ],
          references: [{ type: 'FIX', url: 'https://e.org/fix' }],
          database_specific: { cwe_ids: ['CWE-79'] },
        }),
      ),
    )
    expect(read).toMatchObject({
      format: 'OSV',
      specVersion: '1.6.0',
      id: 'X-1',
      title: 'Short',
      description: 'Long',
      cves: ['CVE-2026-0001'],
      aliases: ['GHSA-aaaa-bbbb-cccc'],
      cwes: ['CWE-79'],
      references: [{ url: 'https://e.org/fix', kind: 'FIX' }],
      withdrawn: '2026-02-01T00:00:00Z',
      problems: [],
    })
    expect(read.severities.map(({ overall }) => overall)).toEqual([9.8])
    expect(read.products).toEqual([
      {
        name: 'a',
        ecosystem: 'npm',
        purl: 'pkg:npm/a',
        cpes: [],
        affected: ['< 1.2.0 or >= 2.0.0, <= 2.1.0', 'all versions (commits of https://e.org/a)'],
        versions: ['1.0.0'],
        ranges: [
          {
            scheme: 'SEMVER',
            events: [
              { event: 'introduced', version: '0' },
              { event: 'fixed', version: '1.2.0' },
              { event: 'introduced', version: '2.0.0' },
              { event: 'last_affected', version: '2.1.0' },
            ],
          },
          {
            scheme: 'GIT',
            repository: 'https://e.org/a',
            events: [{ event: 'introduced', version: '0' }],
          },
        ],
      },
    ])
  })

  it('takes null for what is not there, and odd database members for nothing', () => {
    const read = orThrow(
      readOsv(record({ aliases: null, affected: null, details: null, database_specific: 'x' })),
    )
    expect(read).toMatchObject({ title: 'X-1', description: '', products: [], problems: [] })
  })

  it('tells of vectors, purls, ranges and parts that it cannot use', () => {
    const { problems } = orThrow(
      readOsv(
        record({
          severity: [{ type: 'CVSS_V3', score: '9.8' }],
          affected: [
            {},
            {
              package: { ecosystem: 'npm', name: 'a', purl: 'npm/a' },
              ranges: [{ type: 'SEMVER', events: [{ fixed: '1', limit: '2' }] }],
            },
          ],
        }),
      ),
    )
    expect(problems).toEqual([
      'An affected part names neither a package nor a repository.',
      'An event of a range states not exactly one thing.',
      'A range does not say where the vulnerability was introduced.',
      expect.stringContaining('purl "npm/a" of "a"'),
      expect.stringContaining('CVSS vector "9.8"'),
    ])
  })

  it.each([
    ['no date of change', { id: 'X-1' }],
    ['a date that is none', record({ modified: 'yesterday' })],
    ['an unknown type of range', record({ affected: [{ ranges: [{ type: 'X', events: [] }] }] })],
    ['nothing', null],
  ])('refuses %s', (_what, json) => {
    const read = readOsv(json)
    expect(isRefusal(read) && read.code).toBe('osv/unreadable')
  })
})
