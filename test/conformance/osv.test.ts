import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readOsv } from '../../src/formats/osv.ts'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { needsShared } from '../support/shared.ts'
import { jsonOf, suiteFiles } from '../support/suites.ts'

describe.runIf(needsShared('suites', 'osv-advisories'))(
  'OSV advisories of PyPI, crates.io and Go',
  () => {
    const records = suiteFiles('*.jsonl', 'osv-advisories').flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line): unknown => JSON.parse(line)),
    )

    it('are all read, without a problem', () => {
      expect(records).toHaveLength(7666)
      const summaries = records.map((record) => orThrow(readOsv(record)))
      expect(summaries.filter(({ withdrawn }) => withdrawn !== undefined)).toHaveLength(36)
      expect(summaries.filter(({ products }) => products.length === 0)).toEqual([])
      expect(
        summaries.flatMap(({ id, problems }) => problems.map((problem) => [id, problem])),
      ).toEqual([])
    })
  },
)

describe.runIf(needsShared('suites', 'osv-schema'))(
  'OSV records of the schema and its tools',
  () => {
    it('are all read', () => {
      const paths = [
        ...suiteFiles('tools/ghsa/testdata/*.osv.json', 'osv-schema'),
        ...suiteFiles('tools/osv-linter/testdata/*.json', 'osv-schema'),
        ...suiteFiles('tools/redhat/testdata/OSV/*.json', 'osv-schema'),
      ]
      expect(paths).toHaveLength(25)
      const refused = paths.flatMap((path) => {
        const read = readOsv(jsonOf(path))
        return isRefusal(read) ? [`${basename(path)}: ${read.message}`] : []
      })
      expect(refused).toEqual([])
    })

    it('tell that a range does not say where it begins', () => {
      const [path = ''] = suiteFiles('tools/osv-linter/testdata/nointroduced-*.json', 'osv-schema')
      expect(orThrow(readOsv(jsonOf(path))).problems).toEqual([
        'A range does not say where the vulnerability was introduced.',
      ])
    })
  },
)
