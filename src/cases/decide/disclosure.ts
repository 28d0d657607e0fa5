import type { InputOf } from '../../kernel/fields.ts'
import { refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type {
  approveDisclosure,
  decideDisclosure,
  namePersonOnCase,
  setEmbargo,
} from '../contract.ts'
import { isStale } from '../state/stale.ts'
import type { CaseState } from '../state.ts'
import { type Decided, ownDecision, whileOpen } from './while-open.ts'

export const decideDisclosureDecision = whileOpen(
  (state, input: InputOf<typeof decideDisclosure>) => {
    if (state.scores.length === 0)
      return refuse(
        'case/not-scored',
        'Score the case first: disclosure is decided from its impact.',
      )
    if (input.disclose && (input.audiences.length === 0 || input.on === undefined))
      return refuse(
        'case/disclosure-incomplete',
        'Say to whom it is disclosed, and from which day.',
      )
    return [{ type: 'case.disclosure-decided', ...input }]
  },
)

export const decideApproveDisclosure = whileOpen(
  (state, { comment }: InputOf<typeof approveDisclosure>, context) => {
    if (state.disclosure === null)
      return refuse('case/no-disclosure', 'There is no disclosure decision. Decide first.')
    if (state.disclosure.approved !== null && !isStale(state, 'disclosure'))
      return refuse('case/approved-already', 'This decision is approved. Decide anew to change it.')
    if (state.disclosure.by === context.actor.id) return ownDecision
    return [{ type: 'case.disclosure-approved', comment }]
  },
)

export const decideSetEmbargo = whileOpen((_state, input: InputOf<typeof setEmbargo>, context) => {
  if (input.named.length > 0 && !input.named.includes(context.actor.id))
    return refuse('case/embargo-locks-out', 'Name yourself too, or you could not lift the embargo.')
  if (input.until !== undefined && input.until < context.now.slice(0, 10))
    return refuse('case/date-passed', 'The embargo would have ended. Choose today or a later day.')
  return [{ type: 'case.embargo-set', ...input }]
})

export const decideEndEmbargo = (
  { embargo }: CaseState,
  _input: object,
  { now }: DecisionContext,
): Decided =>
  embargo?.until === undefined || embargo.until >= now.slice(0, 10)
    ? []
    : [{ type: 'case.embargo-ended', until: embargo.until }]

export const decideNamePersonOnCase = (
  { embargo }: CaseState,
  { person, report }: InputOf<typeof namePersonOnCase>,
): Decided =>
  embargo === null || embargo.named.includes(person)
    ? []
    : [
        {
          type: 'case.embargo-set',
          named: [...embargo.named, person],
          ...(embargo.until === undefined ? {} : { until: embargo.until }),
          reason: `${embargo.reason} (${report} named one more colleague.)`,
        },
      ]
