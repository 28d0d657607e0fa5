import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { documentContract } from '../../documents/contract.ts'
import type { DocumentState } from '../../documents/index.ts'
import { limits } from '../../kernel/limits.ts'
import type { PassageLocation } from '../../kernel/passage.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import type { Parts } from '../parts.ts'
import { askedRecord, recordParams } from './asked-record.ts'
import { actorOf, requirePrincipal } from './principals.ts'
import { sendRefusal } from './problems.ts'

const statementsAtOnce = 5_000
const statementsAsked = z.object({
  revision: z.string().max(limits.text.line).optional(),
  /** Those behind this number, which the page before answered as `next`. */
  after: z.coerce.number().int().min(-1).max(limits.document.statements).default(-1),
})

/** Full-text search over every kind that the asker may read, and the statements of a document. */
export const registerSearchRoutes = (app: FastifyInstance, parts: Parts): void => {
  const query = z.object({ q: z.string().max(limits.search.queryLength) })
  app.get(
    '/api/search',
    { schema: { tags: ['search'], summary: 'Search all records', querystring: query } },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const { q } = query.parse(request.query)
      const readable = [...parts.ledger.kinds.values()].filter(({ contract }) =>
        principal.roles.some((role) => contract.readers.includes(role)),
      )
      const pages = await Promise.all(
        readable.map(({ contract }) =>
          parts.ledger.list({
            kind: contract.kind,
            search: q.trim() === '' ? '\u0000' : q,
            limit: 10,
            person: actorOf(principal).id,
          }),
        ),
      )
      return { items: pages.flatMap((page) => (isRefusal(page) ? [] : page.items)) }
    },
  )
  app.get(
    '/api/documents/:id/statements',
    {
      config: { who: documentContract.readers },
      schema: {
        tags: ['documents'],
        summary: 'The statements of a document’s revision, in reading order',
        params: recordParams,
        querystring: statementsAsked,
      },
    },
    async (request, reply) => {
      const asked = await askedRecord<DocumentState>(parts, request, documentContract)
      if (isRefusal(asked)) return sendRefusal(reply, asked)
      const { found } = asked
      const { state } = found
      const { revision: wanted, after } = statementsAsked.parse(request.query)
      const revision =
        wanted === undefined
          ? state.revisions.at(-1)
          : state.revisions.find(({ version, file }) => version === wanted || file.hash === wanted)
      if (revision === undefined)
        return sendRefusal(reply, refuse('record/not-found', 'The document has no such revision.'))
      const rows = await parts.ledger.database.reader
        .selectFrom('statement')
        .selectAll()
        .where('document', '=', found.stream)
        .where('revision', '=', revision.file.hash)
        .where('idx', '>', after)
        .orderBy('idx')
        .limit(statementsAtOnce)
        .execute()
      return {
        version: revision.version,
        next: rows.length < statementsAtOnce ? null : (rows.at(-1)?.idx ?? null),
        items: rows.map(({ idx, kind, text, location }) => ({
          index: idx,
          kind,
          text,
          location: JSON.parse(location) as PassageLocation,
        })),
      }
    },
  )
}
