import { describe, expect, it } from 'vitest'
import { needsShared } from '../../test/support/shared.ts'
import { jsonOf, suiteFiles } from '../../test/support/suites.ts'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { readGitHubAdvisory } from './github-advisory.ts'
import { readOsv } from './osv.ts'

const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'

describe('readGitHubAdvisory', () => {
  it('reads the form of the REST API', () => {
    const read = orThrow(
      readGitHubAdvisory({
        ghsa_id: 'GHSA-aaaa-bbbb-cccc',
        cve_id: 'CVE-2026-0001',
        summary: 'Short',
        description: 'Long',
        references: ['https://e.org'],
        cvss_severities: { cvss_v3: { vector_string: vector }, cvss_v4: { vector_string: null } },
        cwes: [{ cwe_id: 'CWE-79', name: 'x' }],
        vulnerabilities: [
          {
            package: { ecosystem: 'npm', name: 'a' },
            vulnerable_version_range: '< 1.2.0',
            first_patched_version: '1.2.0',
          },
          { package: null },
        ],
        published_at: '2026-01-02T03:04:05Z',
        withdrawn_at: null,
      }),
    )
    expect(read).toMatchObject({
      format: 'GitHub advisory',
      id: 'GHSA-aaaa-bbbb-cccc',
      cves: ['CVE-2026-0001'],
      aliases: [],
      cwes: ['CWE-79'],
      published: '2026-01-02T03:04:05Z',
      problems: [],
    })
    expect(read.products).toEqual([
      {
        name: 'a',
        ecosystem: 'npm',
        cpes: [],
        affected: ['< 1.2.0 (fixed in 1.2.0)'],
        versions: [],
        ranges: [],
      },
    ])
    expect(read.severities.map(({ overall }) => overall)).toEqual([9.8])
    expect(read.withdrawn).toBeUndefined()
  })

  it.each([
    ['a list', [], 'github-advisory/not-one'],
    ['an id that is none', { ghsaId: 'GHSA-1' }, 'github-advisory/unreadable'],
    ['an id that is no text', { ghsa_id: 1 }, 'github-advisory/unreadable'],
  ])('refuses %s', (_what, json, code) => {
    const read = readGitHubAdvisory(json)
    expect(isRefusal(read) && read.code).toBe(code)
  })

  describe.runIf(needsShared('suites', 'osv-schema'))('beside the OSV of the same advisory', () => {
    const pairs = suiteFiles('tools/ghsa/testdata/*.osv.json', 'osv-schema').map((osv) => [
      osv.replace('.osv.json', '.json'),
      osv,
    ])

    // OSV writes PyPI names as PyPI normalises them.
    it('agrees on names, packages and withdrawal in all eleven pairs', () => {
      expect(pairs).toHaveLength(11)
      for (const [github = '', osv = ''] of pairs) {
        const ours = orThrow(readGitHubAdvisory(jsonOf(github)))
        const theirs = orThrow(readOsv(jsonOf(osv)))
        const names = (advisory: typeof ours) =>
          new Set(advisory.products.map(({ name }) => name.toLowerCase().replace('.', '-')))
        expect(ours.id, github).toBe(theirs.id)
        expect(ours.cves, github).toEqual(theirs.cves)
        expect(ours.withdrawn, github).toBe(theirs.withdrawn)
        expect(names(ours), github).toEqual(names(theirs))
      }
    })
  })

  describe.runIf(needsShared('suites', 'dependency-track-testdata'))(
    'on advisories of Dependency-Track',
    () => {
      it('reads all four', () => {
        const paths = suiteFiles(
          'vuln-data-source/github/**/advisory*.json',
          'dependency-track-testdata',
        )
        expect(paths).toHaveLength(4)
        for (const path of paths) {
          const { products, problems } = orThrow(readGitHubAdvisory(jsonOf(path)))
          expect(products.length, path).toBeGreaterThan(0)
          expect(problems, path).toEqual([])
        }
      })
    },
  )
})
