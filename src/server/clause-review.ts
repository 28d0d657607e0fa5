import { createHash } from 'node:crypto'
import type { Catalogue, CatalogueFile } from '../catalogue/catalogue.ts'
import { isRefusal, orThrow, type Refusal, refuse } from '../kernel/result.ts'
import type { Actor } from '../kernel/roles.ts'
import { instantOf } from '../kernel/time.ts'
import type { Ledger } from '../ledger/index.ts'
import type { ProductState } from '../products/index.ts'
import {
  type ClauseAnswer,
  type ClauseMap,
  type ReviewChanges,
  scopeKey,
} from '../review/contract.ts'
import {
  type AnsweredScope,
  answerConstraints,
  answerMap,
  type ClauseReviewState,
  catalogueFiles,
  changesSince,
  createJudge,
  keepVerdicts,
  readCatalogue,
} from '../review/index.ts'
import type { Parts } from './parts.ts'
import { one, type Typed } from './wiring/records.ts'
import { reviewPorts } from './wiring/review.ts'

/** The clause review of this process: one catalogue, one judge and its kept verdicts for all who ask. */
export interface ClauseReview {
  /** Read when somebody first asks for it: it is no part of starting. */
  catalogue(): Catalogue | Refusal
  /** Every constraint, as far as this person may see what answers it. */
  answer(actor: Actor, question: ClauseQuestion): Promise<AnsweredClauses | Refusal>
  /** The same as every colleague may see it: nothing that is for those named on it alone. */
  answerForAll(question: ClauseQuestion): Promise<AnsweredScope | Refusal>
  /** What changed since the last kept review of the same scope, for all. */
  changes(question: ClauseQuestion): Promise<ReviewChanges | Refusal>
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
  const answer = async (
    person: string,
    question: ClauseQuestion,
  ): Promise<(AnsweredClauses & { readonly scope: Scope }) | Refusal> => {
    const known = catalogue()
    if (isRefusal(known)) return known
    const product = await productAsked(parts.ledger, question.product)
    if (isRefusal(product)) return product
    const scope = { product, revision: question.revision || undefined }
    const clauses = await answerConstraints(
      known,
      reviewPorts(parts.ledger, parts.settings, person),
      { judge: judge.judge, kept },
      { product: product?.stream, revision: scope.revision, now: instantOf(parts.clock()) },
    )
    return isRefusal(clauses) ? clauses : { catalogue: known, clauses, scope }
  }
  let catalogueHash: string | undefined
  const answerForAll: ClauseReview['answerForAll'] = async (question) => {
    const answered = await answer(nobodyInParticular, question)
    if (isRefusal(answered)) return answered
    if (catalogueHash === undefined) {
      const files = catalogueFiles()
      if (isRefusal(files)) return files
      catalogueHash = hashOf(files)
    }
    return {
      title: titleOf(answered.scope),
      catalogue: catalogueHash,
      clauses: answered.clauses,
    }
  }
  return {
    catalogue,
    answer: (actor, question) => answer(actor.id, question),
    answerForAll,
    changes: async (question) => {
      const product = await productAsked(parts.ledger, question.product)
      if (isRefusal(product)) return product
      const answered = await answerForAll(question)
      if (isRefusal(answered)) return answered
      const last = await lastKept(parts.ledger, scopeKey(product?.stream, question.revision))
      const { answers = [] } = last?.state ?? {}
      const found = changesSince(answers, answered.clauses)
      return last === undefined
        ? { since: null, ...found, changes: [] }
        : { since: sinceOf(last), ...found }
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

interface Scope {
  readonly product: ProductAsked | undefined
  readonly revision: string | undefined
}

interface ProductAsked {
  readonly stream: string
  readonly name: string
}

/** Sees what is for all who sign in. */
const nobodyInParticular = ''

const titleOf = ({ product, revision }: Scope): string =>
  product === undefined
    ? 'All products'
    : `${product.name}${revision === undefined ? '' : `, revision ${revision}`}`

/** SHA-256 over the names and texts of the catalogue's files, clauses and patterns. */
const hashOf = (files: readonly CatalogueFile[]): string =>
  createHash('sha256')
    .update(JSON.stringify(files.map(({ name, text }) => [name, text])))
    .digest('hex')

const lastKept = async (
  ledger: Ledger,
  scope: string,
): Promise<Typed<ClauseReviewState> | undefined> => {
  const page = orThrow(
    await ledger.list({
      kind: 'clause-review',
      facets: [{ name: 'scope', value: scope }],
      person: nobodyInParticular,
      sort: 'opened',
      descending: true,
      limit: 1,
    }),
  )
  const [item] = page.items
  return item === undefined ? undefined : one<ClauseReviewState>(ledger, 'clause-review', item.id)
}

const sinceOf = ({ stream, humanId, state }: Typed<ClauseReviewState>): ReviewChanges['since'] => ({
  id: stream,
  humanId,
  at: state.at,
  by: state.by,
  reason: state.reason,
  release: state.release,
})

/** People may name a product by its human id, too. */
const productAsked = async (
  ledger: Ledger,
  asked: string | undefined,
): Promise<ProductAsked | undefined | Refusal> => {
  if (asked === undefined || asked === '') return undefined
  const found = await one<ProductState>(ledger, 'product', asked)
  return found === undefined
    ? refuse('record/not-found', 'There is no product with this id.')
    : { stream: found.stream, name: found.state.name }
}
