import { describe, expect, test } from 'vitest'
import { gatewayRecords } from '../../../test/support/gateway-records.ts'
import { constraintIds } from '../../catalogue/constraint-ids.ts'
import {
  composeReleaseDocumentation,
  type ReleaseRecords,
  releaseRecordsSchema,
} from './compose.ts'
import { missingSections, type PrintableDocument, printableDocumentSchema } from './model.ts'

const duties = constraintIds.filter((id) => id.startsWith('5.8.2/'))
const bare: ReleaseRecords = {
  release: gatewayRecords.release,
  product: { name: 'P', maker: { name: 'M' }, revision: '3.2.0' },
}

const parts = (documents: readonly PrintableDocument[]) =>
  documents.flatMap((one) => one.sections.flatMap((section) => [section, ...section.sections]))

const gaps = (records: ReleaseRecords): readonly string[] =>
  composeReleaseDocumentation(records).flatMap((one) =>
    missingSections(one).map((gap) => `${gap.section}: ${gap.what}`),
  )

const signature = { name: 'N', meaning: 'Stated', time: '2026-11-20T10:00:00Z' }
const none = (revision: string, statement = 'There is none.') => ({
  entries: [],
  none: { statement, revision, signature },
})

describe('release documentation', () => {
  test.each([
    ['full', gatewayRecords],
    ['empty', bare],
  ])('has a section for every duty of 5.8.2 from %s records', (_, records) => {
    const answered = new Set(
      parts(composeReleaseDocumentation(records)).flatMap((part) => part.constraints),
    )
    expect(duties.filter((id) => !answered.has(id))).toEqual([])
  })

  test('of full records has no gap and is printable', () => {
    expect(gaps(gatewayRecords)).toEqual([])
    for (const document of composeReleaseDocumentation(gatewayRecords))
      expect(printableDocumentSchema.safeParse(document).error).toBeUndefined()
  })

  test('of empty records shows a gap for every duty of 5.8.2', () => {
    const open = new Set<string>(
      composeReleaseDocumentation(bare).flatMap((one) =>
        missingSections(one).flatMap((gap) => gap.constraints),
      ),
    )
    expect(duties.filter((id) => !open.has(id))).toEqual([])
  })

  test('never leaves a part without content', () => {
    for (const document of composeReleaseDocumentation(bare))
      for (const section of document.sections) {
        for (const part of section.sections) expect(part.blocks, part.id).not.toEqual([])
        if (section.sections.length === 0) expect(section.blocks, section.id).not.toEqual([])
      }
  })

  test('shows in the index which duties are open', () => {
    const [guide] = composeReleaseDocumentation(bare)
    expect(JSON.stringify(guide.sections.at(-1))).toContain('2.1 (open)')
  })
})

describe('"nothing changed"', () => {
  const unchanged: ReleaseRecords = {
    ...gatewayRecords,
    fixedCases: none('3.2.0'),
    componentUpdates: none('3.2.0'),
    documentationCorrections: none('3.2.0'),
    changes: none('3.2.0', 'Nothing changed.'),
  }
  const says = (records: ReleaseRecords): boolean =>
    JSON.stringify(composeReleaseDocumentation(records)).includes('"Nothing changed."')

  test('is said by a statement signed for this revision', () => {
    expect(says(unchanged)).toBe(true)
    expect(gaps(unchanged)).toEqual([])
  })

  test('is not said by an empty list', () => {
    const silent = { ...unchanged, changes: { entries: [] } }
    expect(gaps(silent)).toContainEqual(expect.stringContaining('nobody has signed'))
  })

  test('is not said by a statement about another revision', () => {
    const stale = { ...unchanged, changes: none('3.1.4', 'Nothing changed.') }
    expect(says(stale)).toBe(false)
    expect(gaps(stale)).toContainEqual(expect.stringContaining('not about 3.2.0'))
  })

  test('is not said against records that show a change', () => {
    const contradicted = { ...unchanged, fixedCases: gatewayRecords.fixedCases }
    expect(says(contradicted)).toBe(false)
    expect(gaps(contradicted)).toContainEqual(expect.stringContaining('and yet'))
  })

  test('is not needed where no revision came before', () => {
    const { changes: _, ...rest } = unchanged
    const first = { ...rest, product: { ...rest.product, previousRevision: null } }
    expect(gaps(first)).toEqual([])
  })

  test('is not assumed where the previous revision is not recorded', () => {
    const { previousRevision: _, ...product } = unchanged.product
    expect(gaps({ ...unchanged, product })).toContainEqual(expect.stringContaining('not recorded'))
  })
})

describe('cases', () => {
  const fixed = gatewayRecords.fixedCases?.entries ?? []

  test('that are withheld are never named', () => {
    const text = JSON.stringify(composeReleaseDocumentation(gatewayRecords))
    expect(fixed.map((one) => one.disclosure)).toContain('withhold')
    expect(text).not.toContain('CASE-2026-0033')
    expect(text).not.toContain('under embargo')
  })

  test('without a disclosure decision are a gap that does not name them', () => {
    const records: ReleaseRecords = {
      ...gatewayRecords,
      openIssues: { entries: [{ caseId: 'CASE-X', title: 'SECRET', disclosure: 'undecided' }] },
    }
    expect(gaps(records)).toEqual(['known: The disclosure decision on 1 case of this release.'])
    expect(JSON.stringify(composeReleaseDocumentation(records))).not.toMatch(/CASE-X|SECRET/)
  })

  test('without an action for the operator, and risks without a control, are gaps', () => {
    const records: ReleaseRecords = {
      ...gatewayRecords,
      fixedCases: { entries: [{ caseId: 'CASE-Y', title: 'T', disclosure: 'disclose' }] },
      residualRisks: {
        entries: [{ id: 'RSK-Z', category: 'C', description: 'D', state: 'accepted' }],
      },
    }
    expect(gaps(records)).toEqual([
      'residual-risks-1: The compensating control for risk RSK-Z.',
      'fixed: What the operator must do about CASE-Y, even if it is nothing beyond the update.',
    ])
  })
})

describe('health information and accounts', () => {
  const { accounts: _, retention: __, disposal: ___, ...guidance } = gatewayRecords.guidance ?? {}

  test('need no guidance where it is signed that there are none', () => {
    const records: ReleaseRecords = {
      ...gatewayRecords,
      guidance,
      securityProfile: {
        ...gatewayRecords.securityProfile,
        accounts: none('3.2.0'),
        healthInformation: none('3.2.0'),
      },
    }
    expect(gaps(records)).toEqual([])
  })

  test('need guidance otherwise', () => {
    expect(gaps({ ...gatewayRecords, guidance })).toHaveLength(3)
  })
})

describe('records', () => {
  const accepts = (change: object): boolean =>
    releaseRecordsSchema.safeParse({ ...gatewayRecords, ...change }).success

  test.each([
    ['a dash for a text', { compatibility: { statement: '-', environments: [] } }],
    ['white space for a text', { compatibility: { statement: ' \u200b\n', environments: [] } }],
    [
      'a signed "none" beside entries',
      { openIssues: { ...none('3.2.0'), entries: gatewayRecords.openIssues?.entries } },
    ],
    [
      'guidance without a paragraph',
      { guidance: { ...gatewayRecords.guidance, network: { paragraphs: [] } } },
    ],
    ['an unknown part', { marketing: 'the safest gateway' }],
  ])('are refused with %s', (_, change) => {
    expect(accepts(change)).toBe(false)
  })

  test('are accepted when they are whole', () => {
    expect(accepts({})).toBe(true)
  })
})
