import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { SourceState } from '../../documents/index.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { readers } from '../../kernel/roles.ts'
import { requirePrincipal } from '../http/principals.ts'
import { sendRefusal } from '../http/problems.ts'
import type { Parts } from '../parts.ts'
import { one } from '../wiring/records.ts'

const query = z.object({
  standing: z.enum(['there', 'unread', 'left-out', 'gone']).default('unread'),
  /** `next` of the page before. */
  after: z
    .string()
    .max(limits.source.path * 6)
    .default(''),
  limit: z.coerce.number().int().min(1).max(limits.page.max).default(limits.page.default),
})

/** The files of a source by what became of them: which could not be read, and why. */
export const registerSourceRoutes = (app: FastifyInstance, parts: Parts): void => {
  app.get(
    '/api/sources/:id/files',
    {
      config: { who: readers },
      schema: {
        tags: ['sources'],
        summary: 'Files of a source that are there, could not be read, were left out, or are gone',
        params: z.object({ id: z.string().max(100) }),
        querystring: query,
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const { id } = request.params as { readonly id: string }
      const { standing, after, limit } = query.parse(request.query)
      const [path, file] = cursorOf(after)
      const source = await one<SourceState>(parts.ledger, 'source', id)
      if (source === undefined)
        return sendRefusal(reply, refuse('record/not-found', 'There is no source with this id.'))
      const rows = await parts.ledger.database.reader
        .selectFrom('source_file')
        .select(['path', 'file', 'document', 'standing', 'reason'])
        .where('source', '=', source.stream)
        .where('standing', '=', standing)
        .where((where) =>
          where.or([
            where('path', '>', path),
            where.and([where('path', '=', path), where('file', '>', file)]),
          ]),
        )
        .orderBy('path')
        .orderBy('file')
        .limit(limit + 1)
        .execute()
      const items = rows.slice(0, limit).map(({ file: _, ...row }) => ({
        ...row,
        document: row.document === '' ? null : row.document,
      }))
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return { items, next: last === undefined ? null : JSON.stringify([last.path, last.file]) }
    },
  )
}

const cursor = z.tuple([z.string(), z.string()])

/** The first page for what is no cursor of ours. */
const cursorOf = (text: string): readonly [path: string, file: string] => {
  try {
    return cursor.parse(JSON.parse(text))
  } catch {
    return ['', '']
  }
}
