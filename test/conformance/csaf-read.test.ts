import { csaf_2_0 } from '@secvisogram/csaf-validator-lib/schemaTests.js'
import { describe, expect, it } from 'vitest'
import { readCsaf } from '../../src/formats/csaf.ts'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { needsShared } from '../support/shared.ts'
import { jsonOf, suiteFiles } from '../support/suites.ts'

describe.runIf(needsShared('suites', 'csaf-cisa-ot'))('the 111 CISA OT advisories', () => {
  const files = suiteFiles('**/*.json', 'csaf-cisa-ot')

  it('are all read, whole', () => {
    expect(files).toHaveLength(111)
    for (const path of files) {
      const summary = orThrow(readCsaf(jsonOf(path)))
      expect(path.toUpperCase()).toContain(summary.id)
      expect(summary).toMatchObject({ tlp: 'WHITE', category: 'csaf_security_advisory' })
      expect(summary.products.length).toBeGreaterThan(0)
      for (const vulnerability of summary.vulnerabilities) {
        expect(vulnerability.cve).toMatch(/^CVE-/)
        expect(vulnerability.scores.length, path).toBeGreaterThan(0)
        expect(vulnerability.productNames.length, path).toBeGreaterThan(0)
        expect(vulnerability.remediations.length, path).toBeGreaterThan(0)
      }
    }
  })

  it('have no problem that we see', () => {
    const problems = files.flatMap((path) => orThrow(readCsaf(jsonOf(path))).problems)
    expect(problems).toEqual([])
  })
})

describe.runIf(needsShared('suites', 'csaf-oasis'))('the OASIS CSAF 2.0 documents', () => {
  const files = [
    ...suiteFiles('**/*.json', 'csaf-oasis', 'csaf_2.0', 'test', 'validator', 'data'),
    ...suiteFiles('**/*.json', 'csaf-oasis', 'csaf_2.0', 'examples', 'csaf'),
    ...suiteFiles('**/*.json', 'osv-schema', 'tools', 'redhat', 'testdata', 'CSAF'),
  ].filter((path) => !path.endsWith('testcases.json'))

  it('are read wherever their schema holds', () => {
    const valid = files.filter((path) => csaf_2_0(jsonOf(path)).isValid)
    expect(valid.length).toBeGreaterThan(200)
    const refused = valid.flatMap((path) => {
      const read = readCsaf(jsonOf(path))
      return isRefusal(read) ? [`${path}: ${read.message}`] : []
    })
    expect(refused).toEqual([])
  })
})
