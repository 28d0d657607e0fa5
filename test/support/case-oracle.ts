/** What 9.5 asks of a closure, told again from the clause and not from the code under test. */
import type { CaseState, ClosureEvidence } from '../../src/cases/index.ts'

export const mayRightlyBeClosed = (state: CaseState, seen: ClosureEvidence): boolean => {
  if (!nothingLies(state, seen)) return false
  if (state.ending !== null) return endsRightly(state, seen)
  const { disposition, disclosure, risk } = state
  const [test] = state.verifications.slice(-1)
  if (disposition === null || disposition.approved === null) return false
  if (disposition.rejected !== null) return false
  if (disclosure === null || disclosure.approved === null) return false
  if (risk === null || !registerStands(state, seen)) return false
  if (!everyAffectedProductIsSigned(state)) return false
  if (state.asks.some(({ answer }) => answer === null || answer.answer === 'looking')) return false
  if (state.asks.length === 0 && state.otherProducts === null && seen.products.active.length > 1)
    return false
  if (state.parties.length === 0 && state.thirdParties.length === 0) return false
  if (state.parties.some(({ notice, answer }) => notice === null || answer === null)) return false
  if (seen.reports?.length === 1 && !seenByTheLastTry(state)) return false
  if (state.impact.some(({ status }) => status === 'under-investigation')) return false
  if (state.impact.some(decidedOnAnotherScore(state))) return false
  if (state.impact.some(decidedOnOtherExploitation(state))) return false
  if (seen.openDefects.length > 0 || seen.unpublished.length > 0) return false
  if (seen.looks.some(({ undecided }) => undecided > 0)) return false
  if (seen.unsearched !== undefined && seen.unsearched.length > 0) return false
  if (disclosure.disclose && seen.published.length === 0) return false
  if (disposition.path === 'residual-risk') return true
  return (
    state.changeRequest !== null &&
    ['safety', 'security', 'effectiveness'].every((aspect) =>
      state.aspectReviews.some((review) => review.aspect === aspect && review.accepted),
    ) &&
    state.aspectReviews.every(({ by }) => by !== state.changeRequest?.by) &&
    test?.passed === true &&
    seen.looks.length > 0
  )
}

const seenByTheLastTry = ({ reproductions }: CaseState): boolean =>
  reproductions.at(-1)?.outcome === 'reproduced'

const decidedOnOtherExploitation =
  ({ exploitation }: CaseState) =>
  ({ basis }: CaseState['impact'][number]) =>
    basis !== null && exploitation?.status === 'active' && basis.exploitation !== 'active'

const decidedOnAnotherScore =
  (state: CaseState) =>
  ({ basis }: CaseState['impact'][number]) =>
    basis !== null && basis.scores !== '' && basis.scores !== counted(state)

/** Safety and the risk register. */
const registerStands = (
  { risk, disposition, verifications }: CaseState,
  { risks = [] }: ClosureEvidence,
): boolean =>
  risks.some(({ id }) => id === risk?.risk) &&
  risks.every(({ stale, residual }) => !stale && residual !== 'not-acceptable') &&
  (disposition?.path === 'residual-risk' || (risk?.at ?? '') >= (verifications.at(-1)?.at ?? ''))

/** The number that decides: of the score that was chosen and still stands, or of the worst. */
const counted = ({ scores, primaryScore }: Pick<CaseState, 'scores' | 'primaryScore'>): string => {
  const chosen = scores.find(({ source }) => source === primaryScore?.source)
  return (chosen?.score ?? Math.max(...scores.map(({ score }) => score))).toFixed(1)
}

const everyAffectedProductIsSigned = ({ impact, safety, ...scored }: CaseState): boolean =>
  impact
    .filter(({ status }) => status === 'affected')
    .every(({ product }) => {
      const found = safety.find((one) => one.product === product)
      return (
        found !== undefined &&
        found.signed !== null &&
        found.signed.by !== found.by &&
        (found.basis.scores === '' || found.basis.scores === counted(scored))
      )
    })

/** Nothing that the team began lies about: leaks, tasks, and what authorities have to be told. */
const nothingLies = (
  { leak, tasks, incidents, reportability, submissions }: CaseState,
  { authorities = [] }: ClosureEvidence,
): boolean =>
  (leak === null || leak.settled !== null) &&
  tasks.every(({ closed }) => closed !== null) &&
  authorities
    .filter(({ enabled }) => enabled)
    .every(({ id, when }) => {
      const decision = reportability.find(({ authority }) => authority === id)
      if (decision === undefined) return when !== 'incident' || incidents.length === 0
      if (decision.approved === null || decision.approved.by === decision.by) return false
      return !decision.reportable || submissions.some(({ authority }) => authority === id)
    })

/** Exits of ISO/IEC 30111: two people said so, and whoever must hear of it did. */
const endsRightly = (state: CaseState, seen: ClosureEvidence): boolean => {
  const { ending, reproductions, parties, thirdParties, disclosure } = state
  if (ending === null || ending.approved === null || ending.approved.by === ending.by) return false
  if (seen.openDefects.length > 0 || seen.unpublished.length > 0) return false
  switch (ending.ending) {
    case 'not-reproducible':
      return ['not-reproduced', 'cannot-be-tried'].includes(reproductions.at(-1)?.outcome ?? '')
    case 'not-ours':
      return parties.some(({ notice }) => notice !== null) || thirdParties.some(({ none }) => !none)
    case 'obsolete':
      return (
        disclosure !== null &&
        disclosure.approved !== null &&
        (!disclosure.disclose || seen.published.length > 0)
      )
    default:
      return true
  }
}
