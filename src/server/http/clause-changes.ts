import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { clauseReviewContract } from '../../review/contract.ts'
import type { ClauseReview } from '../clause-review.ts'
import { requireReader } from './principals.ts'
import { sendRefusal } from './problems.ts'

/** What a review is asked about; both may be left out or empty. */
export const scopeAsked = z.object({
  /** A product, by its id or its human id. */
  product: z.string().max(100).optional(),
  /** A revision of the product; left out: all of them. */
  revision: z.string().max(300).optional(),
})

/** What the clause review answers otherwise than when it was kept the last time. */
export const registerClauseChanges = (app: FastifyInstance, review: ClauseReview): void => {
  app.get(
    '/api/clauses/changes',
    {
      config: { who: clauseReviewContract.readers },
      schema: {
        tags: ['clauses'],
        summary: 'What changed since the last kept review of a product, a revision or all',
        querystring: scopeAsked,
      },
    },
    async (request, reply) => {
      const principal = requireReader(request, clauseReviewContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const query = scopeAsked.safeParse(request.query)
      if (!query.success)
        return sendRefusal(reply, refuse('input/invalid', z.prettifyError(query.error)))
      const changes = await review.changes(query.data)
      return isRefusal(changes) ? sendRefusal(reply, changes) : changes
    },
  )
}
