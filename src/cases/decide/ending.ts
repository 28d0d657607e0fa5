import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { approveEnding, proposeEnding } from '../contract.ts'
import type { OriginalCase } from '../ports.ts'
import { lastReproductions } from '../state/analysis.ts'
import type { CaseState } from '../state.ts'
import { closed, type Decided, ownDecision, whileOpen } from './while-open.ts'

/** `original`: the case that this one duplicates; undefined where none is named. */
export const decideProposeEnding = (
  state: CaseState,
  input: InputOf<typeof proposeEnding>,
  { stream }: DecisionContext,
  original: OriginalCase | undefined,
): Decided => {
  if (state.closed !== null) return closed
  const { ending, duplicateOf, ...rest } = input
  if (ending === 'not-reproducible') {
    const untried = notTried(state)
    if (untried !== null) return untried
  }
  if (ending !== 'duplicate')
    return duplicateOf === undefined
      ? [{ type: 'case.ending-proposed', ending, ...rest }]
      : refuse('case/original-misplaced', 'Only a duplicate names another case. Leave it out.')
  if (original === undefined)
    return refuse('case/original-missing', 'Name the case that this one duplicates.')
  if (original.id === stream)
    return refuse('case/original-self', 'A case does not duplicate itself. Name the other one.')
  if (original.duplicate)
    return refuse(
      'case/original-duplicate',
      `${original.reference} is a duplicate itself. Name the case that it duplicates.`,
    )
  return [{ type: 'case.ending-proposed', ending, ...rest, duplicateOf: original.id }]
}

/** Nobody calls a report not reproducible before somebody tried, or while a try says otherwise. */
const notTried = (state: CaseState): Refusal | null => {
  const last = lastReproductions(state)
  if (last.length === 0)
    return refuse(
      'case/not-tried',
      'Nobody recorded an attempt to reproduce it. Record that first: how, on which revision, by whom.',
    )
  return last.some(({ outcome }) => outcome === 'reproduced' || outcome === 'partly')
    ? refuse(
        'case/was-reproduced',
        'A try reproduced it, at least in part. Record a later one that did not, or choose another end.',
      )
    : null
}

export const decideApproveEnding = whileOpen(
  (state, { comment }: InputOf<typeof approveEnding>, { actor }) => {
    const { ending } = state
    if (ending === null)
      return refuse('case/no-ending', 'Nobody proposed to end this case without a fix.')
    if (ending.approved !== null)
      return refuse(
        'case/approved-already',
        'This is approved. Propose a disposition to change it.',
      )
    if (ending.by === actor.id) return ownDecision
    const untried = ending.ending === 'not-reproducible' ? notTried(state) : null
    if (untried !== null) return untried
    const { ending: is, duplicateOf, message } = ending
    return [
      {
        type: 'case.ending-approved',
        comment,
        ending: is,
        message,
        ...(duplicateOf === undefined ? {} : { duplicateOf }),
      },
    ]
  },
)
