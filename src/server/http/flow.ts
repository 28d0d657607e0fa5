import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { caseContract } from '../../cases/contract.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { tookOf } from '../intake-figures.ts'
import type { Parts } from '../parts.ts'
import { actorOf, requirePrincipal } from './principals.ts'
import { sendRefusal } from './problems.ts'

const query = z.object({
  /** The year in which a step was reached; left out, every year. */
  year: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
})

const steps = ['analysed', 'decided', 'in-remediation', 'fix-verified', 'closed'] as const
const valuesAtMost = 1_000_000

/** Where cases wait, how long their steps took, and which clocks were kept: counted, not estimated. */
export const registerFlow = (app: FastifyInstance, { ledger, caseClocks }: Parts): void => {
  app.get(
    '/api/flow',
    {
      config: { who: caseContract.readers },
      schema: {
        tags: ['cases'],
        summary: 'Where cases wait, how long each step took, clocks kept and missed',
        querystring: query,
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
      const { year } = query.parse(request.query)
      const person = actorOf(principal).id
      const counted = async (name: string, from?: string, to?: string) =>
        (
          await ledger.countValues({
            kind: 'case',
            name,
            person,
            limit: valuesAtMost,
            ...(from === undefined ? {} : { from }),
            ...(to === undefined ? {} : { to }),
          })
        ).map(({ values: [value = ''], count }) => ({ value, count }))
      const clocks = new Map<string, Record<string, number>>()
      for (const { value, count } of await counted('clock')) {
        const [outcome = '', rule = ''] = value.split(' ')
        clocks.set(rule, { ...clocks.get(rule), [outcome]: count })
      }
      const took = []
      for (const step of steps) {
        const hours = new Map<number, number>()
        const span: readonly [string?, string?] = year === undefined ? [] : [`${year} `, `${year}!`]
        for (const { value, count } of await counted(`took-${step}`, ...span)) {
          const one = Number(value.slice(5))
          hours.set(one, (hours.get(one) ?? 0) + count)
        }
        took.push({ step, ...tookOf(hours) })
      }
      return {
        statuses: await ledger.counts('case', person),
        waits: await counted('waits'),
        steps: took,
        clocks: [...clocks].map(([rule, outcomes]) => ({
          rule,
          title: caseClocks.rules.find(({ id }) => id === rule)?.title ?? rule,
          outcomes,
        })),
      }
    },
  )
}
