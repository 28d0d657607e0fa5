import type { MailSender } from '../../connections/mail.ts'
import { orThrow } from '../../kernel/result.ts'
import { latestCheckpoint } from '../../ledger/index.ts'
import type { Parts } from '../parts.ts'
import type { Carrier } from './carrier.ts'

/** Hands deliveries to the mail server, each with the ledger's state at that moment. */
export const mailCarrier = ({ ledger, sealing, settings }: Parts, sender: MailSender): Carrier => ({
  channel: 'mail',
  carry: async ({ id, recipient, content }) => {
    const to = recipient.startsWith('sealed:') ? orThrow(await sealing.open(recipient)) : recipient
    const checkpoint = (await latestCheckpoint(ledger.database))?.note ?? ''
    const text = `${content['body'] ?? ''}\n\n-- \n${settings.makerName}\n\nThe state of our ledger as we write this (keep it: it lets you prove what you were told):\n\n${checkpoint}`
    const answer = await sender.send({
      to,
      subject: content['subject'] ?? '',
      body: text,
      messageId: `<${id}@${new URL(settings.publicUrl).hostname}>`,
    })
    return { text, checkpoint, answer }
  },
  close: () => sender.close(),
})
