import { expect, test } from 'vitest'
import { factsOf } from '../../test/support/review-facts.ts'
import { orThrow } from '../kernel/result.ts'
import type { ConstraintAnswer } from './contract.ts'
import { defenceOf } from './defence.ts'
import { legsNotAsked } from './legs.ts'
import { readCatalogue } from './read-catalogue.ts'

const { clauses } = orThrow(readCatalogue())

const evidence = {
  document: 'DOC-1 A guide',
  documentId: 'doc',
  version: '1',
  file: '',
  revision: '',
  quote: '',
  location: '',
  passage: 0,
  passageHash: '',
  pattern: '',
}
const allMet: readonly ConstraintAnswer[] = clauses.flatMap(({ constraints }) =>
  constraints.map(({ id, title, duty, gap }) => ({
    id,
    title,
    duty,
    severity: gap.severity,
    documents: { verdict: 'met', read: 1, unread: 0, evidence: [evidence] },
    records: { verdict: 'met', detail: '', links: [] },
    verdict: 'met',
    applicability: { applies: true, reason: '' },
    legs: legsNotAsked,
    basis: '',
    tasks: [],
    defects: [],
    next: [],
    asksAgain: [],
  })),
)
const facts = await factsOf({
  product: [{ name: 'Pump' }],
  release: [{ status: 'released', revision: '2.1' }],
})

test.each(clauses)('clause $id: every sentence can be said once all is met', (clause) => {
  const { said, withheld } = defenceOf(clause, allMet, facts)
  expect(withheld).toEqual([])
  const text = said.map((sentence) => sentence.text).join(' ')
  expect(text).not.toContain('{{')
  expect(text).toMatch(/^For Pump /)
  // Nothing of the catalogue's text is lost but its blanks.
  const words = (of: string) => of.replace(/\{\{[^}]*\}\}/g, ' ').match(/[A-Za-z]{3,}/g)
  expect(words(text)).toEqual(expect.arrayContaining(words(clause.auditDefence) ?? []))
})

test.each(clauses)('clause $id: every sentence falls silent with any of its claims', (clause) => {
  for (const { text, claims } of defenceOf(clause, allMet, facts).said) {
    expect(claims.length).toBeGreaterThan(0)
    for (const claim of claims) {
      const without = allMet.map((one) =>
        one.id === claim ? { ...one, verdict: 'partial' as const } : one,
      )
      const { said, withheld } = defenceOf(clause, without, facts)
      expect(said.map((sentence) => sentence.text)).not.toContain(text)
      expect(withheld).toContainEqual({ text, missing: [claim], unfilled: [] })
    }
  }
})

test('a clause whose text was changed says nothing until its claims are known', () => {
  const [clause] = clauses
  if (clause === undefined) throw new Error('The catalogue is empty.')
  const changed = { ...clause, auditDefence: `${clause.auditDefence} We are the best.` }
  expect(defenceOf(changed, allMet, facts)).toEqual({ said: [], withheld: [] })
})

test('a sentence that has nothing to name is withheld, and says what it could not name', async () => {
  const clause = clauses.find(({ id }) => id === '5.8.2')
  if (clause === undefined) throw new Error('The catalogue has no 5.8.2.')
  const unreleased = await factsOf({ product: [{ name: 'Pump' }] })
  const { withheld } = defenceOf(clause, allMet, unreleased)
  expect(withheld).toEqual([
    {
      text: expect.stringMatching(/^For Pump … the security guide DOC-1 A guide gives/),
      missing: [],
      unfilled: ['No release is signed whose revision it could name.'],
    },
  ])
})
