import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { reportContract } from '../../intake/contract.ts'
import { day } from '../../kernel/fields.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { addDays, instantOf } from '../../kernel/time.ts'
import { figuresOf, longestSpan, mondayOf } from '../intake-figures.ts'
import type { Parts } from '../parts.ts'
import { actorOf, requireReader } from './principals.ts'
import { sendRefusal } from './problems.ts'

const span = z.object({ from: day.optional(), to: day.optional() })

/** Days before today that are looked at where nobody says otherwise: half a year in whole weeks. */
const usualDays = 25 * 7

/** Figures about reports (clause 9.2), and the products that reports name. */
export const registerIntakeFigures = (app: FastifyInstance, { ledger, clock }: Parts): void => {
  const config = { who: reportContract.readers }
  const tags = ['intake']
  app.get(
    '/api/intake/statistics',
    {
      config,
      schema: {
        tags,
        summary: 'Reports by week, and how long the first answer and the end took',
        querystring: span,
      },
    },
    async (request, reply) => {
      const principal = requireReader(request, reportContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const asked = span.parse(request.query)
      const today = instantOf(clock())
      const to = asked.to ?? today.slice(0, 10)
      const from = asked.from ?? mondayOf(addDays(today, -usualDays).slice(0, 10))
      const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
      return days >= 0 && days <= longestSpan && from >= '1970-01-01' && to < '9000-01-01'
        ? figuresOf(ledger, { from, to, person: actorOf(principal).id })
        : sendRefusal(
            reply,
            refuse('input/invalid', `Ask for a span of one to ${longestSpan} days, "from" first.`),
          )
    },
  )
  app.get(
    '/api/intake/products',
    { config, schema: { tags, summary: 'Products as reports name them, with their number' } },
    async (request, reply) => {
      const principal = requireReader(request, reportContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const person = actorOf(principal).id
      const counted = await ledger.countValues({ kind: 'report', name: 'product', person })
      return { items: counted.map(({ values, count }) => ({ product: values[0], count })) }
    },
  )
}
