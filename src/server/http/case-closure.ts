import type { FastifyInstance } from 'fastify'
import { caseContract } from '../../cases/contract.ts'
import { type CaseState, closureChecks } from '../../cases/index.ts'
import { isRefusal } from '../../kernel/result.ts'
import type { Parts } from '../parts.ts'
import { closureEvidence } from '../wiring/cases.ts'
import { askedRecord, recordParams } from './asked-record.ts'
import { sendRefusal } from './problems.ts'

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
        params: recordParams,
      },
    },
    async (request, reply) => {
      const asked = await askedRecord<CaseState>(parts, request, caseContract)
      if (isRefusal(asked)) return sendRefusal(reply, asked)
      const { found } = asked
      const { state } = found
      const { facts } = await closureEvidence(parts.ledger, found.stream, {
        inquiries: parts.caseInquiries,
        caseClocks: parts.caseClocks,
      })
      return { items: closureChecks(state, facts) }
    },
  )
}
