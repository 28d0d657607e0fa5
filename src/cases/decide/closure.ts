import { type Refusal, refuse } from '../../kernel/result.ts'
import type { ClosureEvidence } from '../ports.ts'
import type { CaseState } from '../state.ts'
import { reportChecks } from './closure/analysis.ts'
import { changeChecks } from './closure/change.ts'
import type { ChecksOf, ClosureCheck } from './closure/check.ts'
import { decisionChecks } from './closure/decisions.ts'
import { impactChecks } from './closure/impact.ts'
import { othersChecks } from './closure/others.ts'
import { outwardChecks } from './closure/outward.ts'
import { ownersChecks } from './closure/owners.ts'
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
  decisionChecks,
  changeChecks,
  othersChecks,
  ownersChecks,
  thirdPartiesChecks,
  taskChecks,
  outwardChecks,
]

/** All that a closure asks for, each with what is missing and the command that brings it. */
export const closureChecks = (
  state: CaseState,
  evidence: ClosureEvidence,
): readonly ClosureCheck[] =>
  state.ending === null
    ? checksOfFlaw.flatMap((checks) => checks(state, evidence))
    : [...checksWithoutFix(state, evidence), ...taskChecks(state, evidence)]

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
