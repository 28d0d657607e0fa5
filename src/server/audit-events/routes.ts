import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { unreadableEvent } from '../../formats/audit-event.ts'
import { readAuditLine } from '../../formats/audit-lines.ts'
import { readFhirAuditEvent, resourcesOf } from '../../formats/fhir-audit-event.ts'
import { member } from '../../formats/shape.ts'
import { type Evidence, inbox, indicatorContract, receive } from '../../intake/contract.ts'
import type { IndicatorState } from '../../intake/index.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Role } from '../../kernel/roles.ts'
import { instantOf } from '../../kernel/time.ts'
import { findVisible } from '../http/asked-record.ts'
import { requirePrincipal } from '../http/principals.ts'
import { sendRefusal, statusOf } from '../http/problems.ts'
import type { Parts } from '../parts.ts'
import { deviceOf, ownEvents, registerDeviceRoutes } from './devices.ts'
import { registerLookUp } from './look-up.ts'
import type { Arrived } from './stored-event.ts'

/** Who may send events: who may send a report; and by FHIR a device of its own token. */
const senders: readonly Role[] = receive.permission

/** Audit events by FHIR and by lines, and the evidence of an indicator. */
export const registerAuditEventRoutes = (app: FastifyInstance, parts: Parts): void => {
  registerFhir(app, parts)
  registerLines(app, parts)
  registerEvidence(app, parts)
  registerLookUp(app, parts)
  registerDeviceRoutes(app, parts)
}

const registerFhir = (app: FastifyInstance, parts: Parts): void => {
  const { audit } = parts
  for (const path of ['/fhir/AuditEvent', '/fhir'])
    app.post(
      path,
      {
        config: {
          who: senders,
          // A device that is known is let off as every token is; the queue holds it back.
          rateLimit: {
            allowList: async (request: FastifyRequest) =>
              request.principal === undefined
                ? (await deviceOf(parts, request)) !== undefined
                : request.principal.via !== 'session',
          },
        },
        schema: {
          tags: ['audit events'],
          summary: 'Audit events as FHIR AuditEvent: one resource, or a Bundle of them',
        },
      },
      async (request, reply) => {
        const device = await deviceOf(parts, request)
        const refusedSender =
          device === undefined ? mayUse(senders, requirePrincipal(request)) : undefined
        if (isRefusal(refusedSender)) return sendOutcome(reply, refusedSender)
        const read = readResources(request.body)
        const arrived = device === undefined || isRefusal(read) ? read : ownEvents(device, read)
        const refused = isRefusal(arrived) ? arrived : await audit.intake.store(arrived)
        if (refused !== undefined) return sendOutcome(reply, refused)
        const count = isRefusal(arrived) ? 0 : arrived.length
        return reply
          .code(201)
          .type('application/fhir+json')
          .send(outcome('information', 'informational', `${count} audit events were stored.`))
      },
    )
}

/** All or none: a Bundle with an entry that cannot be read is refused as a whole, and says which. */
const readResources = (body: unknown): readonly Arrived[] | Refusal => {
  const bundle = member(body, 'resourceType') === 'Bundle'
  const resources = bundle ? resourcesOf(body) : [body]
  if (resources.length === 0 || resources.length > limits.auditEvents.httpEvents)
    return refuse(
      'fhir/bundle',
      `A Bundle takes 1 to ${limits.auditEvents.httpEvents} AuditEvents. Send several.`,
    )
  const arrived: Arrived[] = []
  for (const [index, resource] of resources.entries()) {
    const read = readFhirAuditEvent(resource)
    if (isRefusal(read))
      return bundle ? { ...read, message: `Entry ${index + 1}: ${read.message}` } : read
    const raw = JSON.stringify(resource)
    if (raw.length > limits.auditEvents.frameBytes)
      return refuse('limit/audit-event', `Entry ${index + 1} is too large. Leave out attachments.`)
    arrived.push({ via: 'fhir', event: read.event, raw })
  }
  return arrived
}

const linesBody = z.strictObject({
  /** The name of the file or system they come from. */
  from: z.string().min(1).max(limits.text.line),
  lines: z
    .array(z.string().max(limits.auditEvents.lineBytes))
    .min(1)
    .max(limits.auditEvents.httpEvents),
})

