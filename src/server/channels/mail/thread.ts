import type { ReadMail } from '../../../connections/mail-message/read.ts'
import type { ReportState } from '../../../intake/index.ts'
import { isRefusal } from '../../../kernel/result.ts'
import type { Found } from '../../../ledger/index.ts'
import type { Parts } from '../../parts.ts'
import { one } from '../../wiring/records.ts'
import type { Recipient } from './addresses.ts'
import type { ReplyAddresses } from './reply-address.ts'

/**
 * The report that a mail answers. The token in the address is the proof by itself; a header that
 * names a mail of ours is one only with the sender address that the report was made from.
 */
export const reportAnswered = async (
  parts: Parts,
  replies: ReplyAddresses,
  recipients: readonly Recipient[],
  mail: ReadMail,
): Promise<Found | undefined> => {
  for (const { detail } of recipients) {
    const found = detail === '' ? undefined : await replies.find(detail)
    if (found !== undefined) return found
  }
  const stream = (await deliveriesNamed(parts, mail.answers))[0]?.stream
  const report =
    stream === undefined ? undefined : await one<ReportState>(parts.ledger, 'report', stream)
  if (report === undefined || report.state.reporterEmail === '') return undefined
  const address = await parts.sealing.open(report.state.reporterEmail)
  return !isRefusal(address) && sameAddress(address, mail.address) ? report : undefined
}

const sameAddress = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase()

/** Of these message ids the deliveries of ours: `<delivery>@<our host>`. */
export const deliveriesNamed = async (
  { ledger, settings }: Parts,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly stream: string }[]> => {
  const host = `@${new URL(settings.publicUrl).hostname}`
  const named = ids.flatMap((id) => (id.endsWith(host) ? [id.slice(0, -host.length)] : []))
  if (named.length === 0) return []
  return ledger.database.reader
    .selectFrom('delivery')
    .select(['id', 'stream'])
    .where('id', 'in', named)
    .orderBy('created_at', 'desc')
    .execute()
}
