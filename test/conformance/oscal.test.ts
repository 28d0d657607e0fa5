import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { constraintIds } from '../../src/catalogue/constraint-ids.ts'
import { noOwnCatalogue, type OwnCatalogue } from '../../src/catalogue/own.ts'
import { controlToken } from '../../src/formats/oscal/parts.ts'
import {
  type OscalAnswer,
  type OscalReview,
  writeOscalCatalogue,
  writeOscalResults,
} from '../../src/formats/oscal.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { catalogueAsOscal } from '../../src/review/oscal/catalogue.ts'
import { namedUuid } from '../../src/review/oscal/named-uuid.ts'
import { readCatalogue } from '../../src/review/read-catalogue.ts'
import { describeWith } from '../support/needs.ts'
import { sharedPath } from '../support/shared.ts'

/** NIST's schema; its parts carry an `$id` that is only a fragment, which Ajv takes no more. */
const schemaOf = (model: string): ValidateFunction => {
  const file = sharedPath(
    'suites',
    'oscal-schemas',
    'release-schemas',
    `oscal_${model}_schema.json`,
  )
  const schema: unknown = JSON.parse(readFileSync(file ?? '', 'utf8'), (key, value: unknown) =>
    key === '$id' && typeof value === 'string' && value.startsWith('#') ? undefined : value,
  )
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  return ajv.compile(schema as object)
}

const catalogue = orThrow(readCatalogue())

const answer: OscalAnswer = {
  constraint: '9.2/channel',
  title: 'A published channel',
  verdict: 'met',
  detail: 'One document says it.',
  severity: 'major',
  confidence: 0.9,
  evidence: [
    {
      quote: 'Report to <security@example.org> *now*.',
      document: 'docs/SECURITY policy: v1.md',
      location: 'line 3, Reporting',
      sha256: 'a'.repeat(64),
      foundBy: 'channel-address',
    },
  ],
  checks: [{ name: 'in-force', verdict: 'could-not-run', detail: 'No date is known.' }],
}
const review: OscalReview = {
  title: 'Clause review',
  version: '0.1.0',
  at: '2026-01-02T03:04:05.678Z',
  subject: 'the folder docs',
  description: 'One document.',
  start: '2026-01-02T03:04:05.678Z',
  tool: { name: 'vulnerary', version: '0.1.0' },
  catalogue: 'IEC 81001-5-1 in our own words',
  answers: [answer],
}

const json = <T>(value: T): unknown => JSON.parse(JSON.stringify(value))

describeWith('shared', 'OSCAL assessment results', () => {
  let valid: ValidateFunction
  beforeAll(() => {
    valid = schemaOf('assessment-results')
  })

  it('are valid for every verdict, overruled or not', () => {
    const verdicts = ['met', 'partial', 'absent', 'not-applicable', 'could-not-run'] as const
    const answers = verdicts.flatMap((verdict): OscalAnswer[] => [
      { ...answer, constraint: `9.2/${verdict}`, verdict },
      {
        ...answer,
        constraint: `9.5/${verdict}`,
        verdict,
        overruled: { found: 'absent', by: 'Ada Q.', reason: 'It stands in the manual.' },
      },
    ])
    valid(json(writeOscalResults({ ...review, answers }, namedUuid)))
    expect(valid.errors).toBeNull()
  })

  it('call only what is met satisfied', () => {
    const stateOf = (verdict: OscalAnswer['verdict']) =>
      JSON.stringify(
        writeOscalResults({ ...review, answers: [{ ...answer, verdict }] }, namedUuid),
      ).includes('"state":"satisfied"')
    expect(stateOf('met')).toBe(true)
    expect(stateOf('partial')).toBe(false)
    expect(stateOf('absent')).toBe(false)
    expect(stateOf('not-applicable')).toBe(false)
    expect(stateOf('could-not-run')).toBe(false)
  })

  it('keep the quote verbatim, and let it mark up nothing', () => {
    const written = JSON.stringify(writeOscalResults(review, namedUuid))
    expect(written).toContain('"value":"Report to <security@example.org> *now*."')
    expect(written).toContain('Report to \\\\<security@example.org\\\\> \\\\*now\\\\*.')
    expect(written).toContain('"href":"docs/SECURITY%20policy%3A%20v1.md"')
  })

  it('are the same bytes for the same review, and have other ids for another', () => {
    const first = JSON.stringify(writeOscalResults(review, namedUuid))
    expect(JSON.stringify(writeOscalResults(review, namedUuid))).toBe(first)
    const ids = (text: string) => new Set(text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g))
    const other = ids(
      JSON.stringify(writeOscalResults({ ...review, subject: 'another' }, namedUuid)),
    )
    for (const id of ids(first)) expect(other).not.toContain(id)
  })

  it('stay valid whatever a document, its name and a person say', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('', ' ', '\u2028', '\ud800', '../..//a b', '# x', '1. y', '\ufeff\u0000'),
    )
    fc.assert(
      fc.property(any, any, any, (quote, document, words) => {
        const hostile: OscalReview = {
          ...review,
          subject: words,
          description: words,
          answers: [
            {
              ...answer,
              title: words,
              detail: quote,
              evidence: [{ quote, document, location: words, foundBy: words }],
              overruled: { found: 'absent', by: words, reason: quote },
            },
          ],
        }
        valid(json(writeOscalResults(hostile, namedUuid)))
        expect(valid.errors).toBeNull()
      }),
      { numRuns: 300 },
    )
  })

  it('are not written without an answer', () => {
    expect(() => writeOscalResults({ ...review, answers: [] }, namedUuid)).toThrow('answers')
  })
})

