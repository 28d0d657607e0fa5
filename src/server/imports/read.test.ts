import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { needsShared } from '../../../test/support/shared.ts'
import { suiteFiles } from '../../../test/support/suites.ts'
import { receive } from '../../intake/contract.ts'
import { isRefusal, orThrow } from '../../kernel/result.ts'
import { readImport } from './read.ts'

const utf8 = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

/** What stands in the way of a report, for each content of a document; none where all fit. */
const misfits = (bytes: Uint8Array): readonly string[] => {
  const read = readImport(bytes)
  if (isRefusal(read)) return [read.code]
  return read.reports.flatMap(({ key: _, ...content }) => {
    const parsed = receive.input.safeParse({ source: 'b', ...content })
    return parsed.success ? [] : parsed.error.issues.map(({ message }) => message)
  })
}

const cycloneDx = (vulnerability: object) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  components: [{ type: 'library', name: 'exampletls', version: '3.1', 'bom-ref': 'tls' }],
  vulnerabilities: [{ id: 'CVE-2026-1', affects: [{ ref: 'tls' }], ...vulnerability }],
})
const titleOf = (document: unknown) => orThrow(readImport(utf8(document))).reports[0]?.title

describe('readImport', () => {
  it('says in the title where nothing is affected', () => {
    const state = (name: string) => titleOf(cycloneDx({ analysis: { state: name } }))
    expect(state('exploitable')).toBe('CVE-2026-1: Vulnerability disclosure report')
    expect(state('not_affected')).toBe('Not affected: CVE-2026-1: Vulnerability disclosure report')
    expect(state('resolved')).toContain('Fixed: ')
    expect(state('in_triage')).toContain('Under investigation: ')
    expect(titleOf(cycloneDx({ rejected: '2026-01-02T03:04:05Z' }))).toContain('Withdrawn: ')
  })

  it('tells product, version, score, weakness and what to do', () => {
    const document = cycloneDx({
      description: 'It trusts any certificate.',
      ratings: [{ method: 'CVSSv31', vector: 'AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
      cwes: [295],
      recommendation: 'Update to 3.2.',
      affects: [{ ref: 'tls', versions: [{ range: 'vers:generic/<3.2' }] }],
    })
    const [report] = orThrow(readImport(utf8(document))).reports
    expect(report).toMatchObject({
      product: 'exampletls 3.1',
      productVersion: 'vers:generic/<3.2',
      identifiers: ['CVE-2026-1'],
    })
    expect(report?.description).toContain('It trusts any certificate.')
    expect(report?.description).toContain('CVSS 3.1: 9.8 critical (CVSS:3.1/AV:N')
    expect(report?.description).toContain('Weakness: CWE-295')
    expect(report?.description).toContain('- Update to 3.2.')
  })

  it('gives vulnerabilities that share a name, or have none, keys of their own', () => {
    const document = { ...cycloneDx({}), vulnerabilities: [{}, {}, { id: 'X' }, { id: 'X' }] }
    const { reports } = orThrow(readImport(utf8(document)))
    expect(reports.map(({ key }) => key)).toEqual(['', '~2', 'X', 'X~2'])
  })
})

describe.runIf(needsShared('suites'))('documents of all suites', () => {
  it.each([
    ['csaf-cisa-ot', '**/*.json', 111, []],
    ['csaf-oasis', 'csaf_2.0/examples/csaf/**/*.json', 19, []],
    ['cyclonedx-bom-examples', 'VEX/**/vex*.json', 25, []],
    ['cve-schema-cvelib', 'tests/data/CVEv5*.json', 2, []],
    ['osv-schema', 'tools/redhat/testdata/CSAF/*.json', 5, []],
  ])('%s (%s) fit a report', (suite, glob, count, known) => {
    const paths = suiteFiles(glob, suite)
    expect(paths).toHaveLength(count)
    const found = paths.flatMap((path) =>
      misfits(readFileSync(path)).map((why) => `${path.split('/').at(-1)}: ${why}`),
    )
    expect(found).toEqual(known)
  })

  it('osv-advisories, each of 7,666, fits one report', () => {
    const lines = suiteFiles('*.jsonl', 'osv-advisories').flatMap((path) =>
      readFileSync(path, 'utf8').trim().split('\n'),
    )
    expect(lines).toHaveLength(7_666)
    expect([...new Set(lines.flatMap((line) => misfits(new TextEncoder().encode(line))))]).toEqual(
      [],
    )
  })
})
