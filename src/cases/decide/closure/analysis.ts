import { reproductions } from '../../contract/analysis.ts'
import { lastReproductions, type Reproduction, reproductionOf } from '../../state/analysis.ts'
import type { CaseState } from '../../state.ts'
import { type ChecksOf, type ClosureCheck, check, type Recorded } from './check.ts'

/**
 * Clause 9.3: what was reported was tried, or somebody said why it cannot be. Nothing is asked where
 * the case came from no report, and of a case that ends without a fix: there the end itself asks.
 */
export const reportChecks: ChecksOf = (state, { reports = [] }) => {
  const asked = [...new Set([...state.reports, ...reports])]
  if (asked.length === 0) return []
  const last = asked.map((report) => reproductionOf(state, report))
  return [
    check(
      '9.3',
      'Report verified',
      last.every((one) => one !== undefined && one.outcome !== 'not-reproduced'),
      last.includes(undefined)
        ? 'Record for each report whether it was reproduced, how and on which revision, or why it cannot be tried.'
        : 'The last try did not reproduce a report: try it again, or end the case as not reproducible.',
      'verify-report',
      recordedOf(last),
    ),
  ]
}

const recordedOf = (tries: readonly (Reproduction | undefined)[]): Recorded => {
  const found = [...new Set(tries.flatMap((one) => (one === undefined ? [] : [one])))]
  return {
    recorded: found
      .map(({ outcome, revision }) =>
        revision === undefined
          ? reproductions[outcome]
          : `${reproductions[outcome]} on ${revision}`,
      )
      .join(', '),
    by: found.slice(-1),
  }
}

/** Nothing is called not reproducible that nobody tried, or that a later try reproduced. */
export const endTried = (state: CaseState): readonly ClosureCheck[] => {
  if (state.ending?.ending !== 'not-reproducible') return []
  const last = lastReproductions(state)
  return [
    check(
      '9.3',
      'Tried, and not reproduced',
      last.length > 0 &&
        last.every(({ outcome }) => outcome === 'not-reproduced' || outcome === 'cannot-be-tried'),
      last.length === 0
        ? 'Record how it was tried, on which revision and by whom, or why it cannot be tried.'
        : 'A try reproduced it: propose a disposition.',
      last.length === 0 ? 'verify-report' : 'propose-disposition',
      recordedOf(last),
    ),
  ]
}
