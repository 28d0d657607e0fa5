import type { FastifyInstance } from 'fastify'
import { caseContract } from '../../cases/contract.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import type { Parts } from '../parts.ts'
import { rolesWithoutAddress } from '../wiring/unreached.ts'
import { actorOf, requireReader } from './principals.ts'
import { sendRefusal } from './problems.ts'

/** What keeps dates of cases from being heard of: roles without an address, reminders to nobody. */
export const registerDueAttention = (app: FastifyInstance, { ledger, caseClocks }: Parts): void => {
  app.get(
    '/api/due/attention',
    {
      config: { who: caseContract.readers },
      schema: { tags: ['cases'], summary: 'Reminders of cases that reach nobody' },
    },
    async (request, reply) => {
      const principal = requireReader(request, caseContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const unheard = await ledger.list({
        kind: 'case',
        person: actorOf(principal).id,
        facets: [{ name: 'reminder', value: 'unheard' }],
        limit: limits.page.max,
      })
      if (isRefusal(unheard)) return sendRefusal(reply, unheard)
      return {
        rolesWithoutAddress: await rolesWithoutAddress(
          ledger,
          caseClocks.rules.filter(({ enabled }) => enabled),
          caseClocks,
        ),
        unheard: unheard.items.length,
      }
    },
  )
}
