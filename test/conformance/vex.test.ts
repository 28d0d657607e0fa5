import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCycloneDx } from '../../src/formats/cyclonedx.ts'
import { readOpenVex } from '../../src/formats/openvex.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { needsShared, sharedPath } from '../support/shared.ts'
import { jsonOf, suiteFiles } from '../support/suites.ts'

describe.runIf(needsShared('suites', 'openvex-spec'))('the documents in the OpenVEX text', () => {
  const text = readFileSync(sharedPath('suites', 'openvex-spec', 'OPENVEX-SPEC.md') ?? '', 'utf8')
  const blocks = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  const documents = blocks.flatMap((block): readonly unknown[] => {
    // Some examples of the text are no JSON: they stand there with a comma too many or too few.
    if (!block.includes('@context') || /,\s*[\]}]|}\s*"|"\s*\n\s*"/.test(block)) return []
    return [JSON.parse(block)]
  })

  it('are read where they are JSON', () => {
    expect(documents.length).toBeGreaterThanOrEqual(2)
    for (const document of documents) {
      const read = orThrow(readOpenVex(document))
      expect(read.statements.map(({ id }) => id)).toEqual(['CVE-2023-12345'])
      expect(read.problems).toEqual([])
    }
  })
})

describe.runIf(needsShared('suites', 'cyclonedx-bom-examples'))(
  'the CycloneDX VEX examples',
  () => {
    const statements = (path: string) => orThrow(readCycloneDx(jsonOf(path))).statements

    it('each state at least one vulnerability with its status', () => {
      const paths = suiteFiles('VEX/**/vex*.json', 'cyclonedx-bom-examples')
      expect(paths).toHaveLength(25)
      for (const path of paths) {
        const read = statements(path)
        expect(read.length, path).toBeGreaterThan(0)
        for (const { products } of read)
          for (const { name, status } of products) {
            expect(name, path).not.toBe('')
            expect(status, path).not.toBe('unknown')
          }
      }
    })

    it('say what the four cases of CISA mean', () => {
      const statusOf = (name: string) => {
        const [path = ''] = suiteFiles(
          `VEX/CISA-Use-Cases/Case-1/${name}`,
          'cyclonedx-bom-examples',
        )
        return statements(path).flatMap(({ products }) => products.map(({ status }) => status))
      }
      expect(new Set(statusOf('vex-affected.json'))).toEqual(new Set(['affected']))
      expect(new Set(statusOf('vex-not_affected.json'))).toEqual(new Set(['not_affected']))
      expect(new Set(statusOf('vex-fixed.json'))).toEqual(new Set(['fixed']))
      expect(new Set(statusOf('vex-under_investigation.json'))).toEqual(
        new Set(['under_investigation']),
      )
    })
  },
)
