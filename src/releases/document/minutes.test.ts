import { describe, expect, test } from 'vitest'
import { composeMinutes, type OpenIssueReview, openIssueReviewSchema } from './minutes.ts'
import { missingSections, printableDocumentSchema } from './model.ts'

const review: OpenIssueReview = openIssueReviewSchema.parse({
  reference: 'DOC-2026-0050',
  version: '1',
  date: '2026-11-19',
  product: { name: 'Cantor Infusion Gateway', revision: '3.2.0', maker: 'Halden Medical GmbH' },
  heldAt: '2026-11-19T09:00:00Z',
  occasion: 'Release gate of REL-2026-0003',
  participants: [{ name: 'Ingrid Solberg', role: 'Product security engineer' }],
  frozen: {
    at: '2026-11-19T08:55:00Z',
    sha256: 'ab'.repeat(32),
    entries: [
      {
        caseId: 'CASE-2026-0029',
        title: 'Log lines can be forged',
        severity: 'low',
        state: 'analysed',
        conclusion: 'Accepted until 3.3.0',
        reason: 'Naming pumps takes the role biomed',
      },
    ],
  },
  signatures: [{ name: 'Marek Ďurica', meaning: 'Reviewed', time: '2026-11-19T10:00:00Z' }],
})

const gaps = (changed: OpenIssueReview): readonly string[] =>
  missingSections(composeMinutes(changed)).map((gap) => gap.what)

describe('minutes of an open-issue review', () => {
  test('say who sat, what was before them, what they concluded and who signed', () => {
    const document = composeMinutes(review)
    expect(printableDocumentSchema.safeParse(document).success).toBe(true)
    expect(missingSections(document)).toEqual([])
    for (const word of [
      'Ingrid Solberg',
      'CASE-2026-0029',
      'Accepted until 3.3.0',
      'Naming pumps',
      '19 November 2026, 08:55 UTC',
      'ab'.repeat(32),
      'Marek Ďurica',
    ])
      expect(JSON.stringify(document)).toContain(word)
  })

  test('show a case without a conclusion as a gap', () => {
    const entries = [{ caseId: 'CASE-2026-0030', title: 'Open', state: 'new' }]
    expect(gaps({ ...review, frozen: { at: '2026-11-19T08:55:00Z', entries } })).toEqual([
      'The conclusion on CASE-2026-0030.',
    ])
  })

  test('show absent participants, list and signatures as gaps', () => {
    const { frozen: _, heldAt: __, ...rest } = review
    expect(gaps({ ...rest, participants: [], signatures: [] })).toHaveLength(4)
  })

  test('call an empty list empty only where that is signed', () => {
    const frozen = { at: '2026-11-19T08:55:00Z', entries: [] }
    expect(gaps({ ...review, frozen })).toHaveLength(1)
    const none = {
      statement: 'No issue is open.',
      revision: '3.2.0',
      signature: { name: 'M', meaning: 'Reviewed', time: '2026-11-19T10:00:00Z' },
    }
    expect(gaps({ ...review, frozen: { ...frozen, none } })).toEqual([])
  })
})
