import type { FastifyInstance } from 'fastify'
import { openReviewContract } from '../../cases/contract.ts'
import { deadlineAfter } from '../../kernel/calendar.ts'
import { isRefusal } from '../../kernel/result.ts'
import { spanWords } from '../../kernel/span.ts'
import { type Instant, instantOf } from '../../kernel/time.ts'
import type { Parts } from '../parts.ts'
import { actorOf, requireReader } from './principals.ts'
import { sendRefusal } from './problems.ts'

/** When open issues have to be reviewed again, whether or not anything is released (4.1.8). */
export const registerOpenReviewDue = (
  app: FastifyInstance,
  { ledger, clock, caseClocks }: Parts,
): void => {
  const { calendars, openReviews } = caseClocks
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
      const principal = requireReader(request, openReviewContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
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
      const { maker } = calendars
      const dueAt =
        last === undefined || maker === undefined
          ? null
          : deadlineAfter(maker, last.openedAt as Instant, openReviews.every).at
      return {
        every: spanWords(openReviews.every),
        last: last === undefined ? null : { humanId: last.humanId, heldAt: last.openedAt },
        dueAt,
        overdue: dueAt === null || dueAt < instantOf(clock()),
      }
    },
  )
}
