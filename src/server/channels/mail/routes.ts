import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { receive, sourceSchema } from '../../../intake/contract.ts'
import { limits } from '../../../kernel/limits.ts'
import { isRefusal, refuse } from '../../../kernel/result.ts'
import { actorOf, requirePrincipal } from '../../http/principals.ts'
import { sendRefusal } from '../../http/problems.ts'
import type { MailIntake } from './take-in.ts'

const query = z.object({
  source: sourceSchema.optional(),
  name: z.string().min(1).max(1_000).optional(),
})

/** A mail as it came, by HTTP: the same way in as that of the listener and the mailbox. */
export const registerMailRoutes = (app: FastifyInstance, mail: MailIntake): void => {
  app.addContentTypeParser(
    'message/rfc822',
    { bodyLimit: limits.file.bytes },
    (_request, payload, done) => done(null, payload),
  )
  app.post(
    '/api/intake/mail',
    {
      bodyLimit: limits.file.bytes,
      config: { who: receive.permission.filter((role) => role !== 'reporter') },
      schema: {
        tags: ['intake'],
        summary: 'Take in a mail (message/rfc822) as a report, or as an answer to one',
        querystring: query,
      },
      validatorCompiler: () => (value) => ({ value }),
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const asked = query.safeParse(request.query)
      if (!asked.success || !isStream(request.body))
        return sendRefusal(
          reply,
          refuse(
            'input/invalid',
            'Send the mail as message/rfc822 to /api/intake/mail, with ?source=a to g if you know it.',
          ),
        )
      const { source, name } = asked.data
      const taken = await mail.takeIn({
        raw: request.body,
        via: 'mail',
        onBehalfOf: actorOf(principal).id,
        requestId: request.id,
        ...(source === undefined ? {} : { source }),
        ...(name === undefined ? {} : { fileName: name }),
      })
      return isRefusal(taken)
        ? sendRefusal(reply, taken)
        : reply.code(taken.outcome === 'report' && !taken.repeated ? 201 : 200).send(taken)
    },
  )
}

const isStream = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body
