import type { FastifyInstance } from 'fastify'
import { reportContract } from '../../intake/contract.ts'
import { candidatesAmong, type ReportState } from '../../intake/index.ts'
import { isRefusal } from '../../kernel/result.ts'
import { alike } from '../likeness/index.ts'
import type { Parts } from '../parts.ts'
import { ofKind } from '../wiring/records.ts'
import { askedRecord, recordParams } from './asked-record.ts'
import { actorOf } from './principals.ts'
import { sendRefusal } from './problems.ts'

/** Which other reports may be about the same flaw, and why: what a person looks at before merging. */
export const registerReportCandidates = (app: FastifyInstance, parts: Parts): void => {
  app.get(
    '/api/reports/:id/candidates',
    {
      config: { who: reportContract.readers },
      schema: {
        tags: ['reports'],
        summary: 'Reports that may be about the same flaw, the likeliest first, each with why',
        params: recordParams,
      },
    },
    async (request, reply) => {
      const asked = await askedRecord<ReportState>(parts, request, reportContract)
      if (isRefusal(asked)) return sendRefusal(reply, asked)
      const { found, principal } = asked
      const report = { id: found.stream, state: found.state }
      const ids = await alike(parts.ledger, report)
      const hidden = await parts.ledger.hidden(actorOf(principal).id, ids)
      const others = ofKind<ReportState>(
        await parts.ledger.loadAll(ids.filter((other) => !hidden.has(other))),
        'report',
      )
      const byId = new Map(others.map((other) => [other.stream, other]))
      const candidates = candidatesAmong(
        report,
        others.map(({ stream, state }) => ({ id: stream, state })),
      )
      return {
        items: candidates.flatMap(({ id: other, score, why }) => {
          const record = byId.get(other)
          if (record === undefined) return []
          const { title, status, source, channel, product, receivedAt, cases, of } = record.state
          return [
            {
              id: other,
              humanId: record.humanId,
              title,
              status,
              source,
              channel,
              product,
              receivedAt,
              cases,
              of,
              score,
              why,
            },
          ]
        }),
      }
    },
  )
}
