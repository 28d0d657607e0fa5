import type { InputOf } from '../../kernel/fields.ts'
import { refuse } from '../../kernel/result.ts'
import type { moveOrigin, reachOtherwise, recordUnreached } from '../contract/reaching.ts'
import type { ReportState } from '../state.ts'
import type { Decided } from './decided.ts'

/** The same mail comes back once, however many servers on the way say so. */
export const decideRecordUnreached = (
  { unreached }: ReportState,
  input: InputOf<typeof recordUnreached>,
): Decided => ({
  events: unreached.some(({ delivery }) => delivery === input.delivery)
    ? []
    : [{ type: 'report.not-reached', ...input }],
})

export const decideReachOtherwise = (
  { unreached }: ReportState,
  { reason }: InputOf<typeof reachOtherwise>,
): Decided =>
  unreached.length === 0
    ? refuse('report/all-reached', 'No mail about this report came back. Write to them instead.')
    : { events: [{ type: 'report.reached-otherwise', reason }] }

export const decideMoveOrigin = (
  { origin }: ReportState,
  input: InputOf<typeof moveOrigin>,
): Decided => {
  if (origin === null)
    return refuse('report/no-origin', 'This report came from no record of another system.')
  const { system, key, url, id } = origin
  const isThere =
    system === input.system && key === input.key && url === input.url && id === input.id
  return { events: isThere ? [] : [{ type: 'report.origin-moved', ...input }] }
}
