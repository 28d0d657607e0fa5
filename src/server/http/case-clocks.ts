import type { FastifyInstance } from 'fastify'
import { caseContract } from '../../cases/contract.ts'
import { type CaseState, clocksOf, holds } from '../../cases/index.ts'
import { isRefusal } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Parts } from '../parts.ts'
import { askedRecord, recordParams } from './asked-record.ts'
import { sendRefusal } from './problems.ts'

/** The clocks of a case as the maker's rules have them now, and the authorities it is decided for. */
export const registerCaseClocks = (app: FastifyInstance, parts: Parts): void => {
  app.get(
    '/api/cases/:id/clocks',
    {
      config: { who: caseContract.readers },
      schema: {
        tags: ['cases'],
        summary: 'The clocks of a case by the rules, and for which authorities it is decided',
        params: recordParams,
      },
    },
    async (request, reply) => {
      const asked = await askedRecord<CaseState>(parts, request, caseContract)
      if (isRefusal(asked)) return sendRefusal(reply, asked)
      const { found } = asked
      const { state } = found
      return clocksOfCase(parts, state)
    },
  )
}

const clocksOfCase = ({ caseClocks, clock }: Parts, state: CaseState) => {
  const all = clocksOf(caseClocks, state, instantOf(clock()))
  const gone = state.missed.filter((one) => !all.some((other) => other.clock === one.clock))
  return {
    clocks: [
      ...all.map(({ rule, ...clock }) => ({
        ...clock,
        rule: rule.id,
        title: rule.title,
        source: rule.source.trim(),
        condition: rule.condition,
        customer: rule.customer,
        pausable: rule.pausable,
        metBy: rule.metBy,
        authority: rule.authority ?? null,
      })),
      // Missed once, by a rule that the file has no more.
      ...gone.map(({ clock, rule, title, startedAt, dueAt }) => ({
        ...{ clock, rule, title, startedAt, dueAt, outcome: 'missed', doneAt: null },
        ...{ source: 'A rule of before', condition: 'always', customer: '', pausable: false },
        ...{ metBy: [], authority: null },
      })),
    ],
    authorities: caseClocks.authorities
      .filter(({ enabled }) => enabled)
      .map((one) => ({ ...one, source: one.source.trim(), holds: holds(one.when, state) })),
  }
}
