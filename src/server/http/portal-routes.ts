import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AdvisoryState } from '../../advisories/index.ts'
import { writeSecurityTxt } from '../../formats/security-txt.ts'
import { portalReport, promised } from '../../intake/contract.ts'
import { type ReportState, reporterPage as reporterView } from '../../intake/index.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, orThrow, type Refusal } from '../../kernel/result.ts'
import { addDays, instantOf } from '../../kernel/time.ts'
import { latestCheckpoint } from '../../ledger/index.ts'
import {
  advisoriesPage,
  type FormProblem,
  type Maker,
  policyPage,
  portalStyle,
  problemPage,
  receivedPage,
  reporterPage,
  reportFormPage,
  type Typed,
  updatesPage,
} from '../../portal/index.ts'
import { type UpdateState, updateOffer } from '../../updates/index.ts'
import type { Parts } from '../parts.ts'
import { having, type Typed as TypedRecord } from '../wiring/records.ts'
import { readForm } from './portal-form.ts'
import { statusOf } from './problems.ts'
import { publicFolder } from './public-tree.ts'

const hidden = { schema: { hide: true }, config: { withoutSession: true } } as const

/** The pages of the public: policy, report form, the reporter’s own page, updates, advisories. */
export const registerPortalRoutes = (app: FastifyInstance, parts: Parts): void => {
  const { settings } = parts
  const maker: Maker = { name: settings.makerName, url: settings.makerUrl }
  app.get('/portal.css', hidden, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=3600').send(portalStyle),
  )
  app.get('/security', hidden, (_request, reply) =>
    html(reply, policyPage({ maker, contactMail: settings.mailFrom, ...promised })),
  )
  for (const path of ['/.well-known/security.txt', '/security.txt'])
    app.get(path, hidden, (_request, reply) =>
      reply.type('text/plain; charset=utf-8').send(securityTxt(parts)),
    )
  app.get('/report', hidden, (_request, reply) => html(reply, reportFormPage({ maker })))
  app.post(
    '/report',
    {
      schema: { hide: true },
      config: {
        withoutSession: true,
        rateLimit: { max: limits.rate.portalReportsPerMinute, timeWindow: 60_000 },
      },
    },
    (request, reply) => receiveReport(parts, maker, request, reply),
  )
  app.get('/r/:token', hidden, async (request, reply) => {
    const report = await reportOf(parts, request)
    if (report === undefined) return unknownLink(reply, maker)
    return html(
      reply,
      reporterPage({ maker, page: reporterView(report.state), action: request.url }),
    )
  })
  app.post('/r/:token', hidden, (request, reply) => extendReport(parts, maker, request, reply))
  app.get('/updates/', hidden, async (_request, reply) =>
    html(reply, await renderUpdates(parts, maker)),
  )
  app.get('/advisories/', hidden, async (_request, reply) =>
    html(reply, advisoriesPage(maker, await publishedAdvisories(parts))),
  )
}

const html = (reply: FastifyReply, page: string, status = 200) =>
  reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-robots-tag', 'noindex')
    .send(page)

/** RFC 9116 allows web addresses with https only; without it the mail address must do. */
const securityTxt = ({ settings, clock }: Parts): string => {
  const { publicUrl, mailFrom } = settings
  const web = publicUrl.startsWith('https:')
  return orThrow(
    writeSecurityTxt(
      {
        contact: [...(web ? [`${publicUrl}/report`] : []), `mailto:${mailFrom}`],
        // Written anew at each reading, so that it never expires unnoticed.
        expires: addDays(instantOf(clock()), 90),
        canonical: web ? [`${publicUrl}/.well-known/security.txt`] : [],
        policy: web ? [`${publicUrl}/security`] : [],
        preferredLanguages: ['en'],
      },
      clock(),
    ),
  )
}

const receiveReport = async (
  parts: Parts,
  maker: Maker,
  request: FastifyRequest,
  reply: FastifyReply,
) => {
  const form = await readForm(parts, request)
  if (isRefusal(form)) return refusedForm(reply, maker, {}, form)
  const { fields, files } = form
  if ((fields['website'] ?? '') !== '')
    return html(
      reply,
      reportFormPage({
        maker,
        typed: fields,
        problems: [{ field: '', message: 'Leave the hidden last field empty, and send again.' }],
      }),
      400,
    )
  const { website: _, ...told } = fields
  const parsed = portalReport.safeParse({ ...told, files })
  if (!parsed.success) {
    const problems: readonly FormProblem[] = parsed.error.issues.slice(0, 20).map((issue) => ({
      field: String(issue.path[0] ?? ''),
      message: issue.message,
    }))
    return html(reply, reportFormPage({ maker, typed: told, problems }), 400)
  }
  const token = Buffer.from(parts.random(32)).toString('base64url')
  const received = await parts.dispatch({
    kind: 'report',
    command: 'receive',
    input: {
      ...parsed.data,
      channel: 'portal',
      linkHash: createHash('sha256').update(token).digest('hex'),
    },
    actor: { id: 'outsider:portal', roles: ['reporter'] },
    requestId: request.id,
  })
  if (isRefusal(received)) return refusedForm(reply, maker, told, received)
  const report = await parts.ledger.load(received.id)
  // Our own kind folded it.
  const state = report?.state as ReportState | undefined
  return html(
    reply,
    receivedPage({
      maker,
      reference: received.humanId,
      link: `${parts.settings.publicUrl}/r/${token}`,
      nextDate: state?.nextDate ?? '',
      checkpoint: (await latestCheckpoint(parts.ledger.database))?.note ?? '',
    }),
    201,
  )
}

