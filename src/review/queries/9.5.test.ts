import { describe, expect, test } from 'vitest'
import { ask, done, type Given, verificationOf } from '../../../test/support/review-facts.ts'

type GivenCase = NonNullable<Given['case']>[number]

const disposition = {
  ...done,
  path: 'code-fix',
  reason: 'It is short.',
  considered: [],
  guidance: [],
  control: '',
  rows: [],
  approved: { ...done, proposal: '' },
  rejected: null,
} as const
const disclosure = {
  ...done,
  disclose: true,
  audiences: ['public'],
  plan: [],
  tlp: 'CLEAR',
  reason: 'Others have it too.',
  approved: { ...done, decision: '' },
} as const

const verification = verificationOf('product-1')

/** Everything that 9.5 asks of a case is recorded. */
const whole = {
  id: 'case-1',
  status: 'closed',
  disposition,
  disclosure,
  changeRequest: { ...done, reference: 'CR-1', description: 'A check.', links: [] },
  changeReview: { ...done, accepted: true },
  verifications: [{ ...verification, passed: true }],
  risk: {
    ...done,
    register: 'R-1',
    category: '',
    residual: 'acceptable',
    description: 'x',
    compensatingControl: '',
  },
  otherProducts: { ...done, products: [], answer: 'None shares it.', none: true },
  thirdParties: [
    { ...done, owner: '', component: '', how: '', none: true, reason: 'Our own code.' },
  ],
  closed: { ...done, conclusion: 'Done.' },
} as const satisfies GivenCase

const verdictFor = async (id: Parameters<typeof ask>[0], ...cases: readonly GivenCase[]) =>
  (await ask(id, { case: cases })).verdict

describe.each([
  ['9.5/disposition', { disposition: null }],
  ['9.5/disclosure', { disclosure: null }],
  ['9.5/change-request', { changeRequest: null }],
  ['9.5/change-review', { changeReview: null }],
  ['9.5/verified', { verifications: [{ ...verification, passed: false }] }],
  ['9.5/risk-record', { risk: null }],
  ['9.5/other-products', { otherProducts: null }],
  ['9.5/third-party', { thirdParties: [] }],
] as const)('%s', (id, without) => {
  const lacking = { ...whole, ...without, id: 'case-2' }

  test('given no case, then nothing shows it', async () => {
    expect(await verdictFor(id)).toBe('absent')
  })

  test('given a resolved case with it, then met', async () => {
    expect(await verdictFor(id, whole)).toBe('met')
  })

  test('given one with it and one without, then partial and the gap is named first', async () => {
    // Without a disposition there is no change that could lack anything.
    const answer = await ask(id, { case: [whole, lacking] })
    expect(answer.verdict).toBe('partial')
    expect(answer.detail).toContain('CASE-2')
    expect(answer.links[0]?.id).toBe('case-2')
  })

  test('given a resolved case without it, then absent', async () => {
    expect(await verdictFor(id, lacking)).toBe('absent')
  })

  test('given only a case that is still open, then nothing shows it', async () => {
    expect(await verdictFor(id, { status: 'open' })).toBe('absent')
  })
})

describe('9.5, what is not enough', () => {
  test('a disposition that nobody approved', async () => {
    const proposed = { ...whole, disposition: { ...disposition, approved: null } }
    expect(await verdictFor('9.5/disposition', proposed)).toBe('absent')
  })

  test('an accepted risk without guidance for the operator', async () => {
    const accepted = { ...whole, disposition: { ...disposition, path: 'residual-risk' } } as const
    expect(await verdictFor('9.5/disposition', accepted)).toBe('absent')
    const guided = { ...accepted, disposition: { ...accepted.disposition, guidance: ['Unplug.'] } }
    expect(await verdictFor('9.5/disposition', guided)).toBe('met')
  })

  test('a change that was reviewed and not accepted', async () => {
    const refused = { ...whole, changeReview: { ...whole.changeReview, accepted: false } }
    expect(await verdictFor('9.5/change-review', refused)).toBe('absent')
  })

  test('a verification that passed once and failed later', async () => {
    const verifications = [
      { ...verification, passed: true },
      { ...verification, passed: false },
    ]
    expect(await verdictFor('9.5/verified', { ...whole, verifications })).toBe('absent')
  })

  test('a risk that is not acceptable', async () => {
    const risk = { ...whole.risk, residual: 'not-acceptable' } as const
    expect(await verdictFor('9.5/risk-record', { ...whole, risk })).toBe('absent')
  })

  test('an accepted risk asks for no change, so it leaves no gap in changes', async () => {
    const accepted = {
      ...whole,
      id: 'case-2',
      disposition: { ...disposition, path: 'residual-risk' },
      changeRequest: null,
      changeReview: null,
      verifications: [],
    } as const
    expect(await verdictFor('9.5/change-request', whole, accepted)).toBe('met')
    expect(await verdictFor('9.5/verified', whole, accepted)).toBe('met')
  })
})

