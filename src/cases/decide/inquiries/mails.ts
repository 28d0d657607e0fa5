import type { DecisionContext, DeliveryRequest } from '../../../ledger/index.ts'
import type { Reached } from '../../ports/inquiries.ts'

/** Reference and link only: mail passes through many hands. */
export const mailsTo = (
  recipients: readonly string[],
  { addresses, link }: Reached,
  { stream, humanId, newId }: DecisionContext,
  mail: { readonly what: string; readonly subject: string; readonly body: string },
): readonly DeliveryRequest[] => {
  const once = newId()
  return [...new Set(recipients.flatMap((name) => addresses.get(name) ?? []))].map((recipient) => ({
    channel: 'mail',
    recipient,
    content: { subject: `[${humanId}] ${mail.subject}`, body: `${mail.body}\n\n${link}` },
    dedupeKey: `${stream}:${mail.what}-${once}-${recipient}`,
  }))
}
