import { isConstraintId } from '../../catalogue/constraint-ids.ts'
import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type {
  acceptGap,
  confirm,
  judgeDuty,
  nameRecord,
  overrule,
  withdrawFinding,
} from '../contract.ts'
import type { NamedDocument } from '../ports.ts'
import type { FindingEvent } from './events.ts'
import type { FindingState } from './state.ts'

type Decided = readonly FindingEvent[] | Refusal

export const decideOverrule = (
  _state: FindingState,
  input: InputOf<typeof overrule>,
  { humanId }: DecisionContext,
): Decided =>
  aboutNothing(input) ?? [{ type: 'review-finding.overruled', reference: humanId, ...input }]

export const decideConfirm = (
  _state: FindingState,
  input: InputOf<typeof confirm>,
  { humanId }: DecisionContext,
): Decided => {
  const refused = aboutNothing(input)
  if (refused !== undefined) return refused
  if (input.document === undefined && input.basis === undefined)
    return refuse(
      'finding/no-basis',
      'Say what you confirm: a document with its passage, or the basis of the answer you saw.',
    )
  return [{ type: 'review-finding.confirmed', reference: humanId, ...input }]
}

const aboutNothing = ({
  constraint,
  document,
  passageHash,
}: InputOf<typeof overrule>): Refusal | undefined => {
  if (!isConstraintId(constraint)) return unknownConstraint
  return passageHash !== undefined && document === undefined
    ? refuse('finding/no-document', 'A passage stands in a document: name the document too.')
    : undefined
}

/** Only a duty that stands in the maker's catalogue: what it says is kept with the word on it. */
export const decideJudgeDuty = (
  _state: FindingState,
  input: InputOf<typeof judgeDuty>,
  { humanId }: DecisionContext,
  duty: string | undefined,
): Decided =>
  duty === undefined
    ? refuse(
        'finding/no-own-duty',
        'Your catalogue has no duty with this id. Add it to catalogue/duties.yaml in the data folder.',
      )
    : [{ type: 'review-finding.duty-judged', reference: humanId, ...input, duty }]

/** The named document must be a record, with a revision that can be looked at again. */
export const decideNameRecord = (
  _state: FindingState,
  input: InputOf<typeof nameRecord>,
  { humanId, now }: DecisionContext,
  record: NamedDocument | undefined,
): Decided => {
  if (!isConstraintId(input.constraint)) return unknownConstraint
  if (record === undefined)
    return refuse(
      'finding/no-such-document',
      'The library has no document with this id. Add the record to it first.',
    )
  if (record.kind !== 'record')
    return refuse(
      'finding/not-a-record',
      'This document is not of the kind "record". Change what it is first, if it records what was done.',
    )
  if (record.newest === undefined)
    return refuse('finding/no-revision', 'The record has no file yet. Add its revision first.')
  if (input.on > now.slice(0, 10))
    return refuse('finding/future', `${input.on} is still to come: it cannot have been done then.`)
  return [{ type: 'review-finding.record-named', reference: humanId, ...input, ...record.newest }]
}

export const decideAcceptGap = (
  _state: FindingState,
  input: InputOf<typeof acceptGap>,
  { humanId }: DecisionContext,
): Decided =>
  isConstraintId(input.constraint)
    ? [{ type: 'review-finding.gap-accepted', reference: humanId, ...input }]
    : unknownConstraint

export const decideWithdraw = (
  state: FindingState,
  { reason }: InputOf<typeof withdrawFinding>,
): Decided =>
  state.status === 'withdrawn'
    ? refuse('finding/withdrawn', 'This finding is withdrawn already.')
    : [{ type: 'review-finding.withdrawn', reason }]

export const unknownConstraint = refuse(
  'finding/no-constraint',
  'The catalogue has no constraint with this id. Take one from the clause page, like 9.2/channel.',
)
