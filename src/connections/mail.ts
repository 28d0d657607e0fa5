import { createTransport, type Transporter } from 'nodemailer'

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly body: string
  /** The same for every attempt, so that a receiver can tell a repetition. */
  readonly messageId: string
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
}: {
  readonly smtpUrl: string
  readonly mailFrom: string
}): MailSender => {
  const transport: Transporter = createTransport(smtpUrl, {
    ...patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async ({ to, subject, body, messageId }) => {
      const sent: unknown = await transport.sendMail({
        from: mailFrom,
        to: { name: '', address: to },
        subject,
        text: body,
        messageId,
        // RFC 3834 section 5: nobody's vacation notice should answer this.
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      return typeof sent === 'object' && sent !== null && 'response' in sent
        ? String(sent.response)
        : 'accepted'
    },
    close: () => transport.close(),
  }
}
