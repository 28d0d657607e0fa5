import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { readers } from '../../kernel/roles.ts'
import { instantOf } from '../../kernel/time.ts'
import { outOfScope } from '../commands/product-scope.ts'
import { actorOf, requirePrincipal } from '../http/principals.ts'
import { sendRefusal } from '../http/problems.ts'
import { presentable } from '../http/record-routes.ts'
import type { Parts } from '../parts.ts'
import { readPositions } from '../reactions/positions.ts'
import { type DeliveryItem, deliveryStates, type HeldStep } from './contract.ts'

const tags = ['deliveries']

/** Of the parked ones, and of all others: a page of each. */
const atOnce = 200

const textsIn = z.array(z.string())

const subjectOf = (content: string): string =>
  // The ledger wrote it: an object of texts.
  (JSON.parse(content) as Readonly<Record<string, string>>)['subject'] ?? ''

/** The screen of deliveries: what waits, what is parked and why, and "try again". */
export const registerDeliveryRoutes = (app: FastifyInstance, parts: Parts): void => {
  const { database } = parts.ledger
  const may = ['engineer', 'release-manager', 'administrator'] as const
  const query = z.object({ state: z.enum(deliveryStates).optional() })
  app.get(
    '/api/deliveries',
    {
      config: { who: readers },
      schema: {
        tags,
        summary: 'Deliveries, the newest first, and the steps that the server could not take',
        querystring: query,
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      if (!readers.some((role) => principal.roles.includes(role)))
        return sendRefusal(
          reply,
          refuse('access/not-permitted', 'Your roles do not let you read deliveries.'),
        )
      const { state } = query.parse(request.query)
      const newest = database.reader
        .selectFrom('delivery')
        .selectAll()
        .orderBy('created_at', 'desc')
        .limit(atOnce)
      // What waits for a person is never pushed out of sight by what goes well.
      const rows =
        state === undefined
          ? [
              ...(await newest.where('state', '=', 'parked').execute()),
              ...(await newest.where('state', '!=', 'parked').execute()),
            ]
          : await newest.where('state', '=', state).execute()
      const hidden = await parts.ledger.hidden(
        actorOf(principal).id,
        rows.map(({ stream }) => stream),
      )
      const shown = rows.filter(({ stream }) => !hidden.has(stream))
      const recipients = textsIn.parse(
        await presentable(
          parts,
          principal,
          shown.map(({ recipient }) => recipient),
        ),
      )
      const subjects = textsIn.parse(
        await presentable(
          parts,
          principal,
          shown.map(({ content }) => subjectOf(content)),
        ),
      )
      const items: readonly DeliveryItem[] = shown.map((row, index) => ({
        id: row.id,
        channel: row.channel,
        subject: subjects[index] ?? '',
        state: deliveryStates.find((name) => name === row.state) ?? 'waiting',
        attempts: row.attempts,
        dueAt: row.due_at,
        lastError: row.last_error,
        createdAt: row.created_at,
        record: row.stream,
        recipient: recipients[index] ?? '',
      }))
      const held: readonly HeldStep[] = [...(await readPositions(database)).values()].flatMap(
        ({ name, held }) => (held === null ? [] : [{ step: name, ...held }]),
      )
      return { sends: parts.settings.smtpUrl !== undefined, held, items }
    },
  )
  app.post(
    '/api/deliveries/:id/retry',
    {
      config: { who: may },
      schema: {
        tags,
        summary: 'Try a parked delivery again. Roles: engineer, release-manager, administrator.',
        params: z.object({ id: z.uuid() }),
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      if (!may.some((role) => principal.roles.includes(role)))
        return sendRefusal(
          reply,
          refuse('access/not-permitted', `Ask one of: ${may.join(', ')} to try it again.`),
        )
      const { id } = request.params as { readonly id: string }
      const about = await database.reader
        .selectFrom('delivery')
        .select('stream')
        .where('id', '=', id)
        .executeTakeFirst()
      const hidden = await parts.ledger.hidden(
        actorOf(principal).id,
        about === undefined ? [] : [about.stream],
      )
      const limited = await outOfScope(
        parts.ledger,
        actorOf(principal),
        may,
        about === undefined || hidden.has(about.stream) ? undefined : about.stream,
      )
      if (limited !== undefined) return sendRefusal(reply, limited)
      const result = await database.writer
        .updateTable('delivery')
        .set({ state: 'waiting', attempts: 0, due_at: instantOf(parts.clock()) })
        .where('id', '=', id)
        .where('state', '=', 'parked')
        // What left and came back would only come back again.
        .where('done_at', 'is', null)
        .where('stream', 'not in', ['', ...hidden])
        .executeTakeFirst()
      return Number(result.numUpdatedRows) === 1
        ? reply.code(204).send()
        : sendRefusal(
            reply,
            refuse('record/not-found', 'There is no parked delivery with this id.'),
          )
    },
  )
}
