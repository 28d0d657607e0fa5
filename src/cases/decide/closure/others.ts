import { type ChecksOf, check } from './check.ts'

export const othersChecks: ChecksOf = ({ risk }) => [
  check(
    '9.5/risk-record',
    'Risk record updated',
    risk !== null && risk.residual !== 'not-acceptable',
    'Update the risk record; a risk that is not acceptable keeps the case open.',
    'update-risk',
    { recorded: risk?.register ?? '', by: [risk] },
  ),
]
