import { describe, expect, test } from 'vitest'
import { ask, done, type Given, verificationOf } from '../../../test/support/review-facts.ts'
import type { ConstraintId } from '../../catalogue/constraint-ids.ts'

const user = (id: string) => ({ user: id, organisation: 'Hospital', contactName: '', email: '' })
const product = { id: 'product-1', name: 'Pump', users: [user('user-1'), user('user-2')] }
const notice = (id: string, at = '2026-02-03T00:00:00.000Z') => ({
  user: id,
  organisation: '',
  at,
  acknowledged: null,
})
const published = {
  id: 'update-1',
  status: 'published',
  product: 'product-1',
  release: 'release-1',
  compatibility: 'Fits revision 2.',
  publication: {
    at: '2026-02-01T00:00:00.000Z',
    targets: [{ path: 'UPD-1/pump.bin', sha256: 'a'.repeat(64), length: 3 }],
    repositoryVersion: 2,
  },
  notices: [notice('user-1'), notice('user-2')],
} as const
const sent = [{ about: 'update-1' }, { about: 'update-1' }]
const file = { hash: 'a'.repeat(64), name: 'pump.bin', size: 3 }
const patch = { product: 'product-1', vendor: 'OS maker' }
const decidedAt = '2026-01-10T00:00:00.000Z'
const position = (is: 'approved' | 'not-approved', mitigation = '') => ({
  positions: [{ position: is, mitigation, reason: '', by: '', name: '', at: decidedAt }],
})

type Row = readonly [what: string, given: Given, verdict: string]
const rows = (constraint: ConstraintId, table: readonly Row[]) =>
  describe(constraint, () => {
    test.each(table)('given %s, then %s', async (_what, given, verdict) => {
      expect((await ask(constraint, given)).verdict).toBe(verdict)
    })
  })
const required = { product: [{ ...product, itemClass: 'required' as const }] }
const supported = { ...product, itemClass: 'supported' as const }

rows('6.3/inform', [
  ['nothing', {}, 'absent'],
  [
    'every user told, with proof',
    { product: [product], update: [published], distribution: sent },
    'met',
  ],
  ['supported software', { product: [supported], update: [published], distribution: sent }, 'met'],
  ['no proof that it left', { product: [product], update: [published] }, 'partial'],
  [
    'a user who was not told',
    {
      product: [product],
      update: [{ ...published, notices: [notice('user-1')] }],
      distribution: sent,
    },
    'partial',
  ],
  ['no notice', { product: [product], update: [{ ...published, notices: [] }] }, 'absent'],
  [
    'notices that went out after two months',
    {
      product: [product],
      update: [
        {
          ...published,
          publication: { ...published.publication, at: '2025-12-01T00:00:00.000Z' },
        },
      ],
      distribution: sent,
    },
    'partial',
  ],
  [
    'a user who registered later',
    {
      product: [product],
      update: [
        {
          ...published,
          publication: { ...published.publication, at: '2025-12-01T00:00:00.000Z' },
          notices: [notice('user-1', '2025-12-03T00:00:00.000Z'), notice('user-2')],
        },
      ],
      distribution: sent,
    },
    'met',
  ],
  ['nobody registered', { product: [{ ...product, users: [] }], update: [published] }, 'partial'],
  [
    'an update that is only approved',
    { product: [product], update: [{ ...published, status: 'approved' }] },
    'absent',
  ],
  ['required software alone', required, 'not-applicable'],
])

rows('6.3/compatibility', [
  ['nothing', {}, 'absent'],
  [
    'a statement with the notices',
    { product: [product], update: [published], distribution: sent },
    'met',
  ],
  ['notices that did not leave', { product: [product], update: [published] }, 'partial'],
  [
    'a statement that went to nobody',
    { product: [product], update: [{ ...published, notices: [] }] },
    'partial',
  ],
  ['no statement', { product: [product], update: [{ ...published, compatibility: '' }] }, 'absent'],
  ['required software alone', required, 'not-applicable'],
])

const documented = {
  status: 'released',
  product: 'product-1',
  revision: '2.1',
  documents: [
    { title: 'Notes', name: 'notes', format: 'pdf', file, missing: [] as string[], gaps: [] },
  ],
  documentsAt: '2026-01-20T00:00:00.000Z',
} as const

