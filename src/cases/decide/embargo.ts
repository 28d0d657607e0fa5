import type { InputOf } from '../../kernel/fields.ts'
import { type AgreedTime, type LocalTime, resolveLocalTime } from '../../kernel/local-time.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type {
  answerEmbargoMove,
  namePersonOnCase,
  proposeEmbargoMove,
  setEmbargo,
} from '../contract.ts'
import { waitingMove } from '../state/disclosure.ts'
import type { CaseState } from '../state.ts'
import { type Decided, ownDecision, whileOpen } from './while-open.ts'

export const decideSetEmbargo = whileOpen(
  (_state, { untilAt, ...input }: InputOf<typeof setEmbargo>, { actor, now }) => {
    const { named, until } = input
    if (named.length > 0 && !named.includes(actor.id))
      return refuse(
        'case/embargo-locks-out',
        'Name yourself too, or you could not lift the embargo.',
      )
    if (until !== undefined && until < now.slice(0, 10)) return passed
    if (untilAt === undefined) return [{ type: 'case.embargo-set', ...input }]
    if (until !== undefined)
      return refuse(
        'case/embargo-ends-twice',
        'Give either the last day or the exact time: not both.',
      )
    const end = future(untilAt, now)
    return isRefusal(end) ? end : [{ type: 'case.embargo-set', ...input, untilAt: end }]
  },
)

const passed = refuse(
  'case/date-passed',
  'The embargo would have ended. Choose today or a later day.',
)

const future = (time: LocalTime, now: string): AgreedTime | Refusal => {
  const end = resolveLocalTime(time)
  return isRefusal(end) || end.instant > now ? end : passed
}

export const decideEndEmbargo = (
  { embargo }: CaseState,
  _input: object,
  { now }: DecisionContext,
): Decided =>
  embargo === null || embargo.endsAt === null || embargo.endsAt > now
    ? []
    : [{ type: 'case.embargo-ended', until: embargo.untilAt?.instant ?? embargo.until ?? now }]

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
          ...(embargo.untilAt === undefined ? {} : { untilAt: embargo.untilAt }),
          reason: `${embargo.reason} (${report} named one more colleague.)`,
        },
      ]

const none = refuse(
  'case/no-embargo',
  'The case is under no embargo, so there is nothing to move. Set an embargo first.',
)

export const decideProposeEmbargoMove = whileOpen(
  ({ embargo }, input: InputOf<typeof proposeEmbargoMove>, { now, newId }) => {
    if (embargo === null) return none
    const to = future(input.to, now)
    if (isRefusal(to)) return to
    if (to.instant === embargo.endsAt)
      return refuse('case/embargo-ends-then', 'The embargo ends at that time. Choose another one.')
    return [{ type: 'case.embargo-move-proposed', ...input, to, move: newId() }]
  },
)

export const decideAnswerEmbargoMove = whileOpen(
  (state, input: InputOf<typeof answerEmbargoMove>, { actor, now }) => {
    if (state.embargo === null) return none
    const move = waitingMove(state)
    if (move === undefined)
      return refuse(
        'case/no-move',
        'No proposal to move the embargo waits for an answer. Propose one first.',
      )
    // What one of the team wants, another one or a party outside answers.
    if (move.party === '' && input.party === '' && move.by === actor.id) return ownDecision
    if (input.accepted && move.to.instant <= now)
      return refuse(
        'case/date-passed',
        'The time of this proposal is over. Refuse it, and propose another time or lift the embargo.',
      )
    return [{ type: 'case.embargo-move-answered', ...input, move: move.move }]
  },
)
