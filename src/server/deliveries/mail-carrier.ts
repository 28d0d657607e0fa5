import type { MailSender } from '../../connections/mail.ts'
import { tell } from '../../intake/contract.ts'
import { orThrow } from '../../kernel/result.ts'
import { latestCheckpoint } from '../../ledger/index.ts'
import type { Say } from '../../portal/index.ts'
import type { MailThread } from '../channels/mail/outgoing.ts'
import { encryptTo } from '../openpgp/index.ts'
import type { Parts } from '../parts.ts'
import type { Carrier, Parcel } from './carrier.ts'
import { newReportLink } from './report-link.ts'
import { inWords, wordsOf } from './words.ts'

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
    const words = wordsOf(parts, parcel)
    const { say, subject, language } = words
    const body = secret === undefined ? words.body : words.body.replace('{link}', () => secret.link)
    const thread = await threadOf(parcel)
    const paragraphs = [
      body,
      ...(thread.ofReporter === true && secret === undefined
        ? [howToAnswer(say, thread.replyTo !== undefined, settings.publicUrl)]
        : []),
      `-- \n${settings.makerName}`,
      inWords(say, [tell('mail.proof')]),
      checkpoint,
    ]
    const plain = paragraphs.join('\n\n')
    const key = content['encryptTo']
    // What is said to have left is what left: the encrypted form.
    const text = key === undefined ? plain : await encryptTo(key, plain, parts.clock())
    const answer = await sender.send({
      to,
      subject,
      language,
      body: text,
      messageId: `<${id}@${new URL(settings.publicUrl).hostname}>`,
      replyTo: thread.replyTo,
      inReplyTo: thread.inReplyTo,
    })
    // Only now the link before it stops: it works until the new one has left.
    await secret?.replace()
    return { subject, text, checkpoint, answer }
  },
  close: () => sender.close(),
})

/** Every mail to a reporter ends with where to answer, and where all of it can be read. */
const howToAnswer = (say: Say, byMail: boolean, publicUrl: string): string =>
  inWords(say, [
    ...(byMail ? [tell('mail.answer')] : []),
    tell('mail.page', { url: `${publicUrl}/report/link?lang=${say.tag}` }),
  ])