describe('9.5/open-review', () => {
  const released = { id: 'release-1', status: 'released' } as const
  const signed = {
    status: 'signed',
    heldAt: '2026-02-01T00:00:00.000Z',
    release: 'release-1',
    minutes: 'All looked at.',
  } as const
  test.each([
    ['nothing', {}, 'absent'],
    [
      'a review that nobody signed',
      { 'open-review': [{ ...signed, status: 'concluded' }] },
      'absent',
    ],
    ['a signed review of the release', { 'open-review': [signed], release: [released] }, 'met'],
    [
      'a signed review before any release',
      { 'open-review': [{ ...signed, release: null }] },
      'partial',
    ],
    [
      'a second release without one',
      { 'open-review': [signed], release: [released, { ...released, id: 'release-2' }] },
      'partial',
    ],
    [
      'the last one held years ago',
      {
        'open-review': [{ ...signed, heldAt: '2024-02-01T00:00:00.000Z' }],
        release: [released],
      },
      'partial',
    ],
  ] as const)('given %s, then %s', async (_what, given, verdict) => {
    expect((await ask('9.5/open-review', given)).verdict).toBe(verdict)
  })
})

describe('9.5/proactive', () => {
  const run = {
    on: '2026-02-01',
    outcome: 'clean',
    summary: '',
    file: null,
    by: '',
    recordedAt: '',
  } as const
  const activity = (kind: 'sast' | 'dast' | 'sbom-scan' | 'penetration-test', over = {}) => ({
    kind,
    status: 'running' as const,
    nextDue: '2026-04-01',
    runs: [run],
    ...over,
  })
  const four = [
    activity('sast'),
    activity('dast'),
    activity('sbom-scan'),
    activity('penetration-test'),
  ]

  test('given the four in time, then met with the count of runs', async () => {
    const answer = await ask('9.5/proactive', { activity: four })
    expect(answer).toMatchObject({ verdict: 'met', detail: '4 activities in time with 4 runs.' })
  })

  test.each([
    ['one overdue', { nextDue: '2026-03-01' }],
    ['one retired', { status: 'retired' as const }],
    ['one planned that never ran', { runs: [] }],
    ['one that only failed', { runs: [{ ...run, outcome: 'failed' as const }] }],
  ])('given %s, then partial and it is named', async (_what, over) => {
    const answer = await ask('9.5/proactive', {
      activity: [...four.slice(0, 3), activity('penetration-test', over)],
    })
    expect(answer.verdict).toBe('partial')
    expect(answer.detail).toContain('No run in time of: penetration tests.')
  })

  test('given none, then absent', async () => {
    expect((await ask('9.5/proactive', {})).verdict).toBe('absent')
  })
})

describe('9.5/end-to-end', () => {
  const look = { case: 'case-1', searched: [{ document: 'document-1', revision: 'r' }] }
  const advisory = {
    case: 'case-1',
    publications: [{ trackingVersion: 1, date: '', summary: '', path: '', sha256: '', at: '' }],
  }
  const told = {
    status: 'published',
    cases: ['case-1'],
    notices: [{ user: 'user-1', organisation: 'Hospital', at: '', acknowledged: null }],
  } as const
  test.each([
    ['no closed case', {}, 'absent'],
    [
      'every step, told by an advisory',
      { case: [whole], look: [look], advisory: [advisory] },
      'met',
    ],
    ['every step, told by an update', { case: [whole], look: [look], update: [told] }, 'met'],
    ['no look after the fix', { case: [whole], advisory: [advisory] }, 'partial'],
    ['nobody told', { case: [whole], look: [look] }, 'partial'],
    [
      'an update without notices, disclosed',
      { case: [whole], look: [look], update: [{ ...told, notices: [] }] },
      'partial',
    ],
  ] as const)('given %s, then %s', async (_what, given, verdict) => {
    expect((await ask('9.5/end-to-end', given)).verdict).toBe(verdict)
  })

  test('names each step that is missing', async () => {
    const { detail } = await ask('9.5/end-to-end', { case: [whole] })
    expect(detail).toContain('Disclosure as decided missing in CASE-1')
    expect(detail).toContain('customer notice missing in CASE-1')
  })
})
