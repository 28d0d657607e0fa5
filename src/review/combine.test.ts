import { expect, test } from 'vitest'
import { combine } from './combine.ts'
import { type Verdict, verdicts } from './contract.ts'
import { followsFrom } from './verify/verdicts.ts'

const table: readonly (readonly [documents: Verdict, ...records: readonly Verdict[]])[] = [
  // records:         met        partial    absent     not-applicable    could-not-run
  ['met', 'met', 'partial', 'partial', 'not-applicable', 'could-not-run'],
  ['partial', 'partial', 'partial', 'partial', 'not-applicable', 'could-not-run'],
  ['absent', 'partial', 'partial', 'absent', 'not-applicable', 'could-not-run'],
  ['not-applicable', 'met', 'partial', 'absent', 'not-applicable', 'could-not-run'],
  [
    'could-not-run',
    'could-not-run',
    'could-not-run',
    'could-not-run',
    'not-applicable',
    'could-not-run',
  ],
]

test.each(table)(
  'where the documents are %s, with each verdict of the records',
  (documents, ...row) => {
    expect(verdicts.map((records) => combine(documents, records))).toEqual(row)
  },
)

test('is the rule by which packs that are made now are verified', () => {
  for (const documents of verdicts)
    for (const records of verdicts)
      expect(followsFrom(documents, records)).toBe(combine(documents, records))
})
