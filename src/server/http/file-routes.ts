import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parseFileHash } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { readers } from '../../kernel/roles.ts'
import { type DestroyedFile, destroyedAmong } from '../erasure/index.ts'
import { downloadHeaders, safeFileName } from '../files/index.ts'
import type { Parts } from '../parts.ts'
import { heldBack } from '../quarantine/index.ts'
import { actorOf, requirePrincipal } from './principals.ts'
import { sendRefusal } from './problems.ts'

const tags = ['files']

/** Files go in as a stream of bytes and come out as a download that no browser runs. */
export const registerFileRoutes = (app: FastifyInstance, parts: Parts): void => {
  app.addContentTypeParser(
    'application/octet-stream',
    { bodyLimit: limits.file.bytes },
    (_request, payload, done) => done(null, payload),
  )
  const named = z.object({ name: z.string().min(1).max(1_000) })
  app.post(
    '/api/files',
    {
      bodyLimit: limits.file.bytes,
      config: { who: readers.filter((role) => role !== 'auditor') },
      schema: { tags, summary: 'Keep a file; its SHA-256 names it', querystring: named },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      if (principal.roles.every((role) => role === 'auditor'))
        return sendRefusal(
          reply,
          refuse('access/not-permitted', 'Auditors read and change nothing.'),
        )
      const query = named.safeParse(request.query)
      if (!query.success || !isStream(request.body))
        return sendRefusal(
          reply,
          refuse(
            'input/invalid',
            'Send the bytes as application/octet-stream to /api/files?name=NAME.',
          ),
        )
      const stored = await parts.files.put(request.body, { limitBytes: limits.file.bytes })
      if (isRefusal(stored)) return sendRefusal(reply, stored)
      return reply
        .code(201)
        .send({ hash: stored.hash, name: safeFileName(query.data.name), size: stored.size })
    },
  )
  app.get(
    '/api/files/:hash',
    {
      schema: {
        tags,
        summary: 'Download a file',
        params: z.object({ hash: z.string().max(100) }),
        querystring: named.partial(),
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const hash = parseFileHash((request.params as { readonly hash: string }).hash)
      if (isRefusal(hash)) return sendRefusal(reply, hash)
      // What only records under an embargo name is as secret as they are.
      if (await parts.ledger.hidesFile(actorOf(principal).id, hash))
        return sendRefusal(reply, refuse('record/not-found', 'There is no such file.'))
      const gone = (await destroyedAmong(parts.ledger.database.reader, [hash])).get(hash)
      if (gone !== undefined) return sendRefusal(reply, destroyed(gone))
      const held = await heldBack(parts.ledger, hash, actorOf(principal).id)
      if (held !== undefined) return sendRefusal(reply, held)
      const file = await parts.files.read(hash)
      if (isRefusal(file)) return sendRefusal(reply, refuse('record/not-found', file.message))
      const { name } = named.partial().parse(request.query)
      return reply
        .headers({ ...downloadHeaders(name ?? hash), 'content-length': String(file.size) })
        .send(file.stream)
    },
  )
}

const destroyed = ({ at, reason, replaced_by }: DestroyedFile) =>
  refuse(
    'file/destroyed',
    `This file was ${replaced_by === null ? 'destroyed' : 'replaced by a redacted copy'} on ${at.slice(0, 10)}: ${reason}`,
    { replacedBy: replaced_by },
  )

const isStream = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body
