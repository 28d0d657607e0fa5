import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { reportContract } from '../../intake/contract.ts'
import { candidatesAmong, lookupsOf, type ReportState } from '../../intake/index.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import type { Parts } from '../parts.ts'
import { ofKind } from '../wiring/records.ts'
import { actorOf, requirePrincipal } from './principals.ts'
import { sendRefusal } from './problems.ts'
import { findVisible } from './record-routes.ts'

/** Found by one value of one facet: more than that is no hint but a flood. */
const perValue = 100
/** Compared with each other word by word. */
const comparedAtMost = 300

/** Which other reports may be about the same flaw, and why: what a person looks at before merging. */
export const registerReportCandidates = (app: FastifyInstance, parts: Parts): void => {
  app.get(
    '/api/reports/:id/candidates',
    {
      config: { who: reportContract.readers },
      schema: {
        tags: ['reports'],
        summary: 'Reports that may be about the same flaw, the likeliest first, each with why',
        params: z.object({ id: z.string().max(100) }),
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      if (!principal.roles.some((role) => reportContract.readers.includes(role)))
        return sendRefusal(
          reply,
          refuse('access/not-permitted', 'Your roles do not let you read reports.'),
        )
      const { id } = request.params as { readonly id: string }
      const found = await findVisible(parts, reportContract, id, principal)
      if (isRefusal(found)) return sendRefusal(reply, found)
      // The kind was checked by findVisible.
      const report = { id: found.stream, state: found.state as ReportState }
      const ids = await alike(parts, report)
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

/** Ids of the reports that share most values of the facets by which duplicates are looked up. */
const alike = async (
  { ledger }: Parts,
  report: { readonly id: string; readonly state: ReportState },
): Promise<readonly string[]> => {
  const hits = new Map<string, number>()
  for (const { name, value, weight } of lookupsOf(report.state))
    for (const other of await ledger.having('report', name, value, perValue))
      if (other !== report.id) hits.set(other, (hits.get(other) ?? 0) + weight)
  return [...hits.entries()]
    .sort(([one, first], [other, second]) => second - first || (one < other ? -1 : 1))
    .slice(0, comparedAtMost)
    .map(([other]) => other)
}
