import { describe, expect, test } from 'vitest'
import { ask } from '../../../test/support/review-facts.ts'
import type { ConstraintId } from '../../catalogue/constraint-ids.ts'

const product = { id: 'product-1', name: 'Pump' }
const written = (...missing: readonly string[]) => [
  {
    title: 'Secure operation',
    name: 'REL-1-SG.pdf',
    format: 'pdf' as const,
    file: { hash: 'a'.repeat(64), name: 'REL-1-SG.pdf', size: 1 },
    missing: [...missing],
    gaps: [],
  },
]
const check = (constraint: string, state: 'passed' | 'missing') => ({
  id: constraint.slice(6),
  title: '',
  constraint,
  state,
  detail: '',
})
const released = {
  id: 'release-1',
  status: 'released',
  product: 'product-1',
  revision: '2.1',
  documents: written(),
} as const

const inDocuments: readonly ConstraintId[] = [
  '5.8.2/secure-operation',
  '5.8.2/network',
  '5.8.2/access',
  '5.8.2/communications',
  '5.8.2/conformance',
  '5.8.2/annex-e',
  '5.8.2/accounts',
  '5.8.2/residual',
  '5.8.2/residual-data',
  '5.8.2/retention',
  '5.8.2/disposal',
  '5.8.2/release-notes',
]

describe.each(inDocuments)('%s', (id) => {
  test('given no product, then absent', async () => {
    expect((await ask(id, {})).verdict).toBe('absent')
  })

  test('given a product without release documents, then absent', async () => {
    expect((await ask(id, { product: [product] })).verdict).toBe('absent')
  })

  test('given documents of a signed release without a gap, then met', async () => {
    expect((await ask(id, { product: [product], release: [released] })).verdict).toBe('met')
  })

  test('given a gap elsewhere, then met; given one here, then absent', async () => {
    const gap = (missing: string) => ({
      product: [product],
      release: [{ ...released, documents: written(missing) }],
    })
    expect((await ask(id, gap('6.3/inform'))).verdict).toBe('met')
    expect((await ask(id, gap(id))).verdict).toBe('absent')
  })

  test('given a release that is not signed, then partial', async () => {
    const release = [{ ...released, status: 'documented' }] as const
    expect((await ask(id, { product: [product], release })).verdict).toBe('partial')
  })

  test('given a later release that is only written, then the signed one counts', async () => {
    const later = {
      ...released,
      id: 'release-2',
      status: 'documented',
      documents: written(id),
    } as const
    expect((await ask(id, { product: [product], release: [released, later] })).verdict).toBe('met')
  })

  test('given a second product without documents, then partial', async () => {
    const two = [product, { ...product, id: 'product-2', name: 'Viewer' }]
    const answer = await ask(id, { product: two, release: [released] })
    expect(answer.verdict).toBe('partial')
    expect(answer.detail).toContain('No release documents: Viewer.')
  })
})

describe('5.8.2/retention and 5.8.2/disposal', () => {
  const without = { product: [{ ...product, healthInformation: false }] }

  test('given no health information, then not applicable', async () => {
    expect((await ask('5.8.2/retention', without)).verdict).toBe('not-applicable')
    expect((await ask('5.8.2/disposal', without)).verdict).toBe('not-applicable')
    expect((await ask('5.8.2/network', without)).verdict).toBe('absent')
  })
})

describe('5.8.2/requirements', () => {
  const gate = (state: 'passed' | 'missing') => ({
    gate: { checks: [check('5.8.2/requirements', state)], at: '', by: '' },
  })
  const waivers = [
    { check: 'requirements', as: 'waived' as const, reason: 'x', name: 'Ada', at: '' },
  ]
  test.each([
    ['no gate', [released], 'absent'],
    ['a passed check and listed requirements', [{ ...released, ...gate('passed') }], 'met'],
    ['a check that failed', [{ ...released, ...gate('missing') }], 'absent'],
    ['a check that was waived', [{ ...released, ...gate('missing'), waivers }], 'absent'],
    [
      'a passed check and no requirements in the documents',
      [{ ...released, ...gate('passed'), documents: written('5.8.2/requirements') }],
      'partial',
    ],
  ] as const)('given %s, then %s', async (_what, release, verdict) => {
    expect((await ask('5.8.2/requirements', { product: [product], release })).verdict).toBe(verdict)
  })
})

describe('5.8.2/updated', () => {
  const passed = { gate: { checks: [check('5.8.2/updated', 'passed')], at: '', by: '' } }
  const unchanged = { unchanged: { reason: 'Only speed.', name: 'Ada', at: '' } }
  test.each([
    ['no signed release', [{ ...released, status: 'planned' }], 'absent'],
    ['revised documents', [{ ...released, ...passed }], 'met'],
    ['a signed statement', [{ ...released, ...unchanged }], 'met'],
    ['neither', [released], 'absent'],
    [
      'one of two',
      [
        { ...released, ...passed },
        { ...released, id: 'release-2' },
      ],
      'partial',
    ],
  ] as const)('given %s, then %s', async (_what, release, verdict) => {
    expect((await ask('5.8.2/updated', { product: [product], release })).verdict).toBe(verdict)
  })
})
