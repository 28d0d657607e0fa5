import type { Bounce } from '../../../connections/mail-message/bounce.ts'
import type { ReportState } from '../../../intake/index.ts'
import { isRefusal, type Refusal } from '../../../kernel/result.ts'
import type { Parts } from '../../parts.ts'
import { one } from '../../wiring/records.ts'
import { deliveriesNamed } from './thread.ts'

/**
 * A mail of ours came back: a fact of the report it was about, and its delivery is parked with the
 * reason, where a person sees it. Answers whether the notice is about one of ours; its id is known to
 * nobody but whoever was sent it. Refuses where the fact cannot be kept now.
 */
export const markBounced = async (parts: Parts, bounce: Bounce): Promise<boolean | Refusal> => {
  const [delivery] = await deliveriesNamed(parts, bounce.about)
  if (delivery === undefined) return false
  // One that is only late needs nobody.
  if (bounce.action === 'failed' || bounce.action === '') {
    const told = await onReport(parts, delivery, bounce.status)
    if (isRefusal(told)) return told
    await parts.ledger.database.writer
      .updateTable('delivery')
      .set({
        state: 'parked',
        last_error: `${cameBack}${bounce.status === '' ? '' : ` (${bounce.status})`}`,
      })
      .where('id', '=', delivery.id)
      .where('state', '=', 'sent')
      .execute()
  }
  parts.log.warn({ delivery: delivery.id, status: bounce.status }, 'a mail came back')
  return true
}

/** Nothing where the mail was about another kind of record: those show it at their deliveries. */
const onReport = async (
  { ledger, dispatch }: Parts,
  { id, stream, recipient }: Awaited<ReturnType<typeof deliveriesNamed>>[number],
  status: string,
): Promise<Refusal | undefined> => {
  const report = await one<ReportState>(ledger, 'report', stream)
  if (report === undefined) return undefined
  const { reporterEmail, owner } = report.state
  const whom =
    recipient === reporterEmail ? 'reporter' : recipient === owner ? 'owner' : 'colleague'
  const told = await dispatch({
    kind: 'report',
    command: 'record-unreached',
    id: stream,
    input: { delivery: id, whom, status },
    actor: { id: 'system:mail', roles: [] },
    requestId: 'mail',
  })
  return isRefusal(told) ? told : undefined
}

/** Begins the reason of a delivery that left and came back: to send it again would not help. */
const cameBack = 'It came back: the receiving side could not deliver it'
