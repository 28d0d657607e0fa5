import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { receive, sourceSchema } from '../../intake/contract.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { byteBody } from '../http/byte-body.ts'
import { actorOf, requirePrincipal } from '../http/principals.ts'
import { sendRefusal } from '../http/problems.ts'
import type { Parts } from '../parts.ts'
import { createImporter } from './import-document.ts'

const asked = z.object({
  name: z.string().min(1).max(1_000).default('document.json'),
  source: sourceSchema.optional(),
  product: z.string().trim().max(limits.text.line).optional(),
  channel: z.enum(['api', 'cli', 'news']).default('api'),
})

const may = receive.permission.filter((role) => role !== 'reporter')

/** Machine-readable documents of others as reports (clause 9.2, sources b, f and g). */
export const registerImportRoutes = (app: FastifyInstance, parts: Parts): void => {
  const importDocument = createImporter(parts)
  app.post(
    '/api/intake/import',
    {
      bodyLimit: limits.formats.bytes,
      config: { who: may },
      schema: {
        tags: ['intake'],
        summary: 'Take in a CSAF, OpenVEX, CycloneDX, OSV, CVE or GitHub document as reports',
        description: `The document as application/octet-stream. Roles: ${may.join(', ')}.`,
        querystring: asked,
      },
      validatorCompiler: () => (value) => ({ value }),
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      if (!may.some((role) => principal.roles.includes(role)))
        return sendRefusal(reply, refuse('access/not-permitted', `Ask one of: ${may.join(', ')}.`))
      const query = asked.safeParse(request.query)
      if (!query.success)
        return sendRefusal(reply, refuse('input/invalid', z.prettifyError(query.error)))
      const bytes = await byteBody(
        request.body,
        limits.formats.bytes,
        'Send the document as application/octet-stream to /api/intake/import?name=NAME.',
      )
      if (isRefusal(bytes)) return sendRefusal(reply, bytes)
      const { source, product, channel, name } = query.data
      const done = await importDocument({
        bytes,
        name,
        source,
        product,
        channel,
        actor: actorOf(principal),
        requestId: request.id,
      })
      if (isRefusal(done)) return sendRefusal(reply, done)
      const fresh = done.reports.some(({ outcome }) => outcome === 'received')
      return reply.code(fresh ? 201 : 200).send(done)
    },
  )
}
