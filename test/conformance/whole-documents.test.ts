import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { constraintIds } from '../../src/catalogue/constraint-ids.ts'
import { extractDocument } from '../../src/documents/extract/index.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { judgeDocument } from '../../src/review/judge/judge.ts'
import { readCatalogue } from '../../src/review/read-catalogue.ts'

/**
 * Whole documents of an invented maker, written before anybody looked how the patterns read them:
 * what each says to the clauses 9.2 and 4.1.9, and that it says nothing else.
 */
const catalogue = orThrow(readCatalogue())
const folder = new URL('whole-documents/', import.meta.url)

type Said = Readonly<{ met?: readonly string[]; partial?: readonly string[] }>

const reporting = 'channel internal complaints closure acknowledge'.split(' ')
const sources = 'abcdfg'.split('').map((letter) => `source-${letter}`)
const review =
  'identify characterise closure defect-system guidelines documentation-only after-fix'.split(' ')
const of = (clause: string, names: readonly string[]) => names.map((name) => `${clause}/${name}`)

const expected: Readonly<Record<string, Said>> = {
  'SOP-110_Vulnerability_Management_rev_C.md': { met: of('9.2', [...reporting, ...sources]) },
  'SOP-112_Review_of_accompanying_documents.md': { met: of('4.1.9', review) },
  'coordinated-vulnerability-disclosure.html': {
    met: of('9.2', ['channel', 'source-f', 'acknowledge']),
    // "A customer or anybody else": users are among those who may report.
    partial: of('9.2', ['source-d']),
  },
  'Security_Guide_BrandtPump_4.md': {
    met: of('9.2', ['channel', 'source-d']),
    partial: of('9.2', ['source-e']),
  },
  'template-vulnerability-procedure.md': {
    partial: of('9.2', ['channel', 'closure', 'acknowledge']),
  },
  'SOP-050_Problem_resolution.md': {},
  'Pentest_report_BrandtPump.md': {},
  'audit_observations_2026.md': {},
  'CHANGELOG.md': {},
  'brochure.md': {},
}

describe('what a whole document says to 9.2 and 4.1.9', () => {
  it('is known for every document of the folder', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(expected).sort())
  })

  for (const [name, said] of Object.entries(expected))
    it(`in ${name}`, async () => {
      const bytes = new Uint8Array(readFileSync(new URL(name, folder)))
      const document = await extractDocument({ bytes, name })
      const verdicts = judgeDocument(catalogue, { path: name, ...document })
      const ids = (verdict: string): string[] =>
        constraintIds
          .filter((id) => id.startsWith('9.2/') || id.startsWith('4.1.9/'))
          .filter((id) => verdicts[id].verdict === verdict)
          .sort()
      expect({ met: ids('met'), partial: ids('partial') }).toEqual({
        met: [...(said.met ?? [])].sort(),
        partial: [...(said.partial ?? [])].sort(),
      })
    })
})
