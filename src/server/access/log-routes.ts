import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { refuse } from '../../kernel/result.ts'
import type { Role } from '../../kernel/roles.ts'
import { accessActs } from './access-log.ts'
import type { AccessRouteParts } from './routes.ts'

/** Who reads the access log. */
const may: readonly Role[] = ['auditor', 'administrator']

const entry = z.object({
  id: z.string(),
  what: z.enum(accessActs),
  person: z.string().nullable(),
  firstAt: z.string(),
  lastAt: z.string(),
  times: z.number(),
})

/** The access log, for auditors and administrators. */
export const registerLogRoutes = (
  app: FastifyInstance,
  { access, sendRefusal }: AccessRouteParts,
): void => {
  const door = async ({ principal }: FastifyRequest, reply: FastifyReply) => {
    if (principal === undefined)
      return sendRefusal(reply, refuse('access/not-signed-in', 'Sign in first.'))
    return may.some((role) => principal.roles.includes(role))
      ? undefined
      : sendRefusal(
          reply,
          refuse('access/not-permitted', `Ask one of: ${may.join(', ')} for the access log.`),
        )
  }
  app.withTypeProvider<ZodTypeProvider>().route({
    method: 'GET',
    url: '/api/access-log',
    preValidation: door,
    schema: {
      tags: ['people'],
      summary: 'Sign-ins, sign-outs and failed attempts, the newest first',
      description:
        'Failures of one account on one day are one entry with a count. To read on, give `lastAt` and `id` of the last entry as `before` and `beforeId`.',
      querystring: z.object({
        before: z.iso.datetime().optional(),
        beforeId: z.string().max(200).default(''),
      }),
      response: { 200: z.object({ items: z.array(entry) }) },
    },
    handler: async ({ query: { before, beforeId } }) => ({
      items: [
        ...(await access.log(before === undefined ? undefined : { lastAt: before, id: beforeId })),
      ],
    }),
  })
}
