import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { caseContract, messageContract } from '../../cases/contract.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import type { Principal } from '../access/principal.ts'
import type { Parts } from '../parts.ts'
import { findVisible, recordParams } from './asked-record.ts'
import { actorOf, requireReader } from './principals.ts'
import { sendRefusal } from './problems.ts'
import { presentable } from './record-routes.ts'

const querystring = z.object({ cursor: z.string().max(500).optional() })
const config = { who: messageContract.readers }

/** What was said of a case to whoever asks, and what mentions them in any case. */
export const registerCaseConversation = (app: FastifyInstance, parts: Parts): void => {
  app.get(
    '/api/cases/:id/conversation',
    {
      config,
      schema: {
        tags: ['cases'],
        summary: 'What was said of the case to whoever asks, the newest first',
        params: recordParams,
        querystring,
      },
    },
    async (request, reply) => {
      const principal = requireReader(request, messageContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const { id } = recordParams.parse(request.params)
      const about = await findVisible(parts, caseContract, id, principal)
      if (isRefusal(about)) return sendRefusal(reply, about)
      const { cursor } = querystring.parse(request.query)
      const page = await messagesWith(parts, principal, ['case', about.stream], cursor)
      return isRefusal(page) ? sendRefusal(reply, page) : page
    },
  )
  app.get(
    '/api/mentions',
    {
      config,
      schema: {
        tags: [messageContract.collection],
        summary: 'Messages that mention whoever asks, the newest first',
        querystring,
      },
    },
    async (request, reply) => {
      const principal = requireReader(request, messageContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const { cursor } = querystring.parse(request.query)
      const me = actorOf(principal).id
      const page = await messagesWith(parts, principal, ['mention', me], cursor)
      return isRefusal(page) ? sendRefusal(reply, page) : page
    },
  )
}

/** A page of the messages with this facet that this person may see, whole. */
const messagesWith = async (
  parts: Parts,
  principal: Principal,
  [name, value]: readonly [name: string, value: string],
  cursor: string | undefined,
) => {
  const { ledger } = parts
  const page = await ledger.list({
    kind: messageContract.kind,
    person: actorOf(principal).id,
    facets: [{ name, value }],
    sort: 'opened',
    limit: limits.page.default,
    cursor,
  })
  if (isRefusal(page)) return page
  const found = new Map(
    (await ledger.loadAll(page.items.map((item) => item.id))).map((one) => [one.stream, one]),
  )
  const messages = page.items.flatMap((item) => {
    const one = found.get(item.id)
    return one === undefined ? [] : [{ id: one.stream, humanId: one.humanId, state: one.state }]
  })
  return { messages: await presentable(parts, principal, messages), next: page.next }
}
