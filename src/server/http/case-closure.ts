import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { caseContract } from '../../cases/contract.ts'
import { type CaseState, closureChecks } from '../../cases/index.ts'
import { isRefusal } from '../../kernel/result.ts'
import type { Parts } from '../parts.ts'
import { closureEvidence } from '../wiring/cases.ts'
import { requireReader } from './principals.ts'
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
      const principal = requireReader(request, caseContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
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
