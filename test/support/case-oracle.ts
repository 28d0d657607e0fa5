/** What 9.5 asks of safety and the risk register, told again from the clause and not from the code under test. */
import type { CaseState, ClosureEvidence } from '../../src/cases/index.ts'

export const registerStands = (
  { risk, disposition, verifications }: CaseState,
  { risks = [] }: ClosureEvidence,
): boolean =>
  risks.some(({ id }) => id === risk?.risk) &&
  risks.every(({ stale, residual }) => !stale && residual !== 'not-acceptable') &&
  (disposition?.path === 'residual-risk' || (risk?.at ?? '') >= (verifications.at(-1)?.at ?? ''))

/** The number that decides: of the score that was chosen and still stands, or of the worst. */
export const counted = ({
  scores,
  primaryScore,
}: Pick<CaseState, 'scores' | 'primaryScore'>): string => {
  const chosen = scores.find(({ source }) => source === primaryScore?.source)
  return (chosen?.score ?? Math.max(...scores.map(({ score }) => score))).toFixed(1)
}

export const everyAffectedProductIsSigned = ({ impact, safety, ...scored }: CaseState): boolean =>
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
