import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { caseContract } from '../../cases/contract.ts'
import { isRefusal } from '../../kernel/result.ts'
import { breath, listByValue } from '../../ledger/index.ts'
import { tookOf } from '../intake-figures.ts'
import type { Parts } from '../parts.ts'
import { actorOf, requireReader } from './principals.ts'
import { sendRefusal } from './problems.ts'
import { badMark, lastOf, markField, markOf } from './value-marks.ts'

const steps = ['analysed', 'decided', 'in-remediation', 'fix-verified', 'closed'] as const

/** The year in which a step was reached; left out, every year. */
const year = z
  .string()
  .regex(/^\d{4}$/)
  .optional()
const query = z.object({ year })
const tookQuery = z.object({
  year,
  step: z.enum(steps),
  after: markField,
  limit: z.coerce.number().int().min(1).max(200).default(100),
})

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
      const principal = requireReader(request, caseContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const { year = 'ever' } = query.parse(request.query)
      const person = actorOf(principal).id
      const counted = async (name: string, range: { from?: string; to?: string } = {}) => {
        // Each reads an entry of an index for each case: others are answered in between.
        await breath()
        return (
          await ledger.countValues({ kind: 'case', name, person, limit: valuesAtMost, ...range })
        ).map(({ values: [value = ''], count }) => ({ value, count }))
      }
      const clocks = new Map<string, Record<string, number>>()
      for (const { value, count } of await counted('clock')) {
        const [outcome = '', rule = ''] = value.split(' ')
        clocks.set(rule, { ...clocks.get(rule), [outcome]: count })
      }
      const took = []
      for (const step of steps) {
        const hours = new Map<number, number>()
        for (const { value, count } of await counted(`took-${step}`, {
          from: `${year} `,
          to: `${year}!`,
        }))
          hours.set(hoursIn(value), count)
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
  app.get(
    '/api/flow/took',
    {
      config: { who: caseContract.readers },
      schema: {
        tags: ['cases'],
        summary: 'How long each case took to a step, the quickest first',
        querystring: tookQuery,
      },
    },
    async (request, reply) => {
      const principal = requireReader(request, caseContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const { year = 'ever', step, after, limit } = tookQuery.parse(request.query)
      const from = markOf(after)
      if (from === null) return sendRefusal(reply, badMark)
      const lines = await listByValue(ledger.database, {
        kind: 'case',
        name: `took-${step}`,
        beginning: `${year} `,
        person: actorOf(principal).id,
        after: from,
        limit: limit + 1,
      })
      return {
        items: lines
          .slice(0, limit)
          .map(({ value, ...line }) => ({ ...line, hours: hoursIn(value) })),
        next: lastOf(lines, limit),
      }
    },
  )
}

/** After the year, or `ever`. */
const hoursIn = (value: string): number => Number(value.slice(5))
