import { describe, expect, it } from 'vitest'
import type { FolderConstraint, ReviewedDocument } from './folder-review.ts'
import { createTally } from './folder-tally.ts'
import type { ConstraintVerdict } from './judge/verdicts.ts'

const id = '9.2/channel'
const signals = { fileNames: ['security', 'vulnerability disclosure'], questions: ['Where?'] }

const saying = (
  verdict: 'met' | 'partial',
  confidence: number,
  quote = 'Write to psirt@cedar.example.',
): ConstraintVerdict => ({
  verdict,
  confidence,
  evidence: [{ quote, location: { line: 1, headings: [] }, passage: 0, pattern: 'channel' }],
})
const absent: ConstraintVerdict = { verdict: 'absent', confidence: 0.9, evidence: [] }
const closed: ConstraintVerdict = { verdict: 'could-not-run', confidence: 0, evidence: [] }

const document = (path: string, verdict: ConstraintVerdict): ReviewedDocument => ({
  path,
  outcome: verdict === closed ? 'could-not-read' : 'read',
  constraints: { [id]: verdict },
})

const over = (
  documents: readonly ReviewedDocument[],
  problems: Parameters<ReturnType<typeof createTally>['leaveOut']>[0][] = [],
) => {
  const tally = createTally([{ id, signals }])
  for (const one of documents) tally.add(one)
  for (const one of problems) tally.leaveOut(one)
  return tally.summary()
}
const verdictOf = (...given: Parameters<typeof over>): FolderConstraint | undefined =>
  over(...given).constraints[id]

describe('a folder added up', () => {
  it('lets the best document decide: met before partial, then the surer one, then by path', () => {
    const one = verdictOf([
      document('c.md', saying('met', 0.6)),
      document('a.md', saying('partial', 0.99)),
      document('d.md', saying('met', 0.8)),
      document('b.md', saying('met', 0.6)),
    ])
    expect(one).toMatchObject({ verdict: 'met', confidence: 0.8, said: 4 })
    expect(one?.documents.map(({ path }) => path)).toEqual(['d.md', 'b.md', 'c.md', 'a.md'])
  })

  it('is absent only where every document was read whole', () => {
    expect(verdictOf([document('a.md', absent)])?.verdict).toBe('absent')
    expect(verdictOf([document('a.md', absent), document('b.pdf', closed)])).toMatchObject({
      verdict: 'could-not-run',
      unread: 1,
    })
    expect(verdictOf([])?.verdict).toBe('could-not-run')
  })

  it('is not absent where documents may lie that nobody saw', () => {
    const documents = [document('a.md', absent)]
    const locked = { path: 'private', reason: 'EACCES', hides: true } as const
    const link = { path: 'link', reason: 'a symbolic link: not followed' }
    expect(verdictOf(documents, [locked])?.verdict).toBe('could-not-run')
    expect(verdictOf(documents, [link])?.verdict).toBe('absent')
    expect(verdictOf([document('a.md', saying('met', 0.9))], [locked])?.verdict).toBe('met')
  })

  it('tells a silent document from one that is missing', () => {
    const names = [
      'docs/SECURITY.md',
      'Vulnerability-Disclosure_v2.pdf',
      'insecurity.md',
      'security/a.md',
    ]
    expect(verdictOf(names.map((path) => document(path, absent)))).toMatchObject({
      verdict: 'absent',
      exists: { documents: 2, paths: names.slice(0, 2) },
    })
  })

  it('holds no more for 50,000 documents than for 2,000', () => {
    const many = (count: number) => {
      const tally = createTally([{ id, signals }])
      for (let at = 0; at < count; at++) {
        tally.add(document(`${at}.md`, saying('partial', 0.5 + (at % 50) / 100)))
        tally.add(document(`${at}.pdf`, closed))
        tally.leaveOut({ path: `${at}.link`, reason: 'a symbolic link: not followed' })
      }
      return tally.summary()
    }
    const [few, all] = [many(1_000), many(25_000)]
    expect(all.constraints[id]).toMatchObject({ said: 25_000, unread: 25_000, confidence: 0.99 })
    expect(all.leftOutInAll).toBe(25_000)
    expect(all.constraints[id]?.documents).toHaveLength(20)
    expect(JSON.stringify(all).length).toBeLessThan(JSON.stringify(few).length * 1.1)
  })
})
