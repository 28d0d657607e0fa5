import { mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { caseContract } from '../../cases/contract.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { readers } from '../../kernel/roles.ts'
import type { ClauseReview } from '../clause-review.ts'
import { downloadHeaders } from '../files/index.ts'
import { actorOf, requirePrincipal, requireReader } from '../http/principals.ts'
import { sendRefusal } from '../http/problems.ts'
import type { Parts } from '../parts.ts'
import { packContents, packFileName } from './contents.ts'
import { type AuditPackRequest, writeAuditPack } from './write-audit-pack.ts'

const files = z.enum(['yes', 'no']).optional()
const reviewQuery = z.object({
  /** One or several, separated by commas. */
  clause: z.string().max(100).optional(),
  product: z.string().max(100).optional(),
  revision: z.string().max(100).optional(),
  since: z.string().max(30).optional(),
  files,
})

/** Audit packs as downloads: of a case, and of verdicts on clauses, a product, a period. */
export const registerAuditPackRoutes = (
  app: FastifyInstance,
  parts: Parts,
  by: ClauseReview,
): void => {
  const query = z.object({ files })
  app.get(
    '/api/cases/:id/audit-pack',
    {
      config: { who: caseContract.readers },
      schema: {
        tags: [caseContract.collection],
        summary: 'The case with the proof of every fact, as one zip',
        params: z.object({ id: z.string().max(100) }),
        querystring: query,
      },
    },
    async (request, reply) => {
      const principal = requireReader(request, caseContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const { id } = request.params as { readonly id: string }
      const withFiles = query.parse(request.query).files === 'yes'
      return sendPack(parts, { case: id, actor: actorOf(principal), withFiles }, reply)
    },
  )
  app.get(
    '/api/audit-pack',
    {
      config: { who: readers },
      schema: {
        tags: ['clauses'],
        summary: 'Verdicts with passages, records and the proof of every fact, as one zip',
        querystring: reviewQuery,
      },
    },
    async (request, reply) => {
      const asked = reviewAsked(request)
      if (isRefusal(asked)) return sendRefusal(reply, asked)
      const { review, actor, withFiles } = asked
      return sendPack(parts, { review, by, actor, withFiles }, reply)
    },
  )
  app.get(
    '/api/audit-pack/contents',
    {
      config: { who: readers },
      schema: {
        tags: ['clauses'],
        summary: 'What a pack of verdicts would hold now, counted',
        querystring: reviewQuery,
      },
    },
    async (request, reply) => {
      const asked = reviewAsked(request)
      if (isRefusal(asked)) return sendRefusal(reply, asked)
      const found = await packContents(parts, by, asked.review, asked.actor)
      return isRefusal(found) ? sendRefusal(reply, found) : found
    },
  )
}

/** What a pack of verdicts is asked about, and by whom. */
const reviewAsked = (request: FastifyRequest) => {
  const principal = requirePrincipal(request)
  if (isRefusal(principal)) return principal
  if (!principal.roles.some((role) => readers.includes(role)))
    return refuse('access/not-permitted', 'Your roles do not let you read the clause review.')
  const { clause, product, revision, since, files } = reviewQuery.parse(request.query)
  const clauses = (clause ?? '').split(',').filter((id) => id !== '')
  return {
    // An empty field of a form asks for no period.
    review: { clauses, product, revision, since: since || undefined },
    actor: actorOf(principal),
    withFiles: files === 'yes',
  }
}

const sendPack = async (parts: Parts, asked: AuditPackRequest, reply: FastifyReply) => {
  // In the data folder: it has room for what the server keeps, and nobody else reads it.
  const folder = await mkdtemp(join(parts.settings.dataDir, 'pack-'))
  try {
    const path = join(folder, 'pack.zip')
    const written = await writeAuditPack(parts, asked, path)
    if (isRefusal(written)) return sendRefusal(reply, written)
    const file = await open(path, 'r')
    return reply
      .headers({
        ...downloadHeaders(packFileName(written.name)),
        'content-length': String(written.bytes),
      })
      .send(file.createReadStream())
  } finally {
    // What was opened stays readable without its name, and nothing is left if the reader goes.
    await rm(folder, { recursive: true, force: true })
  }
}
