import { type DecisionContext, type DeliveryRequest, mailEach } from '../../../ledger/index.ts'
import type { Reached } from '../../ports/inquiries.ts'

/** Reference and link only: mail passes through many hands. */
export const mailsTo = (
  recipients: readonly string[],
  { addresses, link }: Reached,
  context: DecisionContext,
  mail: { readonly what: string; readonly subject: string; readonly body: string },
): readonly DeliveryRequest[] => {
  const { humanId, newId } = context
  const known = new Set(recipients.flatMap((name) => addresses.get(name) ?? []))
  return mailEach([...known], context, `${mail.what}-${newId()}`, {
    subject: `[${humanId}] ${mail.subject}`,
    body: `${mail.body}\n\n${link}`,
  })
}
