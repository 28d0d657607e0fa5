import type { FastifyError, FastifyInstance } from 'fastify'
import { limits } from '../../kernel/limits.ts'
import { portalStyle, problemPage, reportFormPage, type Site } from '../../portal/index.ts'
import type { Parts } from '../parts.ts'
import { refusalOf } from './errors.ts'
import { newToken } from './portal-links.ts'
import { sendPage, sendPublicPage } from './portal-page.ts'
import { createPolicyPages } from './portal-policy.ts'
import { createProofOfWork } from './portal-proof.ts'
import { registerProofRoutes, reporting } from './portal-proof-routes.ts'
import { renderUpdates } from './portal-published.ts'
import { receiveReport } from './portal-receive.ts'
import { extendReport, showReport } from './portal-reporter.ts'
import { createSecurityTxt } from './portal-security-txt.ts'
import { type SiteOf, sitesIn } from './portal-site.ts'
import { renderThanks } from './portal-thanks.ts'
import { statusOf } from './problems.ts'
import { renderAdvisories } from './published-advisories.ts'
import { registerReporterRoutes } from './reporter-routes.ts'
import { sendUpdateKit } from './update-kit.ts'

const hidden = { schema: { hide: true }, config: { withoutSession: true } } as const
/** A page that looks into many records. */
const reading = {
  schema: { hide: true },
  config: {
    withoutSession: true,
    rateLimit: { max: limits.rate.portalReportsPerMinute, timeWindow: 60_000 },
  },
} as const
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
  const { settings, languages } = parts
  // A scope of its own: who came with a browser gets refusals as a page, and not as JSON.
  app.register(async (portal) => {
    const siteOf = sitesIn(parts)
    const proof = createProofOfWork(parts)
    const renderPolicy = createPolicyPages(parts)
    answerErrorsByPage(portal, siteOf, settings.mailFrom)
    portal.get('/portal.css', hidden, (_request, reply) =>
      reply
        .type('text/css; charset=utf-8')
        .header('cache-control', 'max-age=3600')
        .send(portalStyle),
    )
    portal.get('/security', hidden, async (request, reply) => {
      const site = siteOf(request)
      return sendPublicPage(reply, site, (await renderPolicy(site)) ?? noPolicy(site))
    })
    portal.get('/security/thanks', reading, async (request, reply) => {
      const site = siteOf(request)
      return sendPublicPage(reply, site, await renderThanks(parts, site))
    })
    portal.get('/security/:number', hidden, async (request, reply) => {
      const { number } = request.params as { readonly number: string }
      const site = siteOf(request)
      const page = /^[1-9]\d{0,5}$/.test(number)
        ? await renderPolicy(site, Number(number))
        : undefined
      return page === undefined
        ? sendPage(reply, site, noPolicy(site), 404)
        : sendPublicPage(reply, site, page)
    })
    const securityTxt = createSecurityTxt(
      parts,
      languages.map(({ tag }) => tag),
    )
    for (const path of ['/.well-known/security.txt', '/security.txt'])
      portal.get(path, hidden, async (_request, reply) =>
        reply.type('text/plain; charset=utf-8').send(await securityTxt()),
      )
    portal.get('/report', hidden, (request, reply) => {
      const site = siteOf(request)
      return sendPage(reply, site, reportFormPage(site, { sending: newToken(parts) }))
    })
    await registerProofRoutes(portal, proof)
    portal.post('/report', reporting(proof), (request, reply) =>
      receiveReport(parts, siteOf(request), request, reply),
    )
    portal.get('/r/:token', hidden, (request, reply) =>
      showReport(parts, siteOf(request), request, reply),
    )
    portal.post('/r/:token', sending, (request, reply) =>
      extendReport(parts, siteOf(request), request, reply),
    )
    registerReporterRoutes(portal, parts, siteOf)
    portal.get('/updates/', hidden, async (request, reply) => {
      const site = siteOf(request)
      return sendPublicPage(reply, site, await renderUpdates(parts, site))
    })
    // As people type it.
    for (const path of ['/updates', '/advisories'])
      portal.get(path, hidden, (_request, reply) => reply.redirect(`${path}/`, 308))
    portal.get('/updates/kits/:name', hidden, async (request, reply) => {
      const { name } = request.params as { readonly name: string }
      const site = siteOf(request)
      return (await sendUpdateKit(parts, name, reply)) ?? sendPage(reply, site, noUpdate(site), 404)
    })
    portal.get('/advisories/', hidden, async (request, reply) => {
      const site = siteOf(request)
      return sendPublicPage(reply, site, await renderAdvisories(parts, site))
    })
  })
}

const noPolicy = (site: Site): string =>
  problemPage(site, site.say.text('policy.no-version'), site.say.words('policy.no-version.text'))

const noUpdate = (site: Site): string =>
  problemPage(site, site.say.text('updates.unknown'), site.say.words('updates.unknown.text'))

const answerErrorsByPage = (portal: FastifyInstance, siteOf: SiteOf, mail: string): void => {
  portal.setErrorHandler((error: FastifyError, request, reply) => {
    const site = siteOf(request)
    const { say } = site
    const refusal = refusalOf(error)
    if (refusal !== undefined)
      return sendPage(
        reply,
        site,
        problemPage(site, say.text('refused.title'), say.refusal(refusal, { mail })),
        statusOf(refusal),
      )
    request.log.error({ err: error }, 'unmapped error')
    return sendPage(
      reply,
      site,
      problemPage(
        site,
        say.text('failed.title'),
        say.words('failed.text', { request: request.id }),
      ),
      500,
    )
  })
}
