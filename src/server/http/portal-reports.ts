import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { portalReport } from '../../intake/contract.ts'
import { type ReportState, reporterPage as reporterView } from '../../intake/index.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { latestCheckpoint } from '../../ledger/index.ts'
import {
  type FormProblem,
  type Maker,
  problemPage,
  problemsIn,
  receivedPage,
  reporterPage,
  reportFormPage,
  type Typed,
} from '../../portal/index.ts'
import type { Dispatched } from '../commands/dispatch.ts'
import type { Parts } from '../parts.ts'
import { having, type Typed as TypedRecord } from '../wiring/records.ts'
import { readForm } from './portal-form.ts'
import { sendPage } from './portal-page.ts'
import { statusOf } from './problems.ts'

/** 256 bits: the address of the reporter's page, kept by nobody but the reporter. */
export const newToken = ({ random }: Pick<Parts, 'random'>): string =>
  Buffer.from(random(32)).toString('base64url')
const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text)
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

const stranger = { id: 'outsider:portal', roles: ['reporter'] } as const

/** A stranger's report: taken once, or shown again with what is wrong and all that was typed. */
export const receiveReport = async (
  parts: Parts,
  maker: Maker,
  request: FastifyRequest,
  reply: FastifyReply,
) => {
  const { fields, files, refusal } = await readForm(parts, request)
  const { website = '', sending = '', ...told } = fields
  const again = (problems: readonly FormProblem[], status: number) =>
    sendPage(
      reply,
      reportFormPage({
        maker,
        sending: isToken(sending) ? sending : newToken(parts),
        typed: told as Typed,
        problems,
      }),
      status,
    )
  const refused = (because: Refusal) =>
    again(
      [{ field: because.code.startsWith('file/') ? 'files' : '', message: because.message }],
      statusOf(because),
    )
  if (refusal !== undefined) return refused(refusal)
  if (website !== '')
    return again(
      [{ field: '', message: 'Leave the hidden last field empty, and send again.' }],
      400,
    )
  const parsed = portalReport.safeParse({
    ...told,
    reporterEmail: told['reporterEmail']?.trim(),
    files,
  })
  if (!parsed.success) return again(problemsIn(parsed.error.issues), 400)
  const sent = await receiveOnce(parts, parsed.data, sending, request.id)
  if (isRefusal(sent)) return refused(sent)
  const { received, token } = sent
  const report = await parts.ledger.load(received.id)
  // Our own kind folded it.
  const state = report?.state as ReportState | undefined
  return sendPage(
    reply,
    receivedPage({
      maker,
      reference: received.humanId,
      link: `${parts.settings.publicUrl}/r/${token}`,
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
    const received = await parts.dispatch({
      kind: 'report',
      command: 'receive',
      input: { ...told, channel: 'portal', linkHash: hashOf(token) },
      actor: stranger,
      requestId,
      key: `portal:${hashOf(token)}`,
    })
    return isRefusal(received) ? received : { received, token }
  }
  const sent = await receive(isToken(sending) ? sending : newToken(parts))
  return isRefusal(sent) && sent.code === 'ledger/key-reused' ? receive(newToken(parts)) : sent
}

const checkpointOf = async ({ ledger }: Parts): Promise<string> =>
  (await latestCheckpoint(ledger.database))?.note ?? ''

/** The page behind the secret link. */
export const showReport = async (
  parts: Parts,
  maker: Maker,
  request: FastifyRequest,
  reply: FastifyReply,
) => {
  const report = await reportOf(parts, request)
  if (report === undefined) return unknownLink(reply, maker)
  const added = (request.query as { readonly added?: unknown }).added !== undefined
  return sendPage(
    reply,
    await pageOf(parts, maker, request, report, {
      ...(added ? { said: 'Thank you. It is with your report now.' } : {}),
    }),
  )
}

/** What a reporter adds; answered by a redirect, so that reloading the page adds nothing again. */
export const extendReport = async (
  parts: Parts,
  maker: Maker,
  request: FastifyRequest,
  reply: FastifyReply,
) => {
  const report = await reportOf(parts, request)
  if (report === undefined) return unknownLink(reply, maker)
  const { fields, files, refusal } = await readForm(parts, request)
  const message = fields['message'] ?? ''
  const result =
    refusal ??
    (await parts.dispatch({
      kind: 'report',
      command: 'add-from-reporter',
      id: report.stream,
      input: { message, files },
      actor: stranger,
      requestId: request.id,
    }))
  if (!isRefusal(result)) return reply.redirect(`${pathOf(request)}?added`, 303)
  const now = (await reportOf(parts, request)) ?? report
  const told = { problem: result.message, typed: message }
  return sendPage(reply, await pageOf(parts, maker, request, now, told), statusOf(result))
}

const pageOf = async (
  parts: Parts,
  maker: Maker,
  request: FastifyRequest,
  { state }: TypedRecord<ReportState>,
  told: { readonly said?: string; readonly problem?: string; readonly typed?: string },
): Promise<string> =>
  reporterPage({
    maker,
    page: reporterView(state),
    action: pathOf(request),
    checkpoint: await checkpointOf(parts),
    ...told,
  })

const tokenOf = (request: FastifyRequest): string =>
  (request.params as { readonly token: string }).token
const pathOf = (request: FastifyRequest): string => `/r/${tokenOf(request)}`

const reportOf = async (
  { ledger }: Parts,
  request: FastifyRequest,
): Promise<TypedRecord<ReportState> | undefined> => {
  const token = tokenOf(request)
  if (!isToken(token)) return undefined
  return (await having<ReportState>(ledger, 'report', 'link', hashOf(token)))[0]
}

const unknownLink = (reply: FastifyReply, maker: Maker) =>
  sendPage(
    reply,
    problemPage(
      maker,
      'This link leads nowhere',
      'Check that the whole link was copied. If it is lost, send a new report and mention your reference.',
    ),
    404,
  )
