import type { FastifyError, FastifyInstance } from 'fastify'
import { writeSecurityTxt } from '../../formats/security-txt.ts'
import { promised } from '../../intake/contract.ts'
import { limits } from '../../kernel/limits.ts'
import { orThrow } from '../../kernel/result.ts'
import { addDays, instantOf } from '../../kernel/time.ts'
import {
  type Maker,
  policyPage,
  portalStyle,
  problemPage,
  reportFormPage,
} from '../../portal/index.ts'
import type { Parts } from '../parts.ts'
import { refusalOf } from './errors.ts'
import { sendPage, sendPublicPage } from './portal-page.ts'
import { renderUpdates } from './portal-published.ts'
import { extendReport, newToken, receiveReport, showReport } from './portal-reports.ts'
import { statusOf } from './problems.ts'
import { renderAdvisories } from './published-advisories.ts'
import { sendUpdateKit } from './update-kit.ts'

const hidden = { schema: { hide: true }, config: { withoutSession: true } } as const
/** What strangers send costs more than what they read. */
const sending = {
  schema: { hide: true },
  config: {
    withoutSession: true,
    rateLimit: { max: limits.rate.portalReportsPerMinute, timeWindow: 60_000 },
  },
} as const

/** The pages of the public: policy, report form, the reporter’s own page, updates, advisories. */
export const registerPortalRoutes = (app: FastifyInstance, parts: Parts): void => {
  const { settings } = parts
  const maker: Maker = { name: settings.makerName, url: settings.makerUrl }
  // A scope of its own: who came with a browser gets refusals as a page, and not as JSON.
  app.register(async (portal) => {
    answerErrorsByPage(portal, maker)
    portal.get('/portal.css', hidden, (_request, reply) =>
      reply
        .type('text/css; charset=utf-8')
        .header('cache-control', 'max-age=3600')
        .send(portalStyle),
    )
    portal.get('/security', hidden, (_request, reply) =>
      sendPublicPage(reply, policyPage({ maker, contactMail: settings.mailFrom, ...promised })),
    )
    for (const path of ['/.well-known/security.txt', '/security.txt'])
      portal.get(path, hidden, (_request, reply) =>
        reply.type('text/plain; charset=utf-8').send(securityTxt(parts)),
      )
    portal.get('/report', hidden, (_request, reply) =>
      sendPage(reply, reportFormPage({ maker, sending: newToken(parts) })),
    )
    portal.post('/report', sending, (request, reply) => receiveReport(parts, maker, request, reply))
    portal.get('/r/:token', hidden, (request, reply) => showReport(parts, maker, request, reply))
    portal.post('/r/:token', sending, (request, reply) =>
      extendReport(parts, maker, request, reply),
    )
    portal.get('/updates/', hidden, async (_request, reply) =>
      sendPublicPage(reply, await renderUpdates(parts, maker)),
    )
    // As people type it.
    for (const path of ['/updates', '/advisories'])
      portal.get(path, hidden, (_request, reply) => reply.redirect(`${path}/`, 308))
    portal.get('/updates/kits/:name', hidden, async (request, reply) => {
      const { name } = request.params as { readonly name: string }
      return (await sendUpdateKit(parts, name, reply)) ?? sendPage(reply, noUpdate(maker), 404)
    })
    portal.get('/advisories/', hidden, async (_request, reply) =>
      sendPublicPage(reply, await renderAdvisories(parts, maker)),
    )
  })
}

const noUpdate = (maker: Maker): string =>
  problemPage(
    maker,
    'There is no such update',
    'No update of this number is offered here. The list of security updates has those that are.',
  )

const answerErrorsByPage = (portal: FastifyInstance, maker: Maker): void => {
  portal.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal !== undefined)
      return sendPage(
        reply,
        problemPage(maker, 'This did not work', refusal.message),
        statusOf(refusal),
      )
    request.log.error({ err: error }, 'unmapped error')
    return sendPage(
      reply,
      problemPage(
        maker,
        'Something went wrong here',
        `Nothing of this was kept. Try again, and if it stays, write to us and quote ${request.id}.`,
      ),
      500,
    )
  })
}

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
