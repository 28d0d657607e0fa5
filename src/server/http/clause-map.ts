import type { FastifyInstance } from 'fastify'
import { isRefusal } from '../../kernel/result.ts'
import { reviewFindingContract } from '../../review/contract.ts'
import type { ClauseReview } from '../clause-review.ts'
import { actorOf, requireReader } from './principals.ts'
import { sendRefusal } from './problems.ts'

/** Products by clauses: where the gaps are, over all products, before anything is read. */
export const registerClauseMap = (app: FastifyInstance, review: ClauseReview): void => {
  app.get(
    '/api/clause-map',
    {
      config: { who: reviewFindingContract.readers },
      schema: {
        tags: ['clauses'],
        summary: 'Verdicts of every product by clause, in counts, and the worst gaps across them',
      },
    },
    async (request, reply) => {
      const principal = requireReader(request, reviewFindingContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const map = await review.map(actorOf(principal))
      return isRefusal(map) ? sendRefusal(reply, map) : map
    },
  )
}
