import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Clause } from '../../catalogue/schema.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { readers } from '../../kernel/roles.ts'
import type { ClauseAnswer } from '../../review/contract.ts'
import type { AnsweredClauses, ClauseReview } from '../clause-review.ts'
import { scopeAsked } from './clause-changes.ts'
import { actorOf, requirePrincipal } from './principals.ts'
import { sendRefusal } from './problems.ts'

const tags = ['clauses']
/** The clause review: every constraint answered from documents and records, and its page. */
export const registerClauseRoutes = (app: FastifyInstance, asked: ClauseReview): void => {
  const review = async (request: FastifyRequest): Promise<AnsweredClauses | Refusal> => {
    const principal = requirePrincipal(request)
    if (isRefusal(principal)) return principal
    if (!principal.roles.some((role) => readers.includes(role)))
      return refuse('access/not-permitted', 'Your roles do not let you read the clause review.')
    const query = scopeAsked.safeParse(request.query)
    if (!query.success) return refuse('input/invalid', z.prettifyError(query.error))
    return asked.answer(actorOf(principal), query.data)
  }

  app.get(
    '/api/clauses',
    {
      config: { who: readers },
      schema: {
        tags,
        summary: 'Every constraint, answered from documents and records',
        querystring: scopeAsked,
      },
    },
    async (request, reply) => {
      const answered = await review(request)
      return isRefusal(answered) ? sendRefusal(reply, answered) : { clauses: answered.clauses }
    },
  )

  const page = async (request: FastifyRequest, reply: FastifyReply, id: string) => {
    const answered = await review(request)
    if (isRefusal(answered)) return sendRefusal(reply, answered)
    return (
      pageOf(answered.catalogue.clauses, answered.clauses, id) ??
      sendRefusal(reply, refuse('record/not-found', `The catalogue has no constraint "${id}".`))
    )
  }
  // An id holds a slash: it comes as it is, or encoded as one part of the path.
  const one = {
    tags,
    summary: 'One constraint: the catalogue’s page and its answer',
    querystring: scopeAsked,
  }
  app.get(
    '/api/clauses/:constraint',
    {
      config: { who: readers },
      schema: { ...one, params: z.object({ constraint: z.string().max(100) }) },
    },
    (request, reply) =>
      page(request, reply, (request.params as { readonly constraint: string }).constraint),
  )
  app.get(
    '/api/clauses/:clause/:name',
    {
      config: { who: readers },
      schema: {
        ...one,
        params: z.object({ clause: z.string().max(50), name: z.string().max(50) }),
      },
    },
    (request, reply) => {
      const { clause, name } = request.params as { readonly clause: string; readonly name: string }
      return page(request, reply, `${clause}/${name}`)
    },
  )
}

const pageOf = (catalogue: readonly Clause[], answers: readonly ClauseAnswer[], id: string) => {
  const clause = catalogue.find(({ constraints }) => constraints.some((one) => one.id === id))
  const constraint = clause?.constraints.find((one) => one.id === id)
  const answered = answers.find((one) => one.id === clause?.id)
  const answer = answered?.constraints.find((one) => one.id === id)
  if (clause === undefined || constraint === undefined || answer === undefined) return undefined
  const { constraints: _, auditDefence: __, commonGaps, ...about } = clause
  return {
    constraint,
    clause: {
      ...about,
      commonGaps:
        typeof commonGaps === 'string'
          ? commonGaps
          : commonGaps.filter(({ constraints }) => constraints.some((one) => one === id)),
    },
    answer,
    standing: answered?.commonGaps ?? [],
    ...(answered?.defence === undefined ? {} : { defence: answered.defence }),
  }
}
