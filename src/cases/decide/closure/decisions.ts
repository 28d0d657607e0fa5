import { type ChecksOf, check } from './check.ts'

export const decisionChecks: ChecksOf = ({ disposition, disclosure }) => [
  check(
    '9.5/disposition',
    'Disposition, approved',
    disposition !== null && disposition.approved !== null,
    'Propose a disposition and have it approved.',
    disposition === null ? 'propose-disposition' : 'approve-disposition',
  ),
  check(
    '9.5/disclosure',
    'Disclosure decision, approved',
    disclosure !== null && disclosure.approved !== null,
    'Decide the disclosure and have it approved.',
    disclosure === null ? 'decide-disclosure' : 'approve-disclosure',
  ),
]
