import { handle, handleWith, type Kind } from '../ledger/index.ts'
import {
  acceptGap,
  confirm,
  endGapTask,
  judgeDuty,
  keepTaskDates,
  moveGapTask,
  nameRecord,
  overrule,
  planGapTask,
  reviewFindingContract,
  withdrawFinding,
} from './contract.ts'
import { decideKeepDates, remindedOf } from './finding/dates.ts'
import {
  decideAcceptGap,
  decideConfirm,
  decideJudgeDuty,
  decideNameRecord,
  decideOverrule,
  decideWithdraw,
} from './finding/decide.ts'
import { type FindingEvent, parseFindingEvent } from './finding/events.ts'
import {
  evolveFinding,
  type FindingState,
  findingFacets,
  findingText,
  initialFinding,
} from './finding/state.ts'
import { decideEndTask, decideMoveTask, decidePlanTask } from './finding/task.ts'
import type { FindingPorts } from './ports.ts'

export { answerConstraints } from './answer-constraints.ts'
export { answerMap } from './answer-map.ts'
export { changesSince } from './kept/changes.ts'
export { clauseReviewKind } from './kept/kind.ts'
export type { ClauseReviewState } from './kept/state.ts'
export { createJudge } from './library/judge-thread.ts'
export { keepVerdicts } from './library/kept-verdicts.ts'
export type { AnsweredScope, FindingPorts, KeepingPorts, ReviewPorts } from './ports.ts'
export { catalogueFiles, readCatalogue } from './read-catalogue.ts'
export { type NamedRecord, recordsInScope } from './records-in-scope.ts'
export type { FindingState }

/**
 * A person's word on a verdict of the clause review: overruled, confirmed, a gap accepted by
 * signature, a record of elsewhere named as proof, or a task that closes a gap.
 */
export const reviewFindingKind = (ports: FindingPorts): Kind<FindingState, FindingEvent> => ({
  contract: reviewFindingContract,
  initial: initialFinding,
  parseEvent: parseFindingEvent,
  evolve: evolveFinding,
  facets: findingFacets,
  text: findingText,
  upkeep: new Set(['review-finding.task-reminded']),
  handlers: [
    handle(overrule, decideOverrule),
    handle(confirm, decideConfirm),
    handleWith(
      nameRecord,
      (_state: FindingState, input) => ports.document(input.document),
      decideNameRecord,
    ),
    handleWith(
      judgeDuty,
      (_state: FindingState, input) => ports.ownDuty(input.constraint),
      decideJudgeDuty,
    ),
    handle(acceptGap, decideAcceptGap),
    handle(planGapTask, decidePlanTask),
    handle(moveGapTask, decideMoveTask),
    handle(endGapTask, decideEndTask),
    handleWith(
      keepTaskDates,
      async (state: FindingState, _input, { humanId }) => ({
        facts: {
          addresses: await ports.addresses(remindedOf(state, 'missed')),
          link: ports.linkTo(humanId),
        },
        read: [],
      }),
      decideKeepDates,
    ),
    handle(withdrawFinding, decideWithdraw),
  ],
})
