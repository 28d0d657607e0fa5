import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import { type FrozenAnswer, scopeKey } from '../contract.ts'
import type { ClauseReviewEvent } from './events.ts'

export interface ClauseReviewState {
  readonly status: 'kept'
  readonly reference: string
  readonly title: string
  /** Null: all products together. */
  readonly product: string | null
  /** Null: all revisions. */
  readonly revision: string | null
  readonly release: string | null
  readonly reason: string
  readonly catalogue: string
  readonly answers: readonly FrozenAnswer[]
  readonly by: string
  readonly at: string
}

export const initialClauseReview: ClauseReviewState = {
  status: 'kept',
  reference: '',
  title: '',
  product: null,
  revision: null,
  release: null,
  reason: '',
  catalogue: '',
  answers: [],
  by: '',
  at: '',
}

export const evolveClauseReview = (
  state: ClauseReviewState,
  event: ClauseReviewEvent,
  { at, actor }: EventEnvelope,
): ClauseReviewState => {
  const { type: _, product, revision, release, ...facts } = event
  return {
    ...state,
    ...facts,
    product: product ?? null,
    revision: revision ?? null,
    release: release ?? null,
    by: actor,
    at,
  }
}

export const clauseReviewFacets = ({
  status,
  title,
  product,
  revision,
  release,
}: ClauseReviewState): Facets => ({
  title,
  status,
  values: {
    scope: [scopeKey(product, revision)],
    ...(product === null ? {} : { product: [product] }),
    ...(revision === null ? {} : { revision: [revision] }),
    ...(release === null ? {} : { release: [release] }),
  },
})

export const clauseReviewText = ({ reason }: ClauseReviewState): string => reason