describeWith('shared', 'an OSCAL catalogue', () => {
  let valid: ValidateFunction
  beforeAll(() => {
    valid = schemaOf('catalog')
  })

  it('is valid, with a clause in full and one by number and title', () => {
    const written = writeOscalCatalogue(
      {
        title: 'IEC 81001-5-1 in our own words',
        version: '0.1.0',
        at: review.at,
        remarks: 'No sentence of the standard.',
        mappings: [{ standard: 'IEC 62304', text: 'The standard follows its life cycle.' }],
        standards: [{ name: 'IEC 62304', title: 'Life cycle of medical device software' }],
        clauses: [
          {
            id: '9.2',
            title: 'Receiving notifications',
            properties: [{ name: 'coverage', value: 'full' }],
            parts: [{ name: 'guidance', title: 'Why', prose: 'A maker learns late.' }],
            mappings: [{ standard: 'IEC 62304', text: 'IEC 62304 9.1: both begin with a report.' }],
            constraints: [
              {
                id: '9.2/channel',
                title: 'A published channel',
                duty: 'Outsiders can report.',
                properties: [{ name: 'severity', value: 'major', remarks: 'ours' }],
                parts: [{ name: 'guidance', prose: 'Where?' }],
              },
            ],
          },
          {
            id: 'Annex E',
            title: 'Documents',
            properties: [],
            parts: [],
            mappings: [],
            constraints: [],
          },
        ],
      },
      namedUuid,
    )
    valid(json(written))
    expect(valid.errors).toBeNull()
  })

  it('is valid as we ship it, with every constraint once and links that lead somewhere', () => {
    const written = JSON.stringify(catalogueAsOscal(catalogue, noOwnCatalogue))
    valid(JSON.parse(written))
    expect(valid.errors).toBeNull()
    const ids = (written.match(/"id":"[^"]+"/g) ?? []).map((id) => id.slice(6, -1))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining(constraintIds.map(controlToken)))
    for (const [, uuid = ''] of written.matchAll(/"href":"#([^"]+)"/g))
      expect(written).toContain(`"uuid":"${uuid}"`)
    expect(JSON.stringify(catalogueAsOscal(catalogue, noOwnCatalogue))).toBe(written)
  })

  it('is valid with what a maker added, and is another catalogue then', () => {
    const own: OwnCatalogue = {
      duties: [{ clause: '8', id: '8/labels', title: '# Labels', duty: '<b>Each</b> build.' }],
      procedures: [
        {
          number: 'SOP 1 | <x>',
          title: '*Handling*',
          covers: [
            { id: '8/labels', reason: 'Chapter 1.' },
            { id: 'all', reason: 'Our manual.' },
          ],
        },
      ],
    }
    const written = JSON.stringify(catalogueAsOscal(catalogue, own))
    valid(JSON.parse(written))
    expect(valid.errors).toBeNull()
    expect(written).toContain('"id":"c8_labels"')
    expect(written).not.toContain(/"uuid":"[^"]+"/.exec(whole())?.[0] ?? '')
  })

  const whole = () => JSON.stringify(catalogueAsOscal(catalogue, noOwnCatalogue))
})
