import type { FastifyReply, FastifyRequest } from 'fastify'
import { portalReport } from '../../intake/contract.ts'
import type { ReportState } from '../../intake/index.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import {
  type FormProblem,
  problemsIn,
  receivedPage,
  reportFormPage,
  type Site,
  type Typed,
} from '../../portal/index.ts'
import type { Dispatched } from '../commands/dispatch.ts'
import type { Parts } from '../parts.ts'
import { orRefusal } from './errors.ts'
import { readForm } from './portal-form.ts'
import { checkpointOf, hashOf, isToken, newToken, stranger } from './portal-links.ts'
import { sendPage } from './portal-page.ts'
import { statusOf } from './problems.ts'

/** A stranger's report: taken once, or shown again with what is wrong and all that was typed. */
export const receiveReport = async (
  parts: Parts,
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
) => {
  const { fields, files, refusal } = await readForm(parts, request)
  const { website = '', sending = '', ...told } = fields
  const again = (problems: readonly FormProblem[], status: number) =>
    sendPage(
      reply,
      site,
      reportFormPage(site, {
        sending: isToken(sending) ? sending : newToken(parts),
        typed: told as Typed,
        problems,
      }),
      status,
    )
  const refused = (because: Refusal) =>
    again(
      [
        {
          field: because.code.startsWith('file/') ? 'files' : '',
          message: site.say.refusal(because),
        },
      ],
      statusOf(because),
    )
  if (refusal !== undefined) return refused(refusal)
  if (website !== '') return again([{ field: '', message: site.say.words('problem.trap') }], 400)
  const parsed = portalReport.safeParse({
    ...told,
    reporterEmail: told['reporterEmail']?.trim(),
    creditLink: told['creditLink']?.trim(),
    files,
  })
  if (!parsed.success) return again(problemsIn(parsed.error.issues, site.say), 400)
  // A self-test has come as far as a report comes, and is none.
  if (parts.probes.take(parsed.data.description))
    return reply.code(202).type('text/plain; charset=utf-8').send('The self-test arrived.\n')
  const inTheirs = { ...parsed.data, language: site.say.tag }
  const sent = await receiveOnce(parts, inTheirs, sending, request.id)
  if (isRefusal(sent)) return refused(sent)
  const { received, token } = sent
  const report = await parts.ledger.load(received.id)
  // Our own kind folded it.
  const state = report?.state as ReportState | undefined
  return sendPage(
    reply,
    site,
    receivedPage(site, {
      reference: received.humanId,
      link: `${parts.settings.publicUrl}${site.say.href(`/r/${token}`)}`,
      addressGiven: (parsed.data.reporterEmail ?? '') !== '',
      nextDate: state?.nextDate ?? '',
      checkpoint: await checkpointOf(parts),
    }),
    201,
  )
}

/**
 * The form's own token becomes the secret link and the idempotency key: the same form sent twice is
 * one report with one link. Sent again with other words it is another report, with a link of its own.
 */
const receiveOnce = async (
  parts: Parts,
  told: object,
  sending: string,
  requestId: string,
): Promise<{ readonly received: Dispatched; readonly token: string } | Refusal> => {
  const receive = async (token: string) => {
    const received = await orRefusal(
      parts.dispatch({
        kind: 'report',
        command: 'receive',
        input: { ...told, channel: 'portal', linkHash: hashOf(token) },
        actor: stranger,
        requestId,
        key: `portal:${hashOf(token)}`,
      }),
    )
    return isRefusal(received) ? received : { received, token }
  }
  const sent = await receive(isToken(sending) ? sending : newToken(parts))
  return isRefusal(sent) && sent.code === 'ledger/key-reused' ? receive(newToken(parts)) : sent
}
