import { describe, expect, test } from 'vitest'
import { ask, type Given } from '../../../test/support/review-facts.ts'

const defect = {
  defectKind: 'outdated',
  severity: 'medium',
  statements: [{ document: 'document-1', revision: 'r', quote: 'Port 23 is open.', location: '' }],
  misleads: 'Operators leave port 23 open.',
  document: 'document-1',
  case: 'case-1',
} as const
const assigned = { ...defect, assigned: { to: 'ada', person: null, until: '2026-04-01' } }
const by = (who: string, at = '2026-02-20T00:00:00.000Z') => ({ by: `person:${who}`, at })
const correction = {
  ...by('wanda'),
  revision: '2',
  before: '',
  after: 'Port 23 is closed.',
  byEye: '',
  compared: [],
}
const closed = {
  ...defect,
  status: 'closed',
  correction,
  verified: { ...by('erika'), reason: 'Read.' },
  closed: { ...by('erika'), told: 'notice-now', reason: 'Told.' },
} as const
const toldBy = (told: 'next-release' | 'notice-now', at: string) => ({
  ...closed,
  closed: { ...closed.closed, told, at },
})
const issue = (isClosed: boolean) => ({
  tracker: 'redmine',
  issue: '812',
  key: 'DOCS-812',
  url: '',
  status: '',
  withheld: false,
  isClosed,
  seenAt: '',
})
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
  at: '2026-02-11T00:00:00.000Z',
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
      at: '2026-02-10T00:00:00.000Z',
      signedBy: null,
    },
  ],
} as const
const revision = {
  version: '1',
  file: { hash: 'r', name: 'guide.md', size: 1 },
  addedAt: '2026-01-01T00:00:00.000Z',
  addedBy: '',
  kept: true,
  origin: null,
  again: false,
  inForceFrom: null,
  approved: null,
  reading: null,
}
const guide = { id: 'document-1', documentKind: 'security-guide', revisions: [revision] }
const ifu = { id: 'document-2', documentKind: 'ifu', revisions: [revision] }
const longAgo = '2025-01-01T00:00:00.000Z'

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
  ['a guide that was searched', { look: [look], document: [guide] }, 'met'],
  ['instructions that nobody looked at', { look: [look], document: [guide, ifu] }, 'partial'],
  [
    'instructions that a person read',
    {
      look: [
        {
          ...look,
          readByEye: [{ document: 'document-2', revision: '', found: 'Nothing.', ...by('erika') }],
        },
      ],
      document: [guide, ifu],
    },
    'met',
  ],
  ['a look of two years ago', { look: [{ ...look, at: longAgo }] }, 'partial'],
  [
    'a question of last week',
    { look: [{ ...look, at: '2026-02-25T00:00:00.000Z', candidates: [candidate('undecided')] }] },
    'met',
  ],
  [
    'a question of last year',
    { look: [{ ...look, at: '2025-12-01T00:00:00.000Z', candidates: [candidate('undecided')] }] },
    'partial',
  ],
])

rows('4.1.9/characterise', [
  ['nothing', {}, 'absent'],
  ['a described defect', { defect: [defect] }, 'met'],
  ['one that misleads nobody', { defect: [defect, { ...defect, misleads: '' }] }, 'partial'],
  ['one that stands nowhere', { defect: [defect, { ...defect, statements: [] }] }, 'partial'],
  [
    'an omission with its place',
    { defect: [{ ...defect, statements: [], missingAt: 'Network' }] },
    'met',
  ],
])

rows('4.1.9/closure', [
  ['nothing', {}, 'absent'],
  ['closed and dated defects', { defect: [closed, assigned] }, 'met'],
  ['a defect that nobody has', { defect: [closed, defect] }, 'partial'],
  ['closed without a correction', { defect: [{ ...closed, correction: null }] }, 'partial'],
  ['closed unverified', { defect: [{ ...closed, verified: null }] }, 'partial'],
  [
    'verified by its corrector',
    { defect: [{ ...closed, verified: { ...by('wanda'), reason: 'Read.' } }] },
    'partial',
  ],
  ['withdrawn', { defect: [{ ...defect, status: 'withdrawn' }] }, 'met'],
  ['told with a release to come', { defect: [toldBy('next-release', '2026-02-20')] }, 'met'],
  ['told with a release that never came', { defect: [toldBy('next-release', longAgo)] }, 'partial'],
  [
    'told with a release that came',
    {
      defect: [toldBy('next-release', longAgo)],
      release: [{ status: 'released', documentsAt: '2025-03-01T00:00:00.000Z' }],
    },
    'met',
  ],
  [
    'a date that has passed',
    { defect: [{ ...defect, assigned: { to: 'ada', person: null, until: '2026-03-01' } }] },
    'partial',
  ],
])

rows('4.1.9/defect-system', [
  ['nothing', {}, 'absent'],
  ['the number of the tracker', { defect: [{ ...defect, trackerIssue: 'JIRA-1' }] }, 'met'],
  ['tracked here alone', { defect: [defect] }, 'partial'],
  [
    'over here and there',
    { defect: [{ ...closed, trackerIssue: 'DOCS-812', issue: issue(true) }] },
    'met',
  ],
  [
    'over here and open there',
    { defect: [{ ...closed, trackerIssue: 'DOCS-812', issue: issue(false) }] },
    'partial',
  ],
])

rows('4.1.9/guidelines', [
  ['no security guide', { document: [{ documentKind: 'ifu' }] }, 'absent'],
  ['a guide that a look searched', { document: [guide], look: [look] }, 'met'],
  ['a guide with a defect', { document: [guide], defect: [defect] }, 'met'],
  [
    'a guide that was searched two years ago',
    { document: [guide], look: [{ ...look, at: longAgo }] },
    'partial',
  ],
  ['a guide that nobody looked at', { document: [guide] }, 'partial'],
])

rows('4.1.9/documentation-only', [
  ['nothing', {}, 'absent'],
  ['defects of cases alone', { defect: [defect] }, 'absent'],
  ['a followed defect without a case', { defect: [defect, { ...assigned, case: null }] }, 'met'],
  ['one that nobody follows', { defect: [{ ...defect, case: null }] }, 'partial'],
  ['one that was none', { defect: [{ ...closed, case: null, status: 'withdrawn' }] }, 'absent'],
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
  ['a look before the fix', { case: [fixed], look: [{ ...look, at: longAgo }] }, 'absent'],
  [
    'a look that left the instructions out',
    { case: [fixed], look: [look], document: [guide, ifu] },
    'absent',
  ],
  [
    'instructions that came later',
    {
      case: [fixed],
      look: [look],
      document: [
        guide,
        { ...ifu, revisions: [{ ...revision, addedAt: '2026-02-20T00:00:00.000Z' }] },
      ],
    },
    'met',
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
