import { describe, expect, test } from 'vitest'
import { ask, type Given } from '../../../test/support/review-facts.ts'

const defect = {
  defectKind: 'outdated',
  misleads: 'Operators leave port 23 open.',
  document: 'document-1',
  case: 'case-1',
} as const
const assigned = { ...defect, assigned: { to: 'ada', until: '2026-04-01' } }
const closed = { ...defect, status: 'closed' } as const
const candidate = (is: 'undecided' | 'dismissed') => ({
  id: '1',
  document: 'document-1',
  revision: 'r',
  quote: 'Port 23 is open.',
  location: '',
  reason: '',
  confidence: 0.9,
  round: 1,
  decision:
    is === 'undecided'
      ? { is }
      : { is, reason: 'Still true.', holds: 'case' as const, by: 'person:ada', at: '' },
})
const look = {
  case: 'case-1',
  searched: [{ document: 'document-1', revision: 'r' }],
  candidates: [candidate('dismissed')],
}
const fixed = {
  id: 'case-1',
  status: 'fix-verified',
  verifications: [
    {
      product: 'product-1',
      fixedIn: '2.1',
      tested: 'All.',
      how: '',
      regression: '',
      regressionTests: [],
      evidence: [],
      passed: true,
      by: '',
      at: '',
      signedBy: null,
    },
  ],
} as const
const guide = { id: 'document-1', documentKind: 'security-guide' }

type Row = readonly [what: string, given: Given, verdict: string]
const rows = (constraint: Parameters<typeof ask>[0], table: readonly Row[]) =>
  describe(constraint, () => {
    test.each(table)('given %s, then %s', async (_what, given, verdict) => {
      expect((await ask(constraint, given)).verdict).toBe(verdict)
    })
  })

rows('4.1.9/identify', [
  ['nothing', {}, 'absent'],
  ['a look that found something', { look: [look] }, 'met'],
  ['a defect', { defect: [defect] }, 'met'],
  ['a look that found nothing', { look: [{ ...look, candidates: [] }] }, 'partial'],
  ['a look with no document to search', { look: [{ ...look, searched: [] }] }, 'absent'],
  ['a look that could not search a document', { look: [{ ...look, unread: ['x'] }] }, 'partial'],
])

rows('4.1.9/characterise', [
  ['nothing', {}, 'absent'],
  ['a described defect', { defect: [defect] }, 'met'],
  ['one that misleads nobody', { defect: [defect, { ...defect, misleads: '' }] }, 'partial'],
])

rows('4.1.9/closure', [
  ['nothing', {}, 'absent'],
  ['closed and dated defects', { defect: [closed, assigned] }, 'met'],
  ['a defect that nobody has', { defect: [closed, defect] }, 'partial'],
  [
    'a date that has passed',
    { defect: [{ ...defect, assigned: { to: 'ada', until: '2026-03-01' } }] },
    'partial',
  ],
])

rows('4.1.9/defect-system', [
  ['nothing', {}, 'absent'],
  ['the number of the tracker', { defect: [{ ...defect, trackerIssue: 'JIRA-1' }] }, 'met'],
  ['tracked here alone', { defect: [defect] }, 'partial'],
])

rows('4.1.9/guidelines', [
  ['no security guide', { document: [{ documentKind: 'ifu' }] }, 'absent'],
  ['a guide that a look searched', { document: [guide], look: [look] }, 'met'],
  ['a guide with a defect', { document: [guide], defect: [defect] }, 'met'],
  ['a guide that nobody looked at', { document: [guide] }, 'partial'],
])

rows('4.1.9/documentation-only', [
  ['nothing', {}, 'absent'],
  ['defects of cases alone', { defect: [defect] }, 'absent'],
  ['a defect without a case', { defect: [defect, { ...defect, case: null }] }, 'met'],
])

rows('4.1.9/after-fix', [
  ['no fix', {}, 'absent'],
  ['a decided look', { case: [fixed], look: [look] }, 'met'],
  ['no look', { case: [fixed] }, 'absent'],
  [
    'a statement still undecided',
    { case: [fixed], look: [{ ...look, candidates: [candidate('undecided')] }] },
    'absent',
  ],
  ['a look at nothing', { case: [fixed], look: [{ ...look, searched: [] }] }, 'absent'],
  [
    'a document unread in the last look',
    { case: [fixed], look: [look, { ...look, unread: ['x'] }] },
    'absent',
  ],
  [
    'a document read in a later look',
    { case: [fixed], look: [{ ...look, unread: ['x'] }, look] },
    'met',
  ],
  [
    'two fixes and one look',
    { case: [fixed, { ...fixed, id: 'case-2' }], look: [look] },
    'partial',
  ],
])

test('4.1.9/after-fix says which documents the library lacks', async () => {
  const { detail } = await ask('4.1.9/after-fix', {
    case: [fixed],
    look: [look],
    document: [guide],
  })
  expect(detail).toContain(
    'The library has no installation guide, no instructions for use, no release notes.',
  )
})
