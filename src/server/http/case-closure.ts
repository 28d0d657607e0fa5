import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { caseContract } from '../../cases/contract.ts'
import { type CaseState, closureChecks } from '../../cases/index.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import type { Parts } from '../parts.ts'
import { closureEvidence } from '../wiring/cases.ts'
import { requirePrincipal } from './principals.ts'
import { sendRefusal } from './problems.ts'
import { findVisible } from './record-routes.ts'

/** What a closure of the case would ask for now, done or missing: the same that `close` refuses with. */
export const registerCaseClosure = (app: FastifyInstance, parts: Parts): void => {
  app.get(
    '/api/cases/:id/closure',
    {
      config: { who: caseContract.readers },
      schema: {
        tags: ['cases'],
        summary:
          'What a closure asks for, each done or with what is missing and the command for it',
        params: z.object({ id: z.string().max(100) }),
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      if (!principal.roles.some((role) => caseContract.readers.includes(role)))
        return sendRefusal(
          reply,
          refuse('access/not-permitted', 'Your roles do not let you read cases.'),
        )
      const { id } = request.params as { readonly id: string }
      const found = await findVisible(parts, caseContract, id, principal)
      if (isRefusal(found)) return sendRefusal(reply, found)
      // The kind was checked by findVisible.
      const state = found.state as CaseState
      const { facts } = await closureEvidence(parts.ledger, found.stream, {
        inquiries: parts.caseInquiries,
        caseClocks: parts.caseClocks,
      })
      return { items: closureChecks(state, facts) }
    },
  )
}