rows('6.3/unapproved', [
  ['no patch', { product: [product] }, 'absent'],
  [
    'a mitigation that users read',
    {
      product: [product],
      patch: [{ ...patch, revision: '2.1', ...position('not-approved', 'Unplug.') }],
      release: [documented],
    },
    'met',
  ],
  [
    'a mitigation in no document',
    { product: [product], patch: [{ ...patch, ...position('not-approved', 'Unplug.') }] },
    'partial',
  ],
  ...(
    [
      ['documents of before', { documentsAt: '2026-01-01T00:00:00.000Z' }],
      ['documents of another revision', { revision: '2.0' }],
      [
        'documents with a gap there',
        { documents: [{ ...documented.documents[0], missing: ['6.3/unapproved'] }] },
      ],
      ['documents that nobody signed', { status: 'planned' }],
    ] as const
  ).map(
    ([what, other]): Row => [
      what,
      {
        product: [product],
        patch: [{ ...patch, revision: '2.1', ...position('not-approved', 'Unplug.') }],
        release: [{ ...documented, ...other }],
      },
      'partial',
    ],
  ),
  ['a patch without position', { product: [product], patch: [patch] }, 'absent'],
  [
    'one with and one without',
    { product: [product], patch: [patch, { ...patch, ...position('not-approved', 'Unplug.') }] },
    'partial',
  ],
  [
    'all approved',
    { product: [product], patch: [{ ...patch, ...position('approved') }] },
    'not-applicable',
  ],
])

const release = {
  id: 'release-1',
  status: 'released',
  product: 'product-1',
  cases: ['case-1'],
} as const

rows('6.3/available', [
  ['no release', { product: [product] }, 'absent'],
  ['a published update', { product: [product], release: [release], update: [published] }, 'met'],
  ['a release without update', { product: [product], release: [release] }, 'absent'],
  [
    'one of two',
    {
      product: [product],
      release: [release, { ...release, id: 'release-2' }],
      update: [published],
    },
    'partial',
  ],
  [
    'a release that fixes nothing',
    { product: [product], release: [{ ...release, cases: [] }] },
    'absent',
  ],
  ['supported software alone', { product: [supported] }, 'not-applicable'],
])

const fix = (at: string) => ({
  id: 'case-1',
  status: 'fix-verified' as const,
  disposition: {
    ...done,
    path: 'code-fix' as const,
    reason: '',
    considered: [],
    guidance: [],
    control: '',
    rows: [],
    approved: { ...done, proposal: '' },
    rejected: null,
  },
  verifications: [{ ...verificationOf('product-1'), passed: true, at }],
})
const half = { product: [product], release: [release], update: [published] }

rows('6.3/available', [
  ['a fix of last week', { ...half, case: [fix('2026-02-25T00:00:00.000Z')] }, 'met'],
  [
    'a fix that waits for half a year',
    { ...half, case: [fix('2025-09-01T00:00:00.000Z')] },
    'partial',
  ],
  [
    'a fix of half a year ago in an update',
    {
      ...half,
      update: [{ ...published, cases: ['case-1'] }],
      case: [fix('2025-09-01T00:00:00.000Z')],
    },
    'met',
  ],
])

rows('6.3/integrity', [
  ['no update', { product: [product] }, 'absent'],
  ['signed files', { product: [product], update: [published] }, 'met'],
  [
    'a file that is no target',
    { product: [product], update: [{ ...published, files: [file, file] }] },
    'partial',
  ],
  [
    'no target',
    {
      product: [product],
      update: [{ ...published, publication: { ...published.publication, targets: [] } }],
    },
    'partial',
  ],
  ['supported software alone', { product: [supported], update: [published] }, 'not-applicable'],
])

test('6.3/inform counts notices and distribution records', async () => {
  const given = { product: [product], update: [published], distribution: sent }
  expect(await ask('6.3/inform', given)).toMatchObject({
    detail:
      '1 of 1 published update told to every registered user within 30 days: 2 notices, 2 distribution records, 0 confirmed.',
  })
})
