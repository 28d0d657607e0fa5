import { basename, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { validateCsaf } from '../../src/formats/csaf-validate.ts'
import { needsShared, sharedPath } from '../support/shared.ts'
import { jsonOf, suiteFiles } from '../support/suites.ts'

const data = sharedPath('suites', 'csaf-oasis', 'csaf_2.0', 'test', 'validator', 'data') ?? ''

interface OasisCase {
  readonly name: string
  readonly valid: boolean
}

interface OasisTest {
  readonly id: string
  readonly group: 'informative' | 'mandatory' | 'optional'
  readonly failures?: readonly OasisCase[]
  readonly valid?: readonly OasisCase[]
}

/**
 * Where the validator and the verdict in testcases.json differ, and why. The first three are a fault
 * of csaf-validator-lib (in 6.1.21 it does not order revisions of the same date by their number);
 * the last two documents name one hash algorithm twice for a file, which section 6.1.25 forbids.
 */
const differing: readonly string[] = [
  'mandatory/oasis_csaf_tc-csaf_2_0-2021-6-1-14-12.json',
  'mandatory/oasis_csaf_tc-csaf_2_0-2021-6-1-16-16.json',
  'mandatory/oasis_csaf_tc-csaf_2_0-2021-6-1-16-17.json',
  'optional/oasis_csaf_tc-csaf_2_0-2021-6-2-08-02.json',
  'optional/oasis_csaf_tc-csaf_2_0-2021-6-2-09-02.json',
]

describe.runIf(needsShared('suites', 'csaf-oasis'))('the OASIS validator tests of CSAF 2.0', () => {
  let tests: readonly OasisTest[] = []
  beforeAll(() => {
    tests = (jsonOf(join(data, 'testcases.json')) as { tests: OasisTest[] }).tests
  })

  it('come out as OASIS says, but for the five that are listed', async () => {
    const cases = tests.flatMap((test) => [...(test.failures ?? []), ...(test.valid ?? [])])
    expect(cases).toHaveLength(239)
    const others: string[] = []
    for (const { name, valid } of cases)
      if ((await validateCsaf(jsonOf(join(data, name)))).valid !== valid) others.push(name)
    expect(others).toEqual(differing)
  })

  it('are found by the very test they are about, mandatory as errors and optional as warnings', async () => {
    const unfound: string[] = []
    for (const { id, group, failures } of tests) {
      // We do not run the informative tests.
      if (group === 'informative') continue
      for (const { name } of failures ?? []) {
        const { errors, warnings } = await validateCsaf(jsonOf(join(data, name)))
        const found = group === 'mandatory' ? errors : warnings
        // Test 6.1.8 asks for the schemas of CVSS, which are part of the schema.
        const wanted = id === '6.1.8' ? 'schema' : id
        if (!found.some(({ test }) => test === wanted)) unfound.push(`${id} ${name}`)
      }
    }
    expect(unfound).toEqual([])
  })
})

describe.runIf(needsShared('suites', 'csaf-cisa-ot'))('the 111 CISA OT advisories', () => {
  it('are valid, but for one that names a weakness wrongly', async () => {
    const invalid: unknown[] = []
    for (const path of suiteFiles('**/*.json', 'csaf-cisa-ot')) {
      const { valid, errors } = await validateCsaf(jsonOf(path))
      if (!valid) invalid.push([basename(path), errors.map(({ test, message }) => [test, message])])
    }
    expect(invalid).toEqual([
      [
        'icsa-21-068-10.json',
        [['6.1.11', 'the name does not match the weakness with the given id']],
      ],
    ])
  })
})
