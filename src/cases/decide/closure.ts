import { type Refusal, refuse } from '../../kernel/result.ts'
import type { ClosureEvidence } from '../ports.ts'
import type { CaseState } from '../state.ts'
import { reportChecks } from './closure/analysis.ts'
import { changeChecks } from './closure/change.ts'
import type { ChecksOf, ClosureCheck } from './closure/check.ts'
import { decisionChecks } from './closure/decisions.ts'
import { impactChecks } from './closure/impact.ts'
import { leakChecks } from './closure/leak.ts'
import { outwardChecks } from './closure/outward.ts'
import { ownersChecks } from './closure/owners.ts'
import { reportabilityChecks } from './closure/reportability.ts'
import { riskChecks } from './closure/risk.ts'
import { safetyChecks } from './closure/safety.ts'
import { taskChecks } from './closure/tasks.ts'
import { thirdPartiesChecks } from './closure/third-parties.ts'
import { checksWithoutFix } from './closure/without-fix.ts'

export type { ClosureCheck } from './closure/check.ts'

/** In the order of the work. */
const checksOfFlaw: readonly ChecksOf[] = [
  reportChecks,
  impactChecks,
  safetyChecks,
  leakChecks,
  decisionChecks,
  changeChecks,
  riskChecks,
  ownersChecks,
  thirdPartiesChecks,
  taskChecks,
  outwardChecks,
  reportabilityChecks,
]

/** All that a closure asks for, each with what is missing and the command that brings it. */
export const closureChecks = (
  state: CaseState,
  evidence: ClosureEvidence,
): readonly ClosureCheck[] =>
  state.ending === null
    ? checksOfFlaw.flatMap((checks) => checks(state, evidence))
    : [leakChecks, checksWithoutFix, taskChecks, reportabilityChecks].flatMap((checks) =>
        checks(state, evidence),
      )

/** As if every other record were as it must be: what is left is what the case itself lacks. */
const allElseDone: ClosureEvidence = {
  looks: [{ reference: '', at: '9999-12-31T00:00:00.000Z', undecided: 0 }],
  openDefects: [],
  published: ['all of it'],
  unpublished: [],
  products: { active: [], askAll: false },
}

/** The first thing that the case waits for, by its command; nothing once only others are waited for. */
export const waitsFor = (state: CaseState): readonly string[] => {
  if (state.closed !== null) return []
  const first = closureChecks(state, allElseDone).find(({ done }) => !done)
  return [first === undefined ? 'others' : (first.command ?? first.constraint)]
}

/** Refuses with everything that is missing, at once. */
export const mayClose = (state: CaseState, evidence: ClosureEvidence): true | Refusal => {
  const missing = closureChecks(state, evidence).filter(({ done }) => !done)
  return missing.length === 0
    ? true
    : refuse(
        'case/not-complete',
        `The case cannot be closed yet. ${missing.map(({ missing: what }) => what).join(' ')}`,
        { missing },
      )
}
