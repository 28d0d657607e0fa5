import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface MailServer {
  readonly url: string
  readonly port: number
  readonly mails: readonly { readonly to: readonly string[]; readonly mail: ParsedMail }[]
  close(): Promise<void>
}

/** An SMTP server on loopback that keeps what it takes. */
export const startMailServer = async (port = 0): Promise<MailServer> => {
  const mails: { to: readonly string[]; mail: ParsedMail }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      simpleParser(stream).then((mail) => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), mail })
        done()
      }, done)
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const taken = (server.server.address() as AddressInfo).port
  return {
    url: `smtp://127.0.0.1:${taken}`,
    port: taken,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
