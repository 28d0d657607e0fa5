import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Clause } from '../../catalogue/schema.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { type ClauseAnswer, reviewFindingContract } from '../../review/contract.ts'
import type { ClauseReview } from '../clause-review.ts'
import { actorOf, requireReader } from './principals.ts'
import { sendRefusal } from './problems.ts'

const querystring = z.object({
  product: z.string().max(100).optional(),
  revision: z.string().max(100).optional(),
})

/** One clause as the catalogue has it, with the answer to each of its constraints beside it. */
export const registerClausePage = (app: FastifyInstance, review: ClauseReview): void => {
  app.get(
    '/api/clause-page/:clause',
    {
      config: { who: reviewFindingContract.readers },
      schema: {
        tags: ['clauses'],
        summary: 'A clause: the page of the catalogue, and what answers each constraint',
        params: z.object({ clause: z.string().max(50) }),
        querystring,
      },
    },
    async (request, reply) => {
      const principal = requireReader(request, reviewFindingContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const query = querystring.safeParse(request.query)
      if (!query.success)
        return sendRefusal(reply, refuse('input/invalid', z.prettifyError(query.error)))
      const answered = await review.answer(actorOf(principal), query.data)
      if (isRefusal(answered)) return sendRefusal(reply, answered)
      const { clause: id } = request.params as { readonly clause: string }
      const clause = answered.catalogue.clauses.find((one) => one.id === id)
      const answer = answered.clauses.find((one) => one.id === id)
      return clause === undefined || answer === undefined
        ? sendRefusal(reply, refuse('record/not-found', `The catalogue has no clause "${id}".`))
        : pageOf(clause, answer, answered.catalogue)
    },
  )
}

const pageOf = (
  { constraints, auditDefence: _, signals: __, relatedClauses, ...about }: Clause,
  answer: ClauseAnswer,
  { clauses, neighbours, background }: Catalogue,
) => {
  const titles = new Map<string, string>(
    [...neighbours.clauses, ...clauses].map(({ id, title }) => [id, title]),
  )
  return {
    clause: {
      ...about,
      relatedClauses:
        typeof relatedClauses === 'string'
          ? []
          : relatedClauses.map(({ id, reason }) => ({ id, reason, title: titles.get(id) ?? '' })),
    },
    constraints: constraints.flatMap(({ id, gap, applicability, signals }) => {
      const answered = answer.constraints.find((one) => one.id === id)
      return answered === undefined
        ? []
        : [{ gap, applicability, questions: signals.questions, answer: answered }]
    }),
    /** Those of the clause's common gaps that this scope has. */
    standing: answer.commonGaps,
    background: background.facts,
    ...(answer.defence === undefined ? {} : { defence: answer.defence }),
    withheld: answer.withheld,
  }
}
