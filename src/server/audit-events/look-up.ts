import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type FoundEvents, inbox, indicatorContract } from '../../intake/contract.ts'
import type { IndicatorState } from '../../intake/index.ts'
import { auditTypes } from '../../kernel/audit-types.ts'
import { utf8 } from '../../kernel/canonical-json.ts'
import { line, paragraph, required } from '../../kernel/fields.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { instantOf, millisecondsOf } from '../../kernel/time.ts'
import type { Principal } from '../access/principal.ts'
import { findVisible } from '../http/asked-record.ts'
import { actorOf, requirePrincipal } from '../http/principals.ts'
import { sendRefusal } from '../http/problems.ts'
import type { Parts } from '../parts.ts'
import { having } from '../wiring/records.ts'
import { productNamed } from './raise.ts'

const most = 200

const query = z.strictObject({
  kind: z.enum(auditTypes).optional(),
  source: line.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(most).default(100),
})

/** Audit events that came in, raised something or not; and an indicator of chosen ones, by hand. */
export const registerLookUp = (app: FastifyInstance, parts: Parts): void => {
  registerList(app, parts)
  registerByHand(app, parts)
}

const registerList = (app: FastifyInstance, parts: Parts): void => {
  const { store, retention } = parts.audit
  app.get(
    '/api/audit-events',
    {
      config: { who: inbox },
      schema: {
        tags: ['audit events'],
        summary: 'Audit events that came in, the newest first',
        description:
          'Narrowed by kind, device (`source`, the whole name in any case) and moment of receipt (`from`, `until`). To read on, give the last `id` as `before`.',
      },
    },
    async (request, reply): Promise<FoundEvents | typeof reply> => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const asked = query.safeParse(request.query)
      if (!asked.success)
        return sendRefusal(reply, refuse('input/invalid', z.prettifyError(asked.error)))
      const { kind, source, from, until, before, limit } = asked.data
      const found = await store.list({
        kind,
        source: source === '' ? undefined : source,
        from: from === undefined ? undefined : Date.parse(from),
        until: until === undefined ? undefined : Date.parse(until),
        before,
        count: limit,
      })
      const indicators = await indicatorsOf(
        parts,
        principal,
        found.map(({ id }) => id),
      )
      return {
        keepDays: retention.keepDays,
        atMost: retention.atMost,
        items: found.map((event) => ({ ...event, indicators: indicators.get(event.id) ?? [] })),
      }
    },
  )
}

/** The indicators that events are the evidence of, as far as this person may see them. */
const indicatorsOf = async (
  parts: Parts,
  principal: Principal,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const pairs = await parts.audit.store.setsOf(ids)
  const names = new Map<string, string>()
  for (const set of new Set(pairs.map((pair) => pair.set))) {
    const [record] = await having<IndicatorState>(parts.ledger, 'indicator', 'evidence', set)
    if (record === undefined) continue
    const visible = await findVisible(parts, indicatorContract, record.humanId, principal)
    if (!isRefusal(visible)) names.set(set, visible.humanId)
  }
  const found = new Map<string, string[]>()
  for (const { event, set } of pairs) {
    const name = names.get(set)
    if (name !== undefined) found.set(event, [...(found.get(event) ?? []), name])
  }
  return found
}

const byHand = z.strictObject({
  events: z.array(z.uuid()).min(1).max(limits.auditEvents.evidence),
  title: required(line, 'Say in a line what the events show. Name no patients and no users.'),
  note: paragraph.default(''),
})

const registerByHand = (app: FastifyInstance, parts: Parts): void => {
  app.post(
    '/api/audit-events/indicator',
    {
      config: { who: inbox },
      schema: {
        tags: ['audit events'],
        summary: 'Raise an indicator by hand, with these audit events as its evidence',
        body: byHand,
      },
      validatorCompiler: () => (value) => ({ value }),
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const body = byHand.safeParse(request.body)
      if (!body.success)
        return sendRefusal(reply, refuse('input/invalid', z.prettifyError(body.error)))
      const raised = await raiseByHand(parts, principal, body.data, request.id)
      return isRefusal(raised) ? sendRefusal(reply, raised) : reply.code(201).send(raised)
    },
  )
}

const raiseByHand = async (
  parts: Parts,
  principal: Principal,
  { events, title, note }: z.output<typeof byHand>,
  requestId: string,
): Promise<{ readonly id: string; readonly humanId: string } | Refusal> => {
  const { audit, clock, random, ledger, sealing, dispatch } = parts
  const found = await audit.store.find([...new Set(events)].sort())
  if (found.length < new Set(events).size)
    return refuse(
      'audit/event-gone',
      'Some of these events are not kept any more. Load the list again and choose anew.',
    )
  const moments = found.map(({ event, receivedAt }) => millisecondsOf(event.at ?? receivedAt))
  const set = uuidv7(clock(), random(10))
  const evidence = await audit.store.keep(set, found)
  const done = await dispatch({
    kind: 'indicator',
    command: 'raise',
    input: {
      rule: 'by-hand',
      title,
      note,
      by: 'hand',
      cause: sourcesOf(found.map(({ event }) => event.source)),
      causeKey: createHash('sha256')
        .update(sealing.fingerprint(utf8(`audit-cause\nby-hand\n${set}`)))
        .digest('hex'),
      firstAt: instantOf(Math.min(...moments)),
      lastAt: instantOf(Math.max(...moments)),
      window: 1,
      evidenceSet: set,
      evidence,
      product: await productNamed(ledger, found[0]?.event.product ?? ''),
      report: false,
    },
    // The command is the server's own; the fact says on whose behalf.
    actor: { id: 'system:audit-events', roles: [] },
    onBehalfOf: actorOf(principal).id,
    requestId,
  })
  if (isRefusal(done)) await audit.store.release(set)
  return isRefusal(done) ? done : { id: done.id, humanId: done.humanId }
}

const sourcesOf = (sources: readonly string[]): string =>
  [...new Set(sources)]
    .map((source) => `source ${source || '(not told)'}`)
    .join(', ')
    .slice(0, limits.text.line)
