import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isRefusal, RefusalError, refuse } from '../../kernel/result.ts'
import { linkPage, noticePage } from '../../portal/index.ts'
import type { Parts } from '../parts.ts'
import { createLinkRequests } from './link-requests.ts'
import { readForm } from './portal-form.ts'
import { stranger } from './portal-links.ts'
import { sendPage } from './portal-page.ts'
import { pathOf, reportOf, reportPageOf, unknownLink } from './portal-reporter.ts'
import type { SiteOf } from './portal-site.ts'
import { statusOf } from './problems.ts'

const limited = (max: number) => ({
  schema: { hide: true },
  config: { withoutSession: true, rateLimit: { max, timeWindow: 60_000 } },
})

/** What a reporter does on their page besides writing, and how a lost link is sent anew. */
export const registerReporterRoutes = (
  portal: FastifyInstance,
  parts: Parts,
  siteOf: SiteOf,
): void => {
  const links = createLinkRequests(parts)
  portal.addHook('onClose', links.settle)
  const act = async (
    request: FastifyRequest,
    reply: FastifyReply,
    command: string,
    inputOf: (fields: Readonly<Record<string, string>>) => object,
    done: string,
  ) => {
    const site = siteOf(request)
    const report = await reportOf(parts, request)
    if (report === undefined) return unknownLink(reply, site)
    const { fields } = await readForm(parts, request)
    const result = await parts.dispatch({
      kind: 'report',
      command,
      id: report.stream,
      input: inputOf(fields),
      actor: stranger,
      requestId: request.id,
    })
    if (!isRefusal(result)) return reply.redirect(site.say.href(`${pathOf(request)}?${done}`), 303)
    // Nothing else in these forms can be written wrongly.
    const problem =
      result.code === 'input/invalid' && command === 'set-credit'
        ? site.say.words('problem.creditLink')
        : site.say.refusal(result)
    return sendPage(
      reply,
      site,
      await reportPageOf(parts, site, request, report, { problem }),
      statusOf(result),
    )
  }
  portal.post('/r/:token/withdraw', limited(10), (request, reply) =>
    act(request, reply, 'withdraw', ({ message = '' }) => ({ message }), 'withdrawn'),
  )
  portal.post('/r/:token/credit', limited(10), (request, reply) =>
    act(request, reply, 'set-credit', creditIn, 'credited'),
  )
  portal.get(
    '/report/link',
    { schema: { hide: true }, config: { withoutSession: true } },
    (request, reply) => {
      const site = siteOf(request)
      return sendPage(reply, site, linkPage(site))
    },
  )
  portal.post('/report/link', limited(5), async (request, reply) => {
    const site = siteOf(request)
    const { fields } = await readForm(parts, request)
    const taken = links.ask(fields['reference'] ?? '', fields['contact'] ?? '', request.id)
    if (!taken) throw new RefusalError(tooMany)
    // The same for everybody, at once: whether there is such a report with such a contact is
    // looked up afterwards, so that neither words nor time tell.
    return sendPage(
      reply,
      site,
      noticePage(site, site.say.text('link.asked.title'), site.say.words('link.asked.text')),
      202,
    )
  })
}

const creditIn = ({
  credit = '',
  thanks = 'no',
  creditLink = '',
}: Readonly<Record<string, string>>) => ({ credit, thanks, creditLink: creditLink.trim() })

const tooMany = refuse('access/too-many', 'Too many requests. Wait a minute and try again.')
