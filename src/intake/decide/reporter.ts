import type { InputOf } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { addFromReporter } from '../contract.ts'
import type { ReportState } from '../state.ts'
import type { Decided } from './decided.ts'
import { notYours, tooLarge } from './receiving.ts'

export const decideAddFromReporter = (
  state: ReportState,
  { message, files, mail }: InputOf<typeof addFromReporter>,
  { actor }: DecisionContext,
): Decided => {
  if (mail !== undefined && !actor.id.startsWith('outsider:')) return notYours
  if (state.status === 'closed')
    return refuse(
      'report/closed',
      'This report is closed. Send a new report and mention its reference.',
    )
  if (message === '' && files.length === 0)
    return refuse('report/nothing-added', 'Write a message or choose a file.')
  const sent = state.thread.filter(({ from }) => from === 'reporter').length
  const large = tooLarge([...state.files, ...files])
  if (large !== undefined || sent >= limits.list.items)
    return (
      large ??
      refuse('report/full', 'This report is full. Send a new one and mention its reference.')
    )
  return { events: [{ type: 'report.extended', message, files, mail }] }
}