const registerLines = (app: FastifyInstance, { audit }: Parts): void => {
  app.post(
    '/api/audit-events',
    {
      config: { who: senders },
      schema: {
        tags: ['audit events'],
        summary: 'Lines of an audit log: JSON, syslog (RFC 5424), FHIR or DICOM audit messages',
        body: linesBody,
      },
      validatorCompiler: () => (value) => ({ value }),
    },
    async (request, reply) => {
      const principal = mayUse(senders, requirePrincipal(request))
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const body = linesBody.safeParse(request.body)
      if (!body.success)
        return sendRefusal(reply, refuse('input/invalid', z.prettifyError(body.error)))
      const arrived = body.data.lines.flatMap((line) => arrivedOf(line, body.data.from))
      const refused = await audit.intake.store(arrived)
      if (refused !== undefined) return sendBusy(reply, refused)
      const unreadable = arrived.filter(({ event }) => event.type === 'unreadable').length
      return reply.code(201).send({ stored: arrived.length, unreadable })
    },
  )
}

/** A line's events; one that cannot be read is an event that says so. */
export const arrivedOf = (line: string, from: string): readonly Arrived[] => {
  if (line.trim() === '') return []
  const read = readAuditLine(line)
  if (isRefusal(read))
    return [{ via: 'file', event: unreadableEvent(from, line, read.code), raw: line }]
  return read.events.map((event) => ({ via: 'file', event, raw: line }))
}

const registerEvidence = (app: FastifyInstance, parts: Parts): void => {
  app.get(
    '/api/indicators/:id/evidence',
    {
      config: { who: inbox },
      schema: {
        tags: ['indicators'],
        summary: 'Indicator: the audit events that raised it, with users and devices',
        params: z.object({ id: z.string().max(100) }),
      },
    },
    async (request, reply) => {
      const principal = mayUse(inbox, requirePrincipal(request))
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const { id } = request.params as { readonly id: string }
      const found = await findVisible(parts, indicatorContract, id, principal)
      if (isRefusal(found)) return sendRefusal(reply, found)
      // The kind's name decides the type of its state.
      const state = found.state as IndicatorState
      const kept = await parts.audit.store.evidence(state.evidenceSet)
      const open = await parts.audit.windows.find(state.evidenceSet)
      const hashes = new Set(kept.map(({ hash }) => hash))
      const answer: Evidence = {
        events: kept.map(({ hash, event }) => ({ hash, ...event })),
        gone: state.evidence.filter((hash) => !hashes.has(hash)).length,
        count: open?.raised.count ?? state.count,
        lastAt: open === undefined ? state.lastSeenAt : instantOf(open.raised.lastAt),
        until: open === undefined ? null : instantOf(open.raised.until),
      }
      return answer
    },
  )
}

const mayUse = <Principal extends { readonly roles: readonly Role[] }>(
  roles: readonly Role[],
  principal: Principal | Refusal,
): Principal | Refusal =>
  isRefusal(principal) || principal.roles.some((role) => roles.includes(role))
    ? principal
    : refuse(
        'access/not-permitted',
        `Your roles do not include this. Ask one of: ${roles.join(', ')}.`,
      )

const outcome = (severity: string, code: string, diagnostics: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity, code, diagnostics }],
})

/** FHIR's own form of a refusal, which its clients understand. */
const sendOutcome = (reply: FastifyReply, refusal: Refusal): FastifyReply =>
  retryLater(reply, refusal)
    .code(statusOf(refusal))
    .type('application/fhir+json')
    .send(
      outcome(
        'error',
        issueCodes[statusOf(refusal)] ?? 'processing',
        `${refusal.code}: ${refusal.message}`,
      ),
    )

const issueCodes: Readonly<Record<number, string>> = {
  400: 'structure',
  401: 'login',
  403: 'forbidden',
  413: 'too-long',
  422: 'invalid',
  503: 'transient',
  507: 'no-store',
}

const sendBusy = (reply: FastifyReply, refusal: Refusal): FastifyReply =>
  sendRefusal(retryLater(reply, refusal), refusal)

const retryLater = (reply: FastifyReply, { code }: Refusal): FastifyReply =>
  code === 'audit/busy' ? reply.header('retry-after', '5') : reply
