import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type {
  assignDefect,
  closeDefect,
  correctDefect,
  openDefect,
  verifyDefect,
} from '../contract/defect.ts'
import type { NamedRevision } from '../ports.ts'
import type { DefectEvent } from './events.ts'
import type { DefectState } from './state.ts'

type Decided = readonly DefectEvent[] | Refusal

export const decideOpen = (
  _state: DefectState,
  input: InputOf<typeof openDefect>,
  context: DecisionContext,
  revisions: readonly NamedRevision[],
): Decided => {
  if (input.defectKind !== 'omission' && input.statements.length === 0)
    return refuse('defect/no-statement', 'Cite the statement that is wrong, or choose "omission".')
  const elsewhere = input.statements.find(
    ({ document, revision }) => document !== input.document || placeOf(revisions, revision) < 0,
  )
  if (elsewhere !== undefined)
    return refuse(
      'defect/not-there',
      `The document has no revision ${elsewhere.revision} to cite. Cite a statement of this document.`,
    )
  return [{ type: 'defect.opened', reference: context.humanId, ...input }]
}

const closed = refuse(
  'defect/closed',
  'This defect is closed. Open a new one if it is wrong again.',
)

export const decideAssign = (
  state: DefectState,
  { to, until }: InputOf<typeof assignDefect>,
  { now }: DecisionContext,
): Decided => {
  if (state.status === 'closed') return closed
  if (until < now.slice(0, 10))
    return refuse('defect/date-passed', 'The date lies in the past. Choose today or a later day.')
  return [{ type: 'defect.assigned', to, until }]
}

/** The revision must be there, and newer: a promise of a correction corrects nothing. */
export const decideCorrect = (
  state: DefectState,
  input: InputOf<typeof correctDefect>,
  _context: DecisionContext,
  revisions: readonly NamedRevision[],
): Decided => {
  if (state.status === 'closed') return closed
  if (state.status === 'verified')
    return refuse('defect/verified', 'The correction is verified already. Close the defect.')
  const corrected = placeOf(revisions, input.revision)
  const wrong = state.statements.map(({ revision }) => placeOf(revisions, revision))
  if (wrong.includes(corrected) && corrected >= 0)
    return refuse(
      'defect/same-revision',
      `Revision ${input.revision} holds the wrong statement. Upload the corrected one first.`,
    )
  if (corrected < 0)
    return refuse(
      'defect/no-such-revision',
      `The document has no revision ${input.revision}. Upload it first.`,
    )
  if (wrong.some((place) => place > corrected))
    return refuse(
      'defect/older-revision',
      `Revision ${input.revision} is older than the wrong statement. Name the corrected one.`,
    )
  return [{ type: 'defect.corrected', ...input }]
}

/** Its place among the revisions, oldest first; -1 where there is none of that name. */
const placeOf = (revisions: readonly NamedRevision[], name: string): number =>
  revisions.findIndex(({ version, hash }) => version === name || hash === name)

export const decideVerify = (
  state: DefectState,
  { right, reason }: InputOf<typeof verifyDefect>,
  { actor }: DecisionContext,
): Decided => {
  if (state.status !== 'corrected' || state.correction === null)
    return refuse('defect/not-corrected', 'There is no correction to verify yet.')
  if (state.correction.by === actor.id)
    return refuse('defect/second-person', 'Ask someone else to verify: you wrote the correction.')
  return [right ? { type: 'defect.verified', reason } : { type: 'defect.sent-back', reason }]
}

export const decideClose = (state: DefectState, input: InputOf<typeof closeDefect>): Decided => {
  if (state.status === 'closed') return closed
  if (state.status !== 'verified')
    return refuse(
      'defect/not-verified',
      'The correction is not verified yet. Have it verified first.',
    )
  if (input.told === 'not-needed' && (state.severity === 'high' || state.severity === 'critical'))
    return refuse(
      'defect/tell-the-field',
      'A defect of this severity must reach the field: choose how.',
    )
  return [{ type: 'defect.closed', ...input }]
}
