import { type ChecksOf, check } from './check.ts'

/** The register stands on the case as it is after the fix, and nothing in it is left unaccepted. */
export const riskChecks: ChecksOf = (state, evidence) => {
  const { risks = [] } = evidence
  const { risk, verifications } = state
  // A path without a change has no test; another path has forgotten those of the one before.
  const fixedAt = verifications.at(-1)?.at ?? ''
  const updated = risk !== null && risk.at >= fixedAt
  // Before the register had entries of its own, a case named a number and said what remains.
  const byNumber = risk !== null && risk.risk === undefined
  // Left out, nobody asked the register: then the case is judged by itself.
  const there =
    byNumber || evidence.risks === undefined || risks.some(({ id }) => id === risk?.risk)
  const stale = risks.filter((entry) => entry.stale)
  const open = risks.filter((entry) => !entry.stale && entry.residual === 'not-acceptable')
  const remains = byNumber && risk.residual === 'not-acceptable'
  return [
    check(
      '9.5/risk-record',
      'Risk record updated',
      updated && there && stale.length === 0 && open.length === 0 && !remains,
      missing(
        risk === null || !there,
        !updated,
        stale.map(({ reference }) => reference),
        [...open.map(({ reference }) => reference), ...(remains ? [risk.register] : [])],
      ),
      'update-risk',
      { recorded: risk?.register ?? '', by: [risk] },
    ),
  ]
}

const missing = (
  absent: boolean,
  before: boolean,
  stale: readonly string[],
  open: readonly string[],
): string => {
  if (stale.length > 0)
    return `Look at the risk anew, what it was judged on changed: ${stale.join(', ')}.`
  if (open.length > 0)
    return `What remains is not acceptable: control it, or have it accepted: ${open.join(', ')}.`
  if (absent) return 'Enter the risk into the register with this case, and record its update here.'
  return before ? 'Update the risk record after the fix was verified.' : 'Update the risk record.'
}
