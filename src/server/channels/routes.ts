import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { inbox } from '../../intake/contract.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { readers } from '../../kernel/roles.ts'
import { actorOf, requirePrincipal } from '../http/principals.ts'
import { sendRefusal } from '../http/problems.ts'
import type { Parts } from '../parts.ts'
import type { ChannelKeeper } from './index.ts'
import { silence } from './silence.ts'

const tags = ['intake']

/** The proof of silence, and self-tests on demand. */
export const registerChannelRoutes = (
  app: FastifyInstance,
  parts: Parts,
  keeper: ChannelKeeper,
): void => {
  const narrowed = z.object({ product: z.string().max(100).optional() })
  app.get(
    '/api/intake/silence',
    {
      config: { who: readers },
      schema: {
        tags,
        summary: 'By product, source and channel: the last report and the last self-test',
        querystring: narrowed,
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const { product } = narrowed.parse(request.query)
      const found = await silence(parts, keeper, actorOf(principal).id, product)
      return isRefusal(found) ? sendRefusal(reply, found) : found
    },
  )
  app.get(
    '/api/trackers',
    {
      config: { who: readers },
      schema: { tags: ['cases'], summary: 'Trackers that tasks of a case can become issues of' },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      return isRefusal(principal)
        ? sendRefusal(reply, principal)
        : {
            trackers: keeper.all
              .filter(({ takesTasks }) => takesTasks === true)
              .map(({ name, title }) => ({ name, title })),
          }
    },
  )
  const asked = z.strictObject({ channel: z.string().max(300).optional() })
  app.post(
    '/api/intake/self-test',
    {
      config: { who: inbox },
      schema: {
        tags,
        summary: 'Test every channel, or the one named, by a marked message',
        body: asked,
      },
      validatorCompiler: () => (value) => ({ value }),
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      if (!inbox.some((role) => principal.roles.includes(role)))
        return sendRefusal(
          reply,
          refuse('access/not-permitted', `Ask one of: ${inbox.join(', ')}.`),
        )
      const body = asked.safeParse(request.body ?? {})
      if (!body.success)
        return sendRefusal(
          reply,
          refuse('input/invalid', 'Send {} for all channels, or {"channel": "NAME"}.'),
        )
      const tested = await keeper.selfTests.run(body.data.channel)
      return isRefusal(tested)
        ? sendRefusal(reply, tested)
        : { ok: tested.every(({ ok }) => ok), channels: tested }
    },
  )
}
