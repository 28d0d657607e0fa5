import { createTransport, type Transporter } from 'nodemailer'

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly body: string
  /** BCP 47, for `Content-Language` (RFC 3282). */
  readonly language?: string | undefined
  /** The same for every attempt, so that a receiver can tell a repetition. */
  readonly messageId: string
  /** Where an answer goes, if not to the sender. */
  readonly replyTo?: string | undefined
  /** The mail that this one answers. */
  readonly inReplyTo?: string | undefined
}

export interface MailSender {
  /** What the mail server answered. Throws where it did not take the mail. */
  send(mail: Mail): Promise<string>
  close(): void
}

/** Milliseconds. Together below `limits.delivery.claim`: a claim must not run out while we send. */
const patience = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 }

/** Hands mail over by SMTP (RFC 5321) to the maker's own mail server. */
export const createMailSender = ({
  smtpUrl,
  mailFrom,
  ownServer = false,
}: {
  readonly smtpUrl: string
  readonly mailFrom: string
  /** This very machine, whose certificate names another host. */
  readonly ownServer?: boolean
}): MailSender => {
  const transport: Transporter = createTransport(smtpUrl, {
    ...patience,
    ...(ownServer ? { tls: { rejectUnauthorized: false } } : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async ({ to, subject, body, language, messageId, replyTo, inReplyTo }) => {
      const sent: unknown = await transport.sendMail({
        from: mailFrom,
        to: { name: '', address: to },
        subject,
        text: body,
        messageId,
        ...(replyTo === undefined ? {} : { replyTo: { name: '', address: replyTo } }),
        ...(inReplyTo === undefined ? {} : { inReplyTo, references: inReplyTo }),
        // RFC 3834 section 5: nobody's vacation notice should answer this.
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(language === undefined ? {} : { 'Content-Language': language }),
        },
      })
      return typeof sent === 'object' && sent !== null && 'response' in sent
        ? String(sent.response)
        : 'accepted'
    },
    close: () => transport.close(),
  }
}
