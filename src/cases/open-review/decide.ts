import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { agreeWithReview, concludeReview, holdReview, recordMinutes } from '../contract.ts'
import type { OpenIssue } from '../ports.ts'
import type { OpenReviewEvent } from './events.ts'
import type { OpenReviewState } from './state.ts'

type Decided = readonly OpenReviewEvent[] | Refusal

export const decideHold = (
  _state: OpenReviewState,
  input: InputOf<typeof holdReview>,
  context: DecisionContext,
  issues: readonly OpenIssue[],
): Decided =>
  input.participants.length + input.attendees.length === 0
    ? refuse('open-review/nobody', 'Name who takes part: colleagues, or others by their names.')
    : [{ type: 'open-review.held', reference: context.humanId, ...input, issues: [...issues] }]

export const decideConclude = (
  state: OpenReviewState,
  { conclusions, minutes }: InputOf<typeof concludeReview>,
): Decided => {
  if (state.status === 'signed')
    return refuse('open-review/signed', 'This review is signed. Hold a new one to change it.')
  const concluded = new Set(conclusions.map((conclusion) => conclusion.case))
  const open = state.issues.filter((issue) => !concluded.has(issue.case))
  if (open.length > 0)
    return refuse(
      'open-review/not-all',
      `Conclude on every open issue. Missing: ${open
        .slice(0, 20)
        .map(({ reference }) => reference)
        .join(', ')}.`,
      { missing: open.map(({ reference }) => reference) },
    )
  const strange = conclusions.filter(
    (one) => !state.issues.some((issue) => issue.case === one.case),
  )
  if (strange.length > 0)
    return refuse(
      'open-review/not-listed',
      'A conclusion names a case that is not on the frozen list.',
    )
  if (concluded.size < conclusions.length)
    return refuse('open-review/twice', 'A case stands twice. Keep one conclusion for each.')
  return [{ type: 'open-review.concluded', conclusions, minutes }]
}

export const decideAgree = (
  { status, attendees, agreements }: OpenReviewState,
  { comment }: InputOf<typeof agreeWithReview>,
  { actor }: DecisionContext,
): Decided => {
  if (status === 'held')
    return refuse(
      'open-review/not-concluded',
      'There is nothing to agree with yet: conclude first.',
    )
  if (!attendees.includes(actor.id))
    return refuse(
      'open-review/not-attended',
      'Only colleagues who are named as taking part agree. Hold a new review that names you.',
    )
  if (agreements.some(({ by }) => by === actor.id))
    return refuse('open-review/agreed-already', 'You agreed with these conclusions already.')
  return [{ type: 'open-review.agreed', comment }]
}

export const decideRecordMinutes = (
  { status }: OpenReviewState,
  { file, signed }: InputOf<typeof recordMinutes>,
): Decided => {
  if (signed === (status === 'signed'))
    return [{ type: 'open-review.minutes-written', file, ...(signed ? { signed } : {}) }]
  return signed
    ? refuse('open-review/not-signed', 'Nobody has signed yet: there is no signed copy.')
    : refuse('open-review/signed', 'This review is signed. What was signed is not written again.')
}

export const decideSign = (
  state: OpenReviewState,
  _input: unknown,
  context: DecisionContext,
): Decided => {
  if (state.status === 'held')
    return refuse('open-review/not-concluded', 'Conclude on the open issues before signing.')
  if (state.status === 'signed')
    return refuse('open-review/signed', 'This review is signed already.')
  if (state.concludedBy === context.actor.id)
    return refuse(
      'open-review/second-person',
      'Ask someone else to sign: you wrote the conclusions.',
    )
  return [
    {
      type: 'open-review.signed',
      statement: 'The frozen list and the conclusions are as recorded.',
      ...(state.document === null ? {} : { minutes: state.document }),
    },
  ]
}
