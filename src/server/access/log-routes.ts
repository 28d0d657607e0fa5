import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { accessActs } from './access-log.ts'
import type { AccessRouteParts } from './routes.ts'

const entry = z.object({
  id: z.string(),
  what: z.enum(accessActs),
  person: z.string().nullable(),
  firstAt: z.string(),
  lastAt: z.string(),
  times: z.number(),
})

/** The access log, for auditors and administrators. */
export const registerLogRoutes = (app: FastifyInstance, { access }: AccessRouteParts): void => {
  app.withTypeProvider<ZodTypeProvider>().route({
    method: 'GET',
    url: '/api/access-log',
    config: { who: ['auditor', 'administrator'] },
    schema: {
      tags: ['people'],
      summary: 'Sign-ins, sign-outs, failed attempts and new OpenPGP keys, the newest first',
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
