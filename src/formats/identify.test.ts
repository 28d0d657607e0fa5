import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { needsShared } from '../../test/support/shared.ts'
import { suiteFiles } from '../../test/support/suites.ts'
import { isRefusal, orThrow, type Refusal } from '../kernel/result.ts'
import { summariseCsaf } from './advisory.ts'
import { identify } from './identify.ts'

const codeOf = (input: string | Uint8Array): string => {
  const result = identify(input)
  return isRefusal(result) ? result.code : result.format
}

const bom = '{"bomFormat":"CycloneDX","specVersion":"1.6"}'

describe('identify', () => {
  it('says of findings of a scanner what to do with them', () => {
    const { message } = identify('{"version":"2.1.0","runs":[]}') as Refusal
    expect(message).toContain('SARIF')
    expect(message).toContain('vulnerary intake report')
  })

  it('says format, version and whether it found problems', () => {
    expect(orThrow(identify(bom))).toMatchObject({
      format: 'CycloneDX',
      version: '1.6',
      valid: true,
      problems: [],
    })
    const damaged = `${bom.slice(0, -1)},"dependencies":[{"ref":"x"}]}`
    expect(orThrow(identify(damaged))).toMatchObject({
      valid: false,
      problems: [expect.any(String)],
    })
  })

  it('reads bytes as well as text, with or without a byte order mark', () => {
    expect(codeOf(new TextEncoder().encode(bom))).toBe('CycloneDX')
    expect(codeOf(new TextEncoder().encode(`\uFEFF${bom}`))).toBe('CycloneDX')
    expect(codeOf(`\uFEFF${bom}`)).toBe('CycloneDX')
  })

  it.each([
    ['nothing', '', 'json/syntax'],
    ['half a file', bom.slice(0, -1), 'json/syntax'],
    ['two files', `${bom}${bom}`, 'json/trailing-text'],
    ['a member twice', '{"bomFormat":"CycloneDX","bomFormat":"x"}', 'json/duplicate-member'],
    ['another encoding', new Uint8Array([0xff, 0xfe, 0x7b, 0]), 'json/not-utf-8'],
    ['a list', '[]', 'identify/unknown'],
    ['some other JSON', '{"name":"x","version":"1"}', 'identify/unknown'],
    [
      'a mark of the prototype',
      '{"__proto__":{"bomFormat":"CycloneDX","specVersion":"1.6"}}',
      'identify/unknown',
    ],
    ['an empty OpenVEX', '{"@context":"https://openvex.dev/ns/v0.2.0"}', 'openvex/unreadable'],
    ['OpenVEX of the future', '{"@context":"https://openvex.dev/ns/v9.0.0"}', 'openvex/version'],
    [
      'SPDX 3',
      '{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld"}',
      'identify/not-read',
    ],
    ['SARIF', '{"version":"2.1.0","runs":[]}', 'identify/not-read'],
    ['an answer of the NVD', '{"cve":{"sourceIdentifier":"x"}}', 'identify/not-read'],
    ['CSAF of the future', '{"document":{"csaf_version":"2.2"}}', 'csaf/version'],
    ['an empty OSV', '{"id":"","modified":""}', 'osv/unreadable'],
    ['a deep nest', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'json/too-deep'],
  ])('refuses %s', (_what, input, code) => {
    expect(codeOf(input)).toBe(code)
  })

  it('answers any JSON without throwing', () => {
    const members = fc.constantFrom(
      'document',
      'csaf_version',
      'bomFormat',
      'specVersion',
      'components',
      'spdxVersion',
      'packages',
      'dataType',
      'dataVersion',
      'cveMetadata',
      'containers',
      'ghsaId',
      'ghsa_id',
      'vulnerabilities',
      'id',
      'modified',
      'affected',
      '@context',
      'runs',
      'cve',
      '__proto__',
      'constructor',
    )
    const values = fc.constantFrom(
      null,
      '2.0',
      'CycloneDX',
      '1.6',
      'SPDX-2.3',
      'CVE_RECORD',
      '5.1',
      'X-1',
      '2026-01-02T03:04:05Z',
      7,
      true,
    )
    const { json } = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        values,
        fc.dictionary(members, tie('json'), { maxKeys: 6 }),
        fc.array(tie('json'), { maxLength: 3 }),
      ),
    }))
    fc.assert(
      fc.property(json, (value) => codeOf(JSON.stringify(value)) !== ''),
      { numRuns: 2_000 },
    )
  })

  describe.runIf(needsShared('suites'))('on files of all suites', () => {
    it.each([
      ['CSAF', '**/*.json', 'csaf-cisa-ot', 111],
      ['CycloneDX', '**/*.json', 'cyclonedx-bom-examples', 46],
      ['SPDX', 'examples/*.spdx.json', 'spdx-spec-2.3', 1],
      ['OSV', 'tools/osv-linter/**/*.json', 'osv-schema', 12],
      [
        'GitHub advisory',
        'vuln-data-source/github/**/advisory*.json',
        'dependency-track-testdata',
        4,
      ],
      ['CVE', 'tests/data/CVEv5*.json', 'cve-schema-cvelib', 2],
      ['identify/not-read', '**/package_sbom.json', 'spdx-spec-examples', 1],
      ['identify/not-read', '**/*.sarif', 'sarif-tutorials', 30],
    ])('finds %s in %s of %s', (format, glob, suite, count) => {
      const paths = suiteFiles(glob, suite)
      expect(paths).toHaveLength(count)
      for (const path of paths) expect(codeOf(readFileSync(path)), path).toBe(format)
    })

    it('gives a CSAF document the same summary as any advisory', () => {
      const [path = ''] = suiteFiles('**/icsa-19-134-08.json', 'csaf-cisa-ot')
      const found = orThrow(identify(readFileSync(path)))
      if (found.format !== 'CSAF') throw new Error('The file should be CSAF.')
      const summary = summariseCsaf(found.summary)
      expect(summary).toMatchObject({
        format: 'CSAF',
        id: 'ICSA-19-134-08',
        cves: ['CVE-2019-10916', 'CVE-2019-10917', 'CVE-2019-10918'],
        published: '2019-05-14T00:00:00.000000Z',
        problems: [],
      })
      expect(summary.description).toContain('execute arbitrary commands')
      expect(summary.products[0]).toMatchObject({ vendor: 'Siemens', affected: ['All versions'] })
      expect(summary.severities.length).toBeGreaterThan(0)
    })
  })
})