const refusedForm = (reply: FastifyReply, maker: Maker, typed: Typed, refusal: Refusal) =>
  html(
    reply,
    reportFormPage({ maker, typed, problems: [{ field: '', message: refusal.message }] }),
    statusOf(refusal),
  )

const reportOf = async (
  { ledger }: Parts,
  request: FastifyRequest,
): Promise<TypedRecord<ReportState> | undefined> => {
  const { token } = request.params as { readonly token: string }
  if (!/^[\w-]{43}$/.test(token)) return undefined
  const hash = createHash('sha256').update(token).digest('hex')
  return (await having<ReportState>(ledger, 'report', 'link', hash))[0]
}

const unknownLink = (reply: FastifyReply, maker: Maker) =>
  html(
    reply,
    problemPage(
      maker,
      'This link leads nowhere',
      'Check that the whole link was copied. If it is lost, send a new report and mention your reference.',
    ),
    404,
  )

const extendReport = async (
  parts: Parts,
  maker: Maker,
  request: FastifyRequest,
  reply: FastifyReply,
) => {
  const report = await reportOf(parts, request)
  if (report === undefined) return unknownLink(reply, maker)
  const form = await readForm(parts, request)
  const result = isRefusal(form)
    ? form
    : await parts.dispatch({
        kind: 'report',
        command: 'add-from-reporter',
        id: report.stream,
        input: { message: form.fields['message'] ?? '', files: form.files },
        actor: { id: 'outsider:portal', roles: ['reporter'] },
        requestId: request.id,
      })
  const now = (await reportOf(parts, request)) ?? report
  return html(
    reply,
    reporterPage({
      maker,
      page: reporterView(now.state),
      action: request.url,
      ...(isRefusal(result)
        ? { problem: result.message }
        : { said: 'Thank you. It is with your report now.' }),
    }),
    isRefusal(result) ? statusOf(result) : 200,
  )
}

const publishedAtOnce = 200

const publishedOf = async <State>(
  { ledger }: Parts,
  kind: string,
): Promise<readonly TypedRecord<State>[]> => {
  const page = orThrow(
    await ledger.list({ kind, status: ['published'], limit: publishedAtOnce, person: undefined }),
  )
  const found = await ledger.loadAll(page.items.map(({ id }) => id))
  // The list is of this kind only.
  const byId = new Map(found.map((record) => [record.stream, record as TypedRecord<State>]))
  return page.items.flatMap(({ id }) => byId.get(id) ?? [])
}

const renderUpdates = async (parts: Parts, maker: Maker): Promise<string> => {
  const updates = await publishedOf<UpdateState>(parts, 'update')
  const root = join(publicFolder(parts.settings.dataDir, 'updates'), 'metadata', '1.root.json')
  return updatesPage({
    maker,
    rootHref: '/updates/files/metadata/1.root.json',
    rootSha256: existsSync(root)
      ? createHash('sha256')
          .update(await readFile(root))
          .digest('hex')
      : '',
    updates: updates.flatMap(({ state }) => {
      const offer = updateOffer(state)
      return offer === undefined
        ? []
        : [
            {
              ...offer,
              folder: `/updates/files/targets/${offer.reference}/`,
              files: offer.files.map(({ path, sha256 }) => ({
                name: path.slice(path.indexOf('/') + 1),
                sha256,
                href: `/updates/files/targets/${path.split('/').map(encodeURIComponent).join('/')}`,
              })),
            },
          ]
    }),
  })
}

const publishedAdvisories = async (parts: Parts) =>
  (await publishedOf<AdvisoryState>(parts, 'advisory')).flatMap(({ humanId, state }) => {
    const last = state.publications.at(-1)
    return last === undefined
      ? []
      : [
          {
            reference: humanId,
            title: state.title,
            publishedAt: last.date,
            href: last.path,
          },
        ]
  })
