import type { FastifyInstance } from 'fastify'
import { reportContract } from '../../intake/contract.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import type { Parts } from '../parts.ts'
import { leftUnseen } from '../wiring/left-unseen.ts'
import { rolesWithoutAddress } from '../wiring/unreached.ts'
import { actorOf, requireReader } from './principals.ts'
import { sendRefusal } from './problems.ts'

/**
 * What keeps reports from being looked after: roles that a rule reminds and nobody of them has a
 * mail address, reminders that reached nobody, and reports that nobody can see. Only administrators
 * learn which these are, by their reference alone: they can name somebody, and read nothing.
 */
export const registerIntakeAttention = (app: FastifyInstance, parts: Parts): void => {
  const { ledger, intakeClocks } = parts
  app.get(
    '/api/intake/attention',
    {
      config: { who: reportContract.readers },
      schema: {
        tags: ['intake'],
        summary: 'Reminders that reach nobody, and reports that nobody can see',
      },
    },
    async (request, reply) => {
      const principal = requireReader(request, reportContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const unheard = await ledger.list({
        kind: 'report',
        person: actorOf(principal).id,
        facets: [{ name: 'reminder', value: 'unheard' }],
        limit: limits.page.max,
      })
      if (isRefusal(unheard)) return sendRefusal(reply, unheard)
      const unseen = await leftUnseen(ledger.database, limits.page.max)
      return {
        rolesWithoutAddress: await rolesWithoutAddress(
          ledger,
          Object.values(intakeClocks.clocks),
          intakeClocks,
        ),
        unheard: unheard.items.length,
        unseen: {
          count: unseen.length,
          reports: principal.roles.includes('administrator') ? unseen : [],
        },
      }
    },
  )
}
