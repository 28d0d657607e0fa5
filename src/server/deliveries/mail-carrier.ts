import type { MailSender } from '../../connections/mail.ts'
import { orThrow } from '../../kernel/result.ts'
import { latestCheckpoint } from '../../ledger/index.ts'
import type { MailThread } from '../channels/mail/outgoing.ts'
import type { Parts } from '../parts.ts'
import type { Carrier, Parcel } from './carrier.ts'
import { newReportLink } from './report-link.ts'

/** Hands deliveries to the mail server, each with the ledger's state at that moment. */
export const mailCarrier = (
  parts: Parts,
  sender: MailSender,
  threadOf: (parcel: Parcel) => Promise<MailThread> = async () => ({}),
): Carrier => ({
  channel: 'mail',
  carry: async (parcel) => {
    const { ledger, sealing, settings } = parts
    const { id, stream, recipient, content } = parcel
    const to = recipient.startsWith('sealed:') ? orThrow(await sealing.open(recipient)) : recipient
    const checkpoint = (await latestCheckpoint(ledger.database))?.note ?? ''
    const secret = content['makes'] === 'report-link' ? newReportLink(parts, stream) : undefined
    const body = (content['body'] ?? '').replace('{link}', () => secret?.link ?? '')
    const text = `${body}\n\n-- \n${settings.makerName}\n\nThe state of our ledger as we write this (keep it: it lets you prove what you were told):\n\n${checkpoint}`
    const answer = await sender.send({
      to,
      subject: content['subject'] ?? '',
      body: text,
      messageId: `<${id}@${new URL(settings.publicUrl).hostname}>`,
      ...(await threadOf(parcel)),
    })
    // Only now the link before it stops: it works until the new one has left.
    await secret?.replace()
    return { text, checkpoint, answer }
  },
  close: () => sender.close(),
})
