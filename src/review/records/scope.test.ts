import { expect, test } from 'vitest'
import { type Given, portsOf } from '../../../test/support/review-facts.ts'
import { loadRecords } from './load.ts'
import { scopeTo } from './scope.ts'
import type { RecordKind } from './views.ts'

const row = (product: string) => ({
  product,
  revision: '1.0',
  status: 'affected' as const,
  statement: '',
  decided: null,
  affectedSince: null,
  basis: null,
  because: [],
  rebasedAt: null,
  otherComponents: null,
})

const given: Given = {
  product: [
    { id: 'pump', name: 'Pump' },
    { id: 'viewer', name: 'Viewer' },
  ],
  case: [
    { id: 'case-pump', impact: [row('pump')] },
    { id: 'case-viewer', impact: [row('viewer')] },
    { id: 'case-both', impact: [row('pump'), row('viewer')] },
    { id: 'case-new' },
  ],
  report: [
    { id: 'by-case', cases: ['case-pump'], product: 'Viewer' },
    { id: 'other-case', cases: ['case-viewer'], product: 'Pump' },
    { id: 'by-name', product: ' pump ' },
    { id: 'other-name', product: 'VIEWER' },
    { id: 'part-of-name', product: 'Pumpkin' },
    { id: 'no-name' },
  ],
  document: [
    { id: 'ours', products: ['pump'] },
    { id: 'theirs', products: ['viewer'] },
    { id: 'general' },
  ],
  defect: [
    { id: 'd-ours', document: 'ours' },
    { id: 'd-theirs', document: 'theirs' },
  ],
  look: [
    { id: 'l-ours', case: 'case-both' },
    { id: 'l-theirs', case: 'case-viewer' },
  ],
  release: [
    { id: 'r-ours', product: 'pump' },
    { id: 'r-theirs', product: 'viewer' },
  ],
  'open-review': [
    { id: 'o-release', release: 'r-ours' },
    { id: 'o-other', release: 'r-theirs' },
    { id: 'o-general' },
  ],
  activity: [
    { id: 'a-all' },
    { id: 'a-ours', product: 'pump' },
    { id: 'a-theirs', product: 'viewer' },
  ],
  advisory: [
    { id: 'v-ours', case: 'case-new' },
    { id: 'v-theirs', case: 'case-viewer' },
  ],
}

const scoped = async (kind: RecordKind) => {
  const { records } = await loadRecords(portsOf(given))
  return scopeTo(records, { product: 'pump' })[kind].map(({ id }) => id)
}

test.each([
  ['product', ['pump']],
  ['case', ['case-pump', 'case-both', 'case-new']],
  // A name is compared whole: "Pumpkin" is no registered product, so it may be about any.
  ['report', ['by-case', 'by-name', 'part-of-name', 'no-name']],
  ['document', ['ours', 'general']],
  ['defect', ['d-ours']],
  ['look', ['l-ours']],
  ['release', ['r-ours']],
  ['open-review', ['o-release', 'o-general']],
  ['activity', ['a-all', 'a-ours']],
  ['advisory', ['v-ours']],
] as const)('takes of %s what concerns the product, or names none', async (kind, ids) => {
  expect(await scoped(kind)).toEqual(ids)
})
