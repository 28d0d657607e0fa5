import type { Catalogue } from '../catalogue/catalogue.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import type { Actor } from '../kernel/roles.ts'
import { instantOf } from '../kernel/time.ts'
import type { ClauseAnswer, ClauseMap } from '../review/contract.ts'
import {
  answerConstraints,
  answerMap,
  createJudge,
  keepVerdicts,
  readCatalogue,
} from '../review/index.ts'
import type { Parts } from './parts.ts'
import { reviewPorts } from './wiring/review.ts'

/** The clause review of this process: one catalogue, one judge and its kept verdicts for all who ask. */
export interface ClauseReview {
  /** Read when somebody first asks for it: it is no part of starting. */
  catalogue(): Catalogue | Refusal
  /** Every constraint, as far as this person may see what answers it. */
  answer(actor: Actor, question: ClauseQuestion): Promise<AnsweredClauses | Refusal>
  /** Products by clauses in counts, likewise. */
  map(actor: Actor): Promise<ClauseMap | Refusal>
  close(): Promise<void>
}

export interface ClauseQuestion {
  /** A product by its id or its human id; empty or undefined asks about all together. */
  readonly product?: string | undefined
  /** A revision of that product; empty or undefined asks about all of them. */
  readonly revision?: string | undefined
}

export interface AnsweredClauses {
  readonly catalogue: Catalogue
  readonly clauses: readonly ClauseAnswer[]
}

type ReviewParts = Pick<Parts, 'ledger' | 'settings' | 'clock'>

export const createClauseReview = (
  parts: ReviewParts,
  onUnread: (refusal: Refusal) => void = () => undefined,
): ClauseReview => {
  let read: Catalogue | Refusal | undefined
  const catalogue = (): Catalogue | Refusal => {
    read ??= readCatalogue()
    if (isRefusal(read)) onUnread(read)
    return read
  }
  const judge = createJudge()
  const kept = keepVerdicts()
  return {
    catalogue,
    answer: async (actor, question) => {
      const known = catalogue()
      if (isRefusal(known)) return known
      const product = await productAsked(parts, question.product)
      if (isRefusal(product)) return product
      const clauses = await answerConstraints(
        known,
        reviewPorts(parts.ledger, parts.settings, actor.id),
        { judge: judge.judge, kept },
        {
          product,
          revision: question.revision || undefined,
          now: instantOf(parts.clock()),
        },
      )
      return isRefusal(clauses) ? clauses : { catalogue: known, clauses }
    },
    map: async (actor) => {
      const known = catalogue()
      return isRefusal(known)
        ? known
        : answerMap(
            known,
            reviewPorts(parts.ledger, parts.settings, actor.id),
            { judge: judge.judge, kept },
            { now: instantOf(parts.clock()) },
          )
    },
    close: judge.close,
  }
}

/** The product's stream id; people may name it by its human id, too. */
export const productAsked = async (
  { ledger }: Pick<Parts, 'ledger'>,
  asked: string | undefined,
): Promise<string | undefined | Refusal> => {
  if (asked === undefined || asked === '') return undefined
  const found = await ledger.load(asked)
  return found?.kind === 'product'
    ? found.stream
    : refuse('record/not-found', 'There is no product with this id.')
}
