import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { caseContract, messageContract } from '../../cases/contract.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import type { Parts } from '../parts.ts'
import { actorOf, requirePrincipal } from './principals.ts'
import { sendRefusal } from './problems.ts'
import { findVisible, presentable } from './record-routes.ts'

const query = z.object({ cursor: z.string().max(500).optional() })

/** What was said of a case to whoever asks, the newest first, a page at a time. */
export const registerCaseConversation = (app: FastifyInstance, parts: Parts): void => {
  app.get(
    '/api/cases/:id/conversation',
    {
      config: { who: messageContract.readers },
      schema: {
        tags: ['cases'],
        summary: 'What was said of the case to whoever asks, the newest first',
        params: z.object({ id: z.string().max(100) }),
        querystring: query,
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      if (!principal.roles.some((role) => messageContract.readers.includes(role)))
        return sendRefusal(
          reply,
          refuse('access/not-permitted', 'Your roles do not let you read cases.'),
        )
      const { id } = request.params as { readonly id: string }
      const about = await findVisible(parts, caseContract, id, principal)
      if (isRefusal(about)) return sendRefusal(reply, about)
      const { ledger } = parts
      const page = await ledger.list({
        kind: messageContract.kind,
        person: actorOf(principal).id,
        facets: [{ name: 'case', value: about.stream }],
        sort: 'opened',
        limit: limits.page.default,
        cursor: query.parse(request.query).cursor,
      })
      if (isRefusal(page)) return sendRefusal(reply, page)
      const found = new Map(
        (await ledger.loadAll(page.items.map((item) => item.id))).map((one) => [one.stream, one]),
      )
      const messages = page.items.flatMap((item) => {
        const one = found.get(item.id)
        return one === undefined ? [] : [{ id: one.stream, humanId: one.humanId, state: one.state }]
      })
      return { messages: await presentable(parts, principal, messages), next: page.next }
    },
  )
}
