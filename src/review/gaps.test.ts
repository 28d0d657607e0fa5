import { expect, test } from 'vitest'
import type { Clause } from '../catalogue/schema.ts'
import { withCommonGaps } from './common-gaps.ts'
import type { ConstraintAnswer, Verdict } from './contract.ts'
import { legsNotAsked } from './legs.ts'
import { nextSteps } from './next-steps.ts'

const constraint = {
  duty: 'Somebody looks.',
  signals: { fileNames: ['guide'], questions: ['Who looks?'] },
  records: 'A look.',
}
const leg = (verdict: Verdict) => ({ verdict, detail: 'So it is.' })
const legs = (says: Verdict, inForce: Verdict, record: Verdict) => ({
  exists: { ...leg('met'), documents: [] },
  says: { ...leg(says), evidence: [] },
  inForce: { ...leg(inForce), documents: [] },
  record: { ...leg(record), links: [], imported: [] },
})

test('what closes a gap is never nothing, and follows what was found', () => {
  const steps = (verdict: Verdict, found: ReturnType<typeof legs>) =>
    nextSteps({ verdict, legs: found }, constraint)
  expect(steps('met', legs('met', 'met', 'met'))).toEqual([])
  expect(steps('not-applicable', legs('absent', 'absent', 'absent'))).toEqual([])
  expect(steps('could-not-run', legs('could-not-run', 'absent', 'could-not-run'))).toEqual([
    'Make readable what the review could not read. So it is.',
    'See why the records could not answer. So it is.',
  ])
  expect(steps('partial', legs('partial', 'partial', 'not-applicable'))).toEqual([
    'Say all of it: Who looks?',
    'Bring into force what says it. So it is.',
  ])
  expect(steps('absent', legs('met', 'met', 'met'))).toEqual([
    'Nothing was found to lack; a person says otherwise: do what their reason asks for.',
  ])
})

test.each([
  [['met', 'not-applicable'], undefined],
  [['absent', 'not-applicable'], 'whole'],
  [['absent', 'met'], 'in-part'],
  [['partial', 'could-not-run'], 'in-part'],
  [['could-not-run', 'met'], 'not-known'],
] as const)('a common gap that %j show stands: %s', (verdicts, stands) => {
  const answers = verdicts.map(
    (verdict, index): ConstraintAnswer => ({
      id: ['6.3/inform', '9.2/channel'][index] ?? '',
      ...{ title: '', duty: '', severity: 'major', basis: '', verdict },
      ...{ next: [], tasks: [], defects: [], asksAgain: [], legs: legsNotAsked },
      applicability: { applies: true, reason: '' },
      documents: { verdict, read: 0, unread: 0, evidence: [] },
      records: { verdict, detail: '', links: [] },
    }),
  )
  const gap: Exclude<Clause['commonGaps'], string>[number] = {
    text: 'A gap.',
    severity: 'major',
    judgement: 'ours',
    constraints: ['6.3/inform'],
    shownBy: ['6.3/inform', '9.2/channel'],
  }
  const [clause] = withCommonGaps(
    [{ id: '6.3', commonGaps: [gap] }],
    [{ id: '6.3', title: '', constraints: answers, withheld: [] }],
  )
  expect(clause?.commonGaps[0]?.stands).toBe(stands)
})
