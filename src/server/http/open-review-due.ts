import type { FastifyInstance } from 'fastify'
import { openReviewContract, reviewEveryDays } from '../../cases/contract.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { addDays, type Instant, instantOf } from '../../kernel/time.ts'
import type { Parts } from '../parts.ts'
import { actorOf, requirePrincipal } from './principals.ts'
import { sendRefusal } from './problems.ts'

/** When open issues have to be reviewed again, whether or not anything is released (4.1.8). */
export const registerOpenReviewDue = (app: FastifyInstance, { ledger, clock }: Parts): void => {
  app.get(
    '/api/open-reviews/due',
    {
      config: { who: openReviewContract.readers },
      schema: {
        tags: ['open-reviews'],
        summary: 'When the next periodic review of open issues is due, and the last signed one',
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      if (!principal.roles.some((role) => openReviewContract.readers.includes(role)))
        return sendRefusal(
          reply,
          refuse('access/not-permitted', 'Your roles do not let you read open-issue reviews.'),
        )
      const person = actorOf(principal).id
      const page = await ledger.list({
        kind: 'open-review',
        status: ['signed'],
        sort: 'opened',
        descending: true,
        limit: 1,
        person,
      })
      if (isRefusal(page)) return sendRefusal(reply, page)
      const [last] = page.items
      const dueAt = last === undefined ? null : addDays(last.openedAt as Instant, reviewEveryDays)
      return {
        everyDays: reviewEveryDays,
        last: last === undefined ? null : { humanId: last.humanId, heldAt: last.openedAt },
        dueAt,
        overdue: dueAt === null || dueAt < instantOf(clock()),
      }
    },
  )
}
