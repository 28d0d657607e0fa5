import { describe, expect, test } from 'vitest'
import { constraintIds } from '../../catalogue/constraint-ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { ClauseAnswer, ConstraintAnswer, Verdict } from '../contract.ts'
import { legsNotAsked } from '../legs.ts'
import { changesSince } from './changes.ts'
import { freeze } from './freeze.ts'

const evidence = (passageHash: string) => ({
  document: 'DOC-1 A guide',
  documentId: 'doc',
  version: '1',
  file: 'guide.md',
  revision: 'f'.repeat(64),
  quote: 'Close port 23.',
  location: 'page 3',
  passage: 0,
  passageHash,
  pattern: 'close-port',
})
const answer = (verdict: Verdict, over: Partial<ConstraintAnswer> = {}): ConstraintAnswer => ({
  id: '9.2/channel',
  title: 'Channel',
  duty: '',
  severity: 'major',
  applicability: { applies: true, reason: '' },
  legs: legsNotAsked,
  documents: { verdict, read: 1, unread: 0, evidence: [] },
  records: { verdict, detail: '', links: [] },
  verdict,
  basis: '',
  next: [],
  asksAgain: [],
  tasks: [],
  defects: [],
  ...over,
})
const clause = (...constraints: readonly ConstraintAnswer[]): readonly ClauseAnswer[] => [
  { id: '9.2', title: '', constraints, withheld: [], commonGaps: [] },
]
const changed = (before: ConstraintAnswer, after: ConstraintAnswer) =>
  changesSince(freeze(clause(before)), clause(after))

describe('what changed since a kept review', () => {
  test.each([
    ['absent', 'met', 'better'],
    ['could-not-run', 'partial', 'better'],
    ['met', 'could-not-run', 'worse'],
    ['partial', 'absent', 'worse'],
    ['absent', 'not-applicable', 'other'],
    ['not-applicable', 'absent', 'other'],
  ] as const)('from %s to %s is %s', (before, after, is) => {
    const found = changed(answer(before), answer(after))
    expect(found).toMatchObject({
      changes: [{ id: '9.2/channel', severity: 'major', is, because: [expect.any(String)] }],
      unchanged: 0,
      counts: { before: { [before]: 1 }, after: { [after]: 1 } },
    })
  })

  test('is nothing where the same is found, whatever the counts in a sentence say', () => {
    const records = { verdict: 'met', detail: '3 reports', links: [] } as const
    expect(changed(answer('met'), answer('met', { records }))).toMatchObject({
      changes: [],
      unchanged: 1,
    })
  })

  test('names passages that are gone and new, and words of people', () => {
    const says = (hash: string) => ({
      documents: { verdict: 'met', read: 1, unread: 0, evidence: [evidence(hash)] } as const,
    })
    const word = { id: 'f', humanId: 'FND-1', reason: '', by: '', at: '' }
    const found = changed(
      answer('met', says('a')),
      answer('met', { ...says('b'), confirmed: word, accepted: { ...word, humanId: 'FND-2' } }),
    )
    expect(found.changes).toMatchObject([
      {
        is: 'evidence',
        because: [
          'No longer shown by: DOC-1 A guide, page 3.',
          'Newly shown by: DOC-1 A guide, page 3.',
          'A person decided it in FND-1.',
          'The gap was accepted in FND-2.',
        ],
      },
    ])
  })

  test('says a place once for each document, and what was cut where it was cut', () => {
    const title = 'DOC-1 The procedure of handling security reports and weaknesses of all products'
    const at = (hash: string, location: string) => ({
      ...evidence(hash),
      document: title,
      location,
    })
    const found = changed(
      answer('met', {
        documents: {
          verdict: 'met',
          read: 1,
          unread: 0,
          evidence: [at('a', 'page 3'), at('b', 'page 3'), at('c', 'page 5')],
        },
      }),
      answer('met', { documents: { verdict: 'absent', read: 1, unread: 0, evidence: [] } }),
    )
    expect(found.changes).toMatchObject([
      {
        because: [
          'No longer shown by: DOC-1 The procedure of handling security reports and …, page 3; page 5.',
        ],
        documents: [{ document: expect.stringContaining('DOC-1'), revision: expect.any(String) }],
      },
    ])
  })

  test('calls a passage gone only where today’s answer does not have it, however far down', () => {
    const shown = (...hashes: readonly string[]) => ({
      documents: { verdict: 'met', read: 1, unread: 0, evidence: hashes.map(evidence) } as const,
    })
    const before = answer('met', shown('a', 'b', 'c'))
    expect(changed(before, answer('met', shown('d', 'a', 'b', 'c'))).changes).toEqual([])
    expect(changed(before, answer('met', shown('d', 'a', 'b'))).changes).toMatchObject([
      {
        because: [/No longer/, /Now shown by: DOC-1 A guide/].map((said) =>
          expect.stringMatching(said),
        ),
      },
    ])
  })

  test.each([
    ['met', 'absent', 'weaker'],
    ['absent', 'partial', 'stronger'],
    ['met', 'not-applicable', 'evidence'],
  ] as const)('under the same verdict, from %s to %s is %s', (was, now, is) => {
    const said = (verdict: Verdict) => ({
      legs: {
        ...legsNotAsked,
        says: { verdict, detail: '', evidence: [] },
        inForce: { verdict, detail: '', documents: [] },
      },
    })
    const { changes } = changed(answer('partial', said(was)), answer('partial', said(now)))
    expect(changes).toMatchObject([
      { is, because: [`A passage that says it, in force: ${was}, now ${now.replace('-', ' ')}.`] },
    ])
  })

  test('leaves a constraint out that the kept review did not know', () => {
    expect(changesSince([], clause(answer('met'))).changes).toEqual([])
  })
})

test('49 answers with the longest words fit into one fact', () => {
  const wide = '\u{1f512}'.repeat(2_000)
  const long = { ...evidence('a'.repeat(64)), document: wide, location: wide, version: wide }
  const links = Array.from({ length: 20 }, () => ({
    kind: 'open-review',
    id: '01234567-89ab-7def-8123-456789abcdef',
    label: wide,
  }))
  const all = constraintIds.map((id) =>
    answer('met', {
      id,
      documents: {
        verdict: 'met',
        read: 1,
        unread: 0,
        evidence: Array.from({ length: 10 }, () => long),
      },
      records: { verdict: 'met', detail: wide, links },
    }),
  )
  const bytes = Buffer.byteLength(JSON.stringify(freeze(clause(...all))))
  expect(bytes).toBeLessThan(limits.events.payloadBytes * 0.9)
})
