import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { documentContract } from '../../documents/contract.ts'
import { changes, type DocumentState } from '../../documents/index.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { askedRecord, recordParams } from '../http/asked-record.ts'
import { sendRefusal } from '../http/problems.ts'
import type { Parts } from '../parts.ts'
import { comparable, comparedRevisions, foundAgain } from './compare-revisions.ts'
import { type Revision, revisionOf } from './original.ts'
import { recentComparisons } from './recent-comparisons.ts'

const name = z.string().max(limits.text.line).optional()

const comparison = z.object({
  from: name,
  to: name,
  /** `added,changed`: only these; without it, all. */
  only: z.string().max(100).optional(),
  cursor: z.coerce
    .number()
    .int()
    .nonnegative()
    .max(limits.document.statements * 2)
    .default(0),
  limit: z.coerce.number().int().positive().max(limits.page.max).default(limits.page.default),
})

const citation = z.object({
  revision: name,
  in: name,
  quote: z.string().min(1).max(limits.text.paragraph),
  location: name,
})

/** Statements followed over the revisions of a document. */
export const registerComparison = (app: FastifyInstance, parts: Parts): void => {
  const recent = recentComparisons(parts.ledger.database, parts.clock)
  const config = { who: documentContract.readers }
  const schema = { tags: ['documents'], params: recordParams }
  app.get(
    '/api/documents/:id/comparison',
    {
      config,
      schema: {
        ...schema,
        querystring: comparison,
        summary: 'Two revisions compared by statement: added, removed, changed, moved',
      },
    },
    async (request, reply) => {
      const asked = await askedRecord<DocumentState>(parts, request, documentContract)
      if (isRefusal(asked)) return sendRefusal(reply, asked)
      const { from, to, only, cursor, limit } = comparison.parse(request.query)
      const newer = revisionOf(asked.found.state, to)
      if (isRefusal(newer)) return sendRefusal(reply, newer)
      const older =
        from === undefined ? before(asked.found.state, newer) : revisionOf(asked.found.state, from)
      if (isRefusal(older)) return sendRefusal(reply, older)
      const refused = comparable(older) ?? comparable(newer)
      if (refused !== undefined) return sendRefusal(reply, refused)
      const page = { changes: wanted(only), from: cursor, limit }
      const compared = await comparedRevisions(
        parts.ledger,
        recent,
        asked.found,
        older,
        newer,
        page,
      )
      return { from: shown(older), to: shown(newer), ...compared }
    },
  )
  app.get(
    '/api/documents/:id/found-again',
    {
      config,
      schema: {
        ...schema,
        querystring: citation,
        summary: 'Where a passage cited from one revision stands in another',
      },
    },
    async (request, reply) => {
      const asked = await askedRecord<DocumentState>(parts, request, documentContract)
      if (isRefusal(asked)) return sendRefusal(reply, asked)
      const { revision, in: other, quote, location } = citation.parse(request.query)
      const cited = revisionOf(asked.found.state, revision)
      if (isRefusal(cited)) return sendRefusal(reply, cited)
      const newer = revisionOf(asked.found.state, other)
      if (isRefusal(newer)) return sendRefusal(reply, newer)
      const find = await foundAgain(parts.ledger, asked.found, cited.file.hash, newer.file.hash)
      return {
        from: shown(cited),
        to: shown(newer),
        ...find({ quote, ...(location === undefined ? {} : { location }) }),
      }
    },
  )
}

const wanted = (only: string | undefined) =>
  changes.filter((one) => only === undefined || only.split(',').includes(one))

const before = ({ revisions }: DocumentState, { file }: Revision) =>
  revisions[revisions.findIndex((one) => one.file.hash === file.hash) - 1] ??
  refuse(
    'document/nothing-before',
    'There is no revision before this one to compare it with. Add another, or name both.',
  )

/** A revision with how it was read: what was not read of one seems to be removed or added. */
const shown = ({ version, file, reading }: Revision) => ({
  version,
  revision: file.hash,
  outcome: reading?.outcome ?? null,
  reason: reading?.reason ?? '',
})
