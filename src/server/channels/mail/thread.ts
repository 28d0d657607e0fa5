import type { ReadMail } from '../../../connections/mail-message/read.ts'
import type { ReportState } from '../../../intake/index.ts'
import { isRefusal } from '../../../kernel/result.ts'
import type { Found } from '../../../ledger/index.ts'
import type { Parts } from '../../parts.ts'
import { having, one, type Typed } from '../../wiring/records.ts'
import type { Recipient } from './addresses.ts'
import { numberIn } from './complaint-number.ts'
import type { ReplyAddresses } from './reply-address.ts'

/**
 * The report that a mail answers. The token in the address is the proof by itself; a header that
 * names a mail of ours, or the number of a complaint, is one only from somebody whom we wrote to.
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
  const named = [
    ...(stream === undefined ? [] : [await one<ReportState>(parts.ledger, 'report', stream)]),
    ...(await complaintNamed(parts, recipients, mail)),
  ]
  for (const report of named)
    if (report !== undefined && (await hears(parts, report.state, mail.address))) return report
  return undefined
}

/** One complaint is one report, known by its number; the last one where there are several. */
const complaintNamed = async (
  { ledger }: Parts,
  recipients: readonly Recipient[],
  { subject }: ReadMail,
): Promise<readonly Typed<ReportState>[]> => {
  const number = numberIn(subject)
  if (number === '' || recipients[0]?.entry.channel !== 'complaint') return []
  const found = await having<ReportState>(ledger, 'report', 'complaint', number)
  return found.toSorted((one, other) => (one.openedAt > other.openedAt ? -1 : 1))
}

/** Whether our mails about this report go to that address: its reporter's, or its owner's. */
const hears = async (
  { sealing }: Parts,
  { reporterEmail, owner }: ReportState,
  address: string,
): Promise<boolean> => {
  for (const kept of [reporterEmail, owner]) {
    const plain = kept.startsWith('sealed:') ? await sealing.open(kept) : kept
    if (!isRefusal(plain) && plain !== '' && sameAddress(plain, address)) return true
  }
  return false
}

const sameAddress = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase()

/** Of these message ids the deliveries of ours: `<delivery>@<our host>`. */
export const deliveriesNamed = async (
  { ledger, settings }: Parts,
  ids: readonly string[],
): Promise<
  readonly { readonly id: string; readonly stream: string; readonly recipient: string }[]
> => {
  const host = `@${new URL(settings.publicUrl).hostname}`
  const named = ids.flatMap((id) => (id.endsWith(host) ? [id.slice(0, -host.length)] : []))
  if (named.length === 0) return []
  return ledger.database.reader
    .selectFrom('delivery')
    .select(['id', 'stream', 'recipient'])
    .where('id', 'in', named)
    .orderBy('created_at', 'desc')
    .execute()
}
