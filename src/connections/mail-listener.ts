import { readFile } from 'node:fs/promises'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { isRefusal, type Refusal } from '../kernel/result.ts'

/** A mail that another server hands over, its bytes still on their way. */
export interface HandedOver {
  readonly raw: AsyncIterable<Uint8Array>
  /** Of the envelope; empty for notices that nobody may answer. */
  readonly from: string
  readonly recipients: readonly string[]
  readonly id: string
}

export interface MailListenerOptions {
  readonly host: string
  readonly port: number
  /** How it introduces itself. */
  readonly name: string
  /** Paths of PEM files; with them STARTTLS is offered. */
  readonly tls: { readonly certificate: string; readonly key: string } | undefined
  /** Bytes of one mail, connections at once (all, and of one host), recipients of one mail. */
  readonly size: number
  readonly connections: number
  readonly perHost: number
  readonly recipients: number
  /** Milliseconds without a byte. */
  readonly idle: number
  /** Whether mail for this address is taken; there is no relaying. */
  accepts(recipient: string): boolean
  /** Whether another mail of this host or sender may come now. */
  admits(host: string, from: string): boolean
  /** Resolves when the mail is durable: only then it is answered with 250. */
  take(mail: HandedOver): Promise<unknown | Refusal>
  onError(cause: unknown): void
}

export interface MailListener {
  /** The port that it listens on, also where 0 was asked for. */
  start(): Promise<number>
  stop(): Promise<void>
}

/** An SMTP server (RFC 5321) that takes mail for its own addresses and for no other. */
export const createMailListener = (options: MailListenerOptions): MailListener => {
  let server: SMTPServer | undefined
  let renewal: NodeJS.Timeout | undefined
  const tlsOf = async () =>
    options.tls === undefined
      ? undefined
      : { cert: await readFile(options.tls.certificate), key: await readFile(options.tls.key) }
  return {
    start: async () => {
      const tls = await tlsOf()
      const made = createServer(options, tls)
      await new Promise<void>((resolve, reject) => {
        made.once('error', reject)
        made.listen(options.port, options.host, () => resolve())
      })
      made.removeAllListeners('error')
      // A connection that breaks is the sender's trouble, and says so to us.
      made.on('error', options.onError)
      server = made
      // A certificate is renewed in its place: the next sender sees the new one.
      renewal = setInterval(async () => {
        try {
          const again = await tlsOf()
          if (again !== undefined) made.updateSecureContext(again)
        } catch (cause) {
          options.onError(cause)
        }
      }, certificateEvery)
      renewal.unref()
      const address = made.server.address()
      return typeof address === 'object' && address !== null ? address.port : options.port
    },
    stop: async () => {
      clearInterval(renewal)
      const closing = server
      server = undefined
      if (closing !== undefined) await new Promise<void>((resolve) => closing.close(resolve))
    },
  }
}

const certificateEvery = 3_600_000

const createServer = (
  options: MailListenerOptions,
  tls: { readonly cert: Buffer; readonly key: Buffer } | undefined,
): SMTPServer => {
  const server = new SMTPServer({
    name: options.name,
    banner: 'reports of vulnerabilities only',
    size: options.size,
    authOptional: true,
    disabledCommands: tls === undefined ? ['AUTH', 'STARTTLS'] : ['AUTH'],
    disableReverseLookup: true,
    logger: false,
    maxClients: options.connections,
    maxRecipients: options.recipients,
    socketTimeout: options.idle,
    closeTimeout: 5_000,
    ...(tls ?? {}),
    onConnect: ({ remoteAddress, id }, done) => {
      const others = [...server.connections].filter(
        ({ session }) => session.remoteAddress === remoteAddress && session.id !== id,
      )
      done(
        others.length >= options.perHost
          ? answering(421, 'Too many connections from your host. Try again later.')
          : null,
      )
    },
    onMailFrom: ({ address }, { remoteAddress }, done) =>
      done(
        options.admits(remoteAddress, address)
          ? null
          : answering(450, 'Too many mails at once. Try again later.'),
      ),
    onRcptTo: ({ address }, _session, done) =>
      done(
        options.accepts(address)
          ? null
          : answering(550, 'No mailbox of this server. It does not relay.'),
      ),
    onData: (stream, session, done) => {
      taken(server, options, stream, session).then(
        (error) => done(error),
        (cause: unknown) => {
          options.onError(cause)
          done(answering(451, 'The mail could not be kept. Try again later.'))
        },
      )
    },
  })
  return server
}

const taken = async (
  server: SMTPServer,
  options: MailListenerOptions,
  raw: AsyncIterable<Uint8Array>,
  { envelope, id }: SMTPServerSession,
): Promise<Error | null> => {
  const answer = await options.take({
    raw,
    id,
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    recipients: envelope.rcptTo.map(({ address }) => address),
  })
  if (!isRefusal(answer)) return null
  if (answer.code === 'file/too-large') {
    // What follows may be without end: it is answered and hung up on, and never read.
    const connection = [...server.connections].find(({ session }) => session.id === id)
    connection?.send(552, `A mail may have ${options.size} bytes. Send less, or use the form.`)
    connection?.close()
    return answering(552, 'The mail is too large.')
  }
  return answering(451, `${answer.message} (${answer.code})`)
}

const answering = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode })
