import { type DecisionContext, handleWith, type Kind } from '../../ledger/index.ts'
import { clauseReviewContract, keepReview, keepReviewOfRelease } from '../contract.ts'
import type { AnsweredScope, KeepingPorts } from '../ports.ts'
import { type ClauseReviewEvent, parseClauseReviewEvent } from './events.ts'
import { freeze } from './freeze.ts'
import {
  type ClauseReviewState,
  clauseReviewFacets,
  clauseReviewText,
  evolveClauseReview,
  initialClauseReview,
} from './state.ts'

interface Keeping {
  readonly product?: string | undefined
  readonly revision?: string | undefined
  readonly release?: string | undefined
  readonly reason: string
}

const decideKeep = (
  _state: ClauseReviewState,
  input: Keeping,
  { humanId }: DecisionContext,
  { title, catalogue, clauses }: AnsweredScope,
): readonly ClauseReviewEvent[] => [
  {
    type: 'clause-review.kept',
    reference: humanId,
    ...input,
    title,
    catalogue,
    answers: freeze(clauses).map((answer) => ({
      ...answer,
      passages: [...answer.passages],
      links: [...answer.links],
    })),
  },
]

/** What the clause review answered on one day, frozen: by hand, and when a release is signed. */
export const clauseReviewKind = (
  ports: KeepingPorts,
): Kind<ClauseReviewState, ClauseReviewEvent> => {
  const answered = (_state: ClauseReviewState, input: Keeping) => ports.answered(input)
  return {
    contract: clauseReviewContract,
    initial: initialClauseReview,
    parseEvent: parseClauseReviewEvent,
    evolve: evolveClauseReview,
    facets: clauseReviewFacets,
    text: clauseReviewText,
    handlers: [
      handleWith(keepReview, answered, decideKeep),
      handleWith(keepReviewOfRelease, answered, decideKeep),
    ],
  }
}
