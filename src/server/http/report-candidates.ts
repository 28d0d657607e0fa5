import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { reportContract } from '../../intake/contract.ts'
import { candidatesAmong, lookupsOf, type ReportState, sharedRows } from '../../intake/index.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import type { Parts } from '../parts.ts'
import { ofKind } from '../wiring/records.ts'
import { actorOf, requirePrincipal } from './principals.ts'
import { sendRefusal } from './problems.ts'
import { findVisible } from './record-routes.ts'

/** Found by one value of one facet: more than that is no hint but a flood. */
const perValue = 1_000
/** Sketches looked at, and of those the reports that are compared word by word. */
const sketchesAtMost = 2_000
const comparedAtMost = 100
const perQuestion = 500

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

/** Ids of the reports that an exact value or the most like sketches point to. */
const alike = async (
  parts: Parts,
  report: { readonly id: string; readonly state: ReportState },
): Promise<readonly string[]> => {
  const hits = new Map<string, number>()
  const lookups = lookupsOf(report.state)
  for (const { name, value, weight } of lookups)
    for (const other of await parts.ledger.having('report', name, value, perValue))
      if (other !== report.id) hits.set(other, (hits.get(other) ?? 0) + weight)
  const nearest = byScore(hits).slice(0, sketchesAtMost)
  const own = lookups.filter(({ name }) => name === 'like').map(({ value }) => value)
  const sketches = await sketchesOf(parts, nearest)
  // One band in common is chance among many reports; what the whole sketches share is not.
  return byScore(
    new Map(
      nearest.map((id) => [id, (hits.get(id) ?? 0) + sharedRows(own, sketches.get(id) ?? [])]),
    ),
  ).slice(0, comparedAtMost)
}

const byScore = (scores: ReadonlyMap<string, number>): readonly string[] =>
  [...scores.entries()]
    .sort(([one, first], [other, second]) => second - first || (one < other ? -1 : 1))
    .map(([id]) => id)

const sketchesOf = async (
  { ledger }: Parts,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const sketches = new Map<string, string[]>()
  for (let from = 0; from < ids.length; from += perQuestion) {
    const rows = await ledger.database.reader
      .selectFrom('facet')
      .select(['stream', 'value'])
      .where('stream', 'in', ids.slice(from, from + perQuestion))
      .where('name', '=', 'like')
      .execute()
    for (const { stream, value } of rows) {
      const bands = sketches.get(stream) ?? []
      sketches.set(stream, bands)
      bands.push(value)
    }
  }
  return sketches
}
