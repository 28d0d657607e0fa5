import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { reportContract } from '../../intake/contract.ts'
import type { ReportState } from '../../intake/index.ts'
import type { StreamId } from '../../kernel/ids.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { privacyRoles } from '../../kernel/roles.ts'
import { instantOf } from '../../kernel/time.ts'
import { downloadHeaders } from '../files/index.ts'
import { findVisible } from '../http/asked-record.ts'
import { actorOf, requirePrincipal } from '../http/principals.ts'
import { sendRefusal } from '../http/problems.ts'
import type { Parts } from '../parts.ts'
import { having, type Typed } from '../wiring/records.ts'
import { reachOf } from './reach.ts'

/** GDPR 15 and 17: all that is held of the person who sent a report, and what erasing them reaches. */
export const registerPersonRoutes = (app: FastifyInstance, parts: Parts): void => {
  const config = { who: privacyRoles }
  const tags = [reportContract.collection]
  const params = z.object({ id: z.string().max(100) })
  app.get(
    '/api/reports/:id/held-data',
    {
      config,
      schema: {
        tags,
        summary: `What is held of the person who sent this report (GDPR 15). ${rolesInWords}`,
        params,
      },
    },
    async (request, reply) => {
      const asked = await personBehind(parts, request)
      if (isRefusal(asked)) return sendRefusal(reply, asked)
      const answer = await answerFor(parts, asked.subject, asked.asker)
      return reply
        .headers(downloadHeaders(`${asked.humanId}.held-data.json`))
        .type('application/json')
        .send(JSON.stringify(answer, null, 2))
    },
  )
  app.get(
    '/api/reports/:id/erasure',
    {
      config,
      schema: {
        tags,
        summary: `What erasing the person who sent this report reaches, and what somebody must look at (GDPR 17). ${rolesInWords}`,
        params,
      },
    },
    async (request, reply) => {
      const asked = await personBehind(parts, request)
      return isRefusal(asked)
        ? sendRefusal(reply, asked)
        : reachOf(parts, asked.subject, asked.asker)
    },
  )
}

const rolesInWords = `Roles: ${privacyRoles.join(', ')}.`

/** Whose report it is, for who may ask. */
const personBehind = async (parts: Parts, request: FastifyRequest) => {
  const principal = requirePrincipal(request)
  if (isRefusal(principal)) return principal
  if (!privacyRoles.some((role) => principal.roles.includes(role)))
    return refuse('access/not-permitted', `Ask one of: ${privacyRoles.join(', ')}.`)
  const { id } = request.params as { readonly id: string }
  const found = await findVisible(parts, reportContract, id, principal)
  if (isRefusal(found)) return found
  // The contract of the kind was checked by findVisible.
  const { subject } = found.state as ReportState
  return subject === null
    ? refuse('erasure/nobody', 'Nobody outside told anything in this report.')
    : { subject, asker: actorOf(principal).id, humanId: found.humanId }
}

const answerFor = async (parts: Parts, person: string, asker: string) => {
  const { ledger, sealing, settings, clock } = parts
  const all = await having<ReportState>(ledger, 'report', 'person', person)
  const hidden = await ledger.hidden(
    asker,
    all.map(({ stream }) => stream),
  )
  const reports = all.filter(({ stream }) => !hidden.has(stream))
  const mails = await ledger.database.reader
    .selectFrom('delivery')
    .select(['recipient', 'content', 'state', 'created_at'])
    .where('recipient', 'like', `sealed:v1:${person}:%`)
    .execute()
  return {
    made: instantOf(clock()),
    controller: settings.makerName,
    purposes: 'Handling reports of vulnerabilities in medical products (IEC 81001-5-1 clause 9.2).',
    recipients: 'Colleagues named in the facts below; the person themselves by mail.',
    kept: 'As records of the product’s security, until the person asks for erasure.',
    rights: 'Access, rectification, erasure, restriction, objection, complaint to an authority.',
    person,
    /** Reports of the person that are restricted and not shown to who made this. */
    withheld: hidden.size,
    reports: await Promise.all(reports.map((report) => reportOf(parts, report))),
    mails: await sealing.openDeep(
      mails.map(({ content, ...rest }) => ({ ...rest, content: JSON.parse(content) as unknown })),
    ),
  }
}

const reportOf = async (
  { ledger, sealing }: Parts,
  { humanId, stream, state }: Typed<ReportState>,
) => ({
  reference: humanId,
  state: await sealing.openDeep(state),
  facts: await sealing.openDeep(await ledger.history(stream as StreamId)),
})
