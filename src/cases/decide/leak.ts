import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { reportLeak, settleLeak, takeLeakStep } from '../contract.ts'
import { leakStepsLeft, openLeak } from '../state/leak.ts'
import type { CaseState } from '../state.ts'
import { pastTime } from './past-time.ts'
import { closed, type Decided, whileOpen } from './while-open.ts'

/** `dueAt`: by when every step has to be answered. */
export const decideReportLeak = (
  state: CaseState,
  { seen, ...input }: InputOf<typeof reportLeak>,
  { now }: DecisionContext,
  dueAt: string,
): Decided => {
  if (state.closed !== null) return closed
  if (openLeak(state) !== null)
    return refuse(
      'case/leak-open',
      'A leak of this case is open already. Answer its steps, or write a note about the other place.',
    )
  const past = pastTime(seen, now)
  return isRefusal(past) ? past : [{ type: 'case.leak-reported', ...input, seen: past, dueAt }]
}

const noLeak = refuse('case/no-leak', 'No leak of this case is open. Report one first.')

export const decideTakeLeakStep = whileOpen((state, input: InputOf<typeof takeLeakStep>) => {
  if (openLeak(state) === null) return noLeak
  if (input.step === 'disclosure')
    return refuse(
      'case/leak-disclosure',
      'Decide the disclosure anew and have it approved: that answers this step.',
    )
  return [{ type: 'case.leak-step-taken', ...input }]
})

export const decideSettleLeak = whileOpen((state, input: InputOf<typeof settleLeak>) => {
  if (openLeak(state) === null) return noLeak
  const left = leakStepsLeft(state)
  return left.length === 0
    ? [{ type: 'case.leak-settled', ...input }]
    : refuse(
        'case/leak-unanswered',
        `The leak cannot be settled yet. Answer first: ${left.join(', ')}.`,
        { left },
      )
})
