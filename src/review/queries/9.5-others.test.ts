import { describe, expect, test } from 'vitest'
import { ask, done, type Given, verificationOf } from '../../../test/support/review-facts.ts'

type GivenCase = NonNullable<Given['case']>[number]

/** The fields that the review reads; what else a case holds is nothing to these queries. */
const partly = (one: object) => one as GivenCase

const resolved = {
  id: 'case-1',
  status: 'closed',
  closed: { ...done, conclusion: 'Done.' },
} as const
const verification = verificationOf('pump')
const verdictFor = async (id: Parameters<typeof ask>[0], given: Given) =>
  (await ask(id, given)).verdict

describe('9.5/risk-record', () => {
  const risk = {
    ...done,
    register: 'RISK-1',
    risk: 'risk-1',
    category: '',
    residual: 'acceptable',
    description: '',
    compensatingControl: '',
  } as const
  const basis = [
    { case: 'case-1', reference: '', score: '', exploitation: '', affected: '', safety: '' },
  ]
  const level = { severity: '', probability: '' }
  const entry = {
    id: 'risk-1',
    basis,
    residual: { ...level, acceptability: 'acceptable' },
  } as const
  const bad = { ...entry, residual: { ...level, acceptability: 'not-acceptable' } } as const
  const accepted = (until: string) => ({
    ...bad,
    status: 'accepted' as const,
    acceptance: { ...done, reason: '', condition: '', until, accepted: { ...done, comment: '' } },
  })
  const one: GivenCase = { ...resolved, risk }

  test.each([
    ['an acceptable entry', { case: [one], risk: [entry] }, 'met'],
    [
      'an entry that is accepted by signature',
      { case: [one], risk: [accepted('2026-12-31')] },
      'met',
    ],
    ['one whose acceptance has run out', { case: [one], risk: [accepted('2026-03-01')] }, 'absent'],
    ['one that is not acceptable', { case: [one], risk: [bad] }, 'absent'],
    ['one whose basis changed', { case: [one], risk: [{ ...entry, status: 'stale' }] }, 'absent'],
    ['no entry of the register', { case: [one] }, 'absent'],
    [
      'only an entry that was retired',
      { case: [one], risk: [{ ...entry, status: 'retired' }] },
      'absent',
    ],
    [
      'an update from before the fix was tested',
      {
        case: [
          {
            ...one,
            verifications: [{ ...verification, passed: true, at: '2026-02-20T00:00:00.000Z' }],
          },
        ],
        risk: [entry],
      },
      'absent',
    ],
  ] as const)('given %s, then %s', async (_what, given, verdict) => {
    expect(await verdictFor('9.5/risk-record', given)).toBe(verdict)
  })

  test('names the entries that keep it from being met', async () => {
    const { detail } = await ask('9.5/risk-record', { case: [one], risk: [bad] })
    expect(detail).toContain('RISK-1')
  })
})

describe('9.5/other-products', () => {
  const asked = (name: string, answer: 'affected' | 'looking' | null) => ({
    product: name,
    name,
    owners: [],
    because: [],
    asked: done,
    dueAt: '',
    pending: [],
    escalatedAt: null,
    answer:
      answer === null
        ? null
        : {
            ...done,
            answer,
            revisions: [],
            justification: '',
            statement: '',
            until: '',
            onBehalf: false,
          },
  })
  const informed = { ...done, products: ['viewer'], answer: '', none: false }

  test.each([
    ['affected', 'met'],
    ['looking', 'absent'],
    [null, 'absent'],
  ] as const)('given owners who answered %s, then %s', async (answer, verdict) => {
    const one = { ...resolved, otherProducts: informed, asks: [asked('Viewer', answer)] }
    const found = await ask('9.5/other-products', { case: [partly(one)] })
    expect(found.verdict).toBe(verdict)
    expect(found.detail.includes('No answer yet for Viewer.')).toBe(verdict !== 'met')
  })
})

describe('9.5/third-party', () => {
  const told = {
    ...done,
    owner: 'zlib',
    component: '',
    toldOn: '',
    how: 'mail',
    none: false,
    reason: '',
  }
  const party = (over: object) => ({
    party: 'p',
    owner: 'zlib',
    notice: {},
    pending: [],
    byHand: [],
    followedUp: [],
    answer: null,
    ...over,
  })

  test.each([
    ['that answered', { pending: ['2026-04-01'], answer: {} }, 'met'],
    ['that was asked again as the rules say', {}, 'met'],
    ['that is still to be asked again', { pending: ['2026-04-01'] }, 'absent'],
    ['that nobody told', { notice: null }, 'absent'],
  ] as const)('given a third party %s, then %s', async (_what, over, verdict) => {
    const one = { ...resolved, thirdParties: [told], parties: [party(over)] }
    expect(await verdictFor('9.5/third-party', { case: [partly(one)] })).toBe(verdict)
  })
})

describe('what was decided on something else by now', () => {
  const approved = { ...done, proposal: '', decision: '' }
  const whole = {
    ...resolved,
    disposition: {
      ...done,
      path: 'code-fix',
      reason: '',
      considered: [],
      guidance: [],
      control: '',
      rows: [],
      approved,
      rejected: null,
    },
    disclosure: {
      ...done,
      disclose: true,
      audiences: [],
      plan: [],
      tlp: 'CLEAR',
      reason: '',
      approved,
    },
  } as const
  test.each(['disposition', 'disclosure'] as const)('is no approved %s', async (part) => {
    expect(await verdictFor(`9.5/${part}`, { case: [whole] })).toBe('met')
    const stale = [{ part, because: [] }]
    expect(await verdictFor(`9.5/${part}`, { case: [{ ...whole, stale }] })).toBe('absent')
  })
})

test('9.5/verified asks for a test that passed of each product that was tested', async () => {
  const disposition = { ...done, path: 'code-fix', guidance: [], approved: null }
  const verdict = (...verifications: readonly object[]) =>
    verdictFor('9.5/verified', {
      case: [partly({ ...resolved, disposition, verifications })],
    })
  const [pump, viewer] = [verification, { ...verification, product: 'viewer' }]
  expect(await verdict({ ...pump, passed: true }, { ...viewer, passed: true })).toBe('met')
  expect(await verdict({ ...pump, passed: false }, { ...viewer, passed: true })).toBe('absent')
  expect(await verdict({ ...pump, passed: false }, { ...pump, passed: true })).toBe('met')
})
