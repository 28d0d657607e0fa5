import type { FastifyReply, FastifyRequest } from 'fastify'
import { type ReportState, reporterPage as reporterView } from '../../intake/index.ts'
import { isRefusal } from '../../kernel/result.ts'
import { linkTo, problemPage, reporterPage, type Site } from '../../portal/index.ts'
import type { Parts } from '../parts.ts'
import { having, type Typed as TypedRecord } from '../wiring/records.ts'
import { orRefusal } from './errors.ts'
import { readForm } from './portal-form.ts'
import { checkpointOf, hashOf, isToken, stranger } from './portal-links.ts'
import { sendPage } from './portal-page.ts'
import { statusOf } from './problems.ts'

/** The page behind the secret link. */
export const showReport = async (
  parts: Parts,
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
) => {
  const report = await reportOf(parts, request)
  if (report === undefined) return unknownLink(reply, site)
  const query = request.query as Readonly<Record<string, unknown>>
  const done = (['added', 'withdrawn', 'credited'] as const).find(
    (name) => query[name] !== undefined,
  )
  return sendPage(
    reply,
    site,
    await reportPageOf(parts, site, request, report, {
      ...(done === undefined ? {} : { said: site.say.words(`reporter.${done}`) }),
    }),
  )
}

/** What a reporter adds; answered by a redirect, so that reloading the page adds nothing again. */
export const extendReport = async (
  parts: Parts,
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
) => {
  const report = await reportOf(parts, request)
  if (report === undefined) return unknownLink(reply, site)
  const { fields, files, refusal } = await readForm(parts, request)
  const message = fields['message'] ?? ''
  const result =
    refusal ??
    (await orRefusal(
      parts.dispatch({
        kind: 'report',
        command: 'add-from-reporter',
        id: report.stream,
        input: { message, files },
        actor: stranger,
        requestId: request.id,
      }),
    ))
  if (!isRefusal(result)) return reply.redirect(site.say.href(`${pathOf(request)}?added`), 303)
  const now = (await reportOf(parts, request)) ?? report
  const told = { problem: site.say.refusal(result), typed: message }
  return sendPage(
    reply,
    site,
    await reportPageOf(parts, site, request, now, told),
    statusOf(result),
  )
}

/** The reporter's page, with what it says above. */
export const reportPageOf = async (
  parts: Parts,
  site: Site,
  request: FastifyRequest,
  { state }: TypedRecord<ReportState>,
  told: Omit<Parameters<typeof reporterPage>[1], 'page' | 'path' | 'checkpoint'>,
): Promise<string> =>
  reporterPage(site, {
    page: reporterView(state),
    path: pathOf(request),
    checkpoint: await checkpointOf(parts),
    ...told,
  })

const tokenOf = (request: FastifyRequest): string =>
  (request.params as { readonly token: string }).token
export const pathOf = (request: FastifyRequest): string => `/r/${tokenOf(request)}`

export const reportOf = async (
  { ledger }: Parts,
  request: FastifyRequest,
): Promise<TypedRecord<ReportState> | undefined> => {
  const token = tokenOf(request)
  if (!isToken(token)) return undefined
  return (await having<ReportState>(ledger, 'report', 'link', hashOf(token)))[0]
}

export const unknownLink = (reply: FastifyReply, site: Site) =>
  sendPage(
    reply,
    site,
    problemPage(
      site,
      site.say.text('lost.title'),
      site.say.words('lost.text', {
        link: linkTo(site.say.href('/report/link'), site.say.words('lost.link')),
      }),
    ),
    404,
  )
