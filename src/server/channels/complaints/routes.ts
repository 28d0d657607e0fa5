import type { FastifyInstance } from 'fastify'
import { complaint, receive } from '../../../intake/contract.ts'
import { isRefusal, refuse } from '../../../kernel/result.ts'
import { missingFile } from '../../http/kept-files.ts'
import { actorOf, requirePrincipal } from '../../http/principals.ts'
import { sendRefusal } from '../../http/problems.ts'
import type { Parts } from '../../parts.ts'
import { takeComplaint } from './take-in.ts'

const may = receive.permission.filter((role) => role !== 'reporter')

/** The route of the complaint system (clause 9.2, source d): the same complaint twice is one report. */
export const registerComplaintRoutes = (app: FastifyInstance, parts: Parts): void => {
  app.post(
    '/api/intake/complaints',
    {
      config: { who: may },
      schema: {
        tags: ['intake'],
        summary: 'Pass on a complaint; its number makes it one report, whatever is sent again',
        body: complaint,
      },
      validatorCompiler: () => (value) => ({ value }),
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const actor = actorOf(principal)
      if (!may.some((role) => actor.roles.includes(role)))
        return sendRefusal(reply, refuse('access/not-permitted', `Ask one of: ${may.join(', ')}.`))
      const parsed = complaint.safeParse(request.body ?? {})
      if (!parsed.success) {
        const [issue] = parsed.error.issues
        const where = issue?.path.map(String).join('.') ?? ''
        return sendRefusal(
          reply,
          refuse(
            'input/invalid',
            `${where === '' ? 'The complaint' : `"${where}"`} is not as it must be: ${issue?.message ?? 'unknown'}`,
          ),
        )
      }
      const missing = await missingFile(parts, { kind: 'report', input: parsed.data, actor })
      if (missing !== undefined) return sendRefusal(reply, missing)
      const taken = await takeComplaint(parts, parsed.data, { actor, requestId: request.id })
      return isRefusal(taken)
        ? sendRefusal(reply, taken)
        : reply.code(taken.outcome === 'received' ? 201 : 200).send(taken)
    },
  )
}
