import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCycloneDx } from '../../src/formats/cyclonedx.ts'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { needsShared } from '../support/shared.ts'
import { jsonOf, suiteFiles } from '../support/suites.ts'

const refusals = (paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) => {
    const read = readCycloneDx(jsonOf(path))
    return isRefusal(read) ? [`${basename(path)}: ${read.message}`] : []
  })

/**
 * Invalid in parts we do not read (licence of the BOM itself, patches, data of services, properties),
 * or, for the licence id, told as a problem: the list of licences grows faster than our copy.
 */
const readAnyway = [
  'invalid-metadata-license-1.4.json',
  'invalid-patch-type-1.4.json',
  'invalid-service-data-1.4.json',
  'invalid-metadata-license-1.5.json',
  'invalid-patch-type-1.5.json',
  'invalid-service-data-1.5.json',
  'invalid-license-id-1.6.json',
  'invalid-properties-1.6.json',
  'invalid-service-data-1.6.json',
]

describe.runIf(needsShared('suites', 'cyclonedx-spec'))('the CycloneDX samples', () => {
  it('are all read where valid', () => {
    const valid = suiteFiles('test/**/valid-*.json', 'cyclonedx-spec')
    expect(valid).toHaveLength(36)
    expect(refusals(valid)).toEqual([])
  })

  it('are refused where what we read is invalid', () => {
    const invalid = suiteFiles('test/**/invalid-*.json', 'cyclonedx-spec')
    expect(invalid).toHaveLength(25)
    const read = invalid.filter((path) => !isRefusal(readCycloneDx(jsonOf(path))))
    expect(read.map((path) => basename(path))).toEqual(readAnyway)
  })

  it('have a licence id that nobody knows told as a problem', () => {
    const [path = ''] = suiteFiles('test/**/invalid-license-id-*.json', 'cyclonedx-spec')
    expect(orThrow(readCycloneDx(jsonOf(path))).problems).toEqual([
      '"Apache-2" of "tomcat-catalina" is not in the SPDX licence list.',
    ])
  })
})

describe.runIf(needsShared('suites', 'cyclonedx-bom-examples'))('the CycloneDX examples', () => {
  it('are all read', () => {
    const paths = suiteFiles('**/*.json', 'cyclonedx-bom-examples')
    expect(paths).toHaveLength(46)
    expect(refusals(paths)).toEqual([])
  })
})

describe.runIf(needsShared('suites', 'dependency-track-testdata'))(
  'BOMs of Dependency-Track',
  () => {
    const paths = suiteFiles('**/*.json', 'dependency-track-testdata').filter(
      (path) =>
        readFileSync(path, 'utf8').includes('"CycloneDX"') && basename(path) !== 'bom-invalid.json',
    )

    it('are all read, but for three whose subject lacks the name that the schema asks for', () => {
      expect(paths).toHaveLength(26)
      expect(refusals(paths)).toEqual(
        ['author', 'authors', 'both'].map((which) =>
          expect.stringContaining(
            `bom-issue3936-${which}.json: This does not read as CycloneDX: metadata.component.name`,
          ),
        ),
      )
    })

    it('have the components that the file lists', () => {
      const count = (name: string) => {
        const path = paths.find((each) => basename(each) === name) ?? ''
        return orThrow(readCycloneDx(jsonOf(path))).components.length
      }
      expect(count('dtrack-apiserver-4.5.0.bom.json')).toBe(132)
    })
  },
)
