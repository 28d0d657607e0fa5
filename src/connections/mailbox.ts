import { ImapFlow } from 'imapflow'

export interface MailboxOptions {
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
  readonly user: string
  password(): Promise<string>
  readonly folder: string
  /** Where mails go that were taken; without it they stay and bear a mark. */
  readonly done: string | undefined
  /** Bytes beyond which only the header of a mail is fetched. */
  readonly largest: number
  /** Milliseconds between two looks, beside those that the server asks for (IDLE, RFC 2177). */
  readonly every: number
  /** `later` leaves the mail for the next look; `gone` takes it away for good. */
  take(mail: FetchedMail): Promise<'taken' | 'later' | 'gone'>
  onError(cause: unknown): void
}

export interface FetchedMail {
  readonly raw: AsyncIterable<Uint8Array>
  /** Only its header: the whole, of so many bytes, is too large to fetch. */
  readonly headerOf: number | undefined
  readonly uid: number
}

/** A mailbox (IMAP4rev1, RFC 3501) that is looked through whenever something arrives. */
export interface Mailbox {
  /** Resolves when it is open; later losses of the connection are mended by itself. */
  start(): Promise<void>
  /** Takes what lies there now. */
  poll(): Promise<void>
  /** Puts a mail there, as a server that delivers does. */
  append(mail: string): Promise<void>
  stop(): Promise<void>
}

/** The keyword of a mail that was taken, where the folder keeps them. */
const mark = 'VulneraryTakenIn'
const firstWait = 1_000
const longestWait = 300_000
const atOnce = 500

export const createMailbox = (options: MailboxOptions): Mailbox => {
  let client: ImapFlow | undefined
  let stopped = true
  let wait = firstWait
  let retry: NodeJS.Timeout | undefined
  let regular: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()

  const open = async (): Promise<ImapFlow> => {
    const made = await connect(options)
    made.on('exists', () => void look())
    made.on('close', () => {
      if (client === made) client = undefined
      again()
    })
    client = made
    wait = firstWait
    return made
  }
  const again = () => {
    if (stopped || retry !== undefined) return
    retry = setTimeout(async () => {
      retry = undefined
      try {
        await open()
        await look()
      } catch (cause) {
        options.onError(cause)
        wait = Math.min(wait * 2, longestWait)
        again()
      }
    }, wait)
    retry.unref()
  }
  /** One look after the other: what arrives meanwhile is found by the next. */
  const look = (): Promise<void> => {
    const next = looking.then(async () => {
      if (client !== undefined) await takeAll(client, options, () => stopped)
    })
    looking = next.catch(options.onError)
    return next
  }
  const opened = () => {
    if (client === undefined) throw new Error('The mailbox is not open at the moment.')
    return client
  }
  return {
    start: async () => {
      // One that cannot be opened says so once; who keeps the channels asks again.
      await open()
      stopped = false
      void look().catch(() => undefined)
      regular = setInterval(() => void look().catch(() => undefined), options.every)
      regular.unref()
    },
    poll: async () => {
      opened()
      await look()
    },
    append: async (mail) => {
      await opened().append(options.folder, mail.replaceAll(/\r?\n/g, '\r\n'))
      await look()
    },
    stop: async () => {
      stopped = true
      clearTimeout(retry)
      clearInterval(regular)
      await looking
      const closing = client
      client = undefined
      if (closing?.usable === true) await closing.logout()
      else closing?.close()
    },
  }
}

const connect = async (options: MailboxOptions): Promise<ImapFlow> => {
  const { host, port, security, user, folder, done } = options
  const client = new ImapFlow({
    host,
    port,
    secure: security === 'tls',
    ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    auth: { user, pass: await options.password() },
    logger: false,
    autoIdleDelay: 1_000,
    maxIdleTime: 300_000,
    socketTimeout: 360_000,
  })
  // Without a listener, a connection that breaks would end the process.
  client.on('error', options.onError)
  try {
    await client.connect()
    const mailbox = await client.mailboxOpen(folder)
    if (done !== undefined) await client.mailboxCreate(done)
    else if (mailbox.permanentFlags?.has('\\*') !== true)
      throw new Error(
        'This mailbox keeps no marks of ours. Name a folder for what was taken in (done) in channels.yaml.',
      )
    return client
  } catch (cause) {
    client.close()
    throw cause
  }
}

const takeAll = async (
  client: ImapFlow,
  options: MailboxOptions,
  stopped: () => boolean,
): Promise<void> => {
  // A search sees what the session was last told of: it asks first what is new.
  await client.noop()
  const query = options.done === undefined ? { not: { keyword: mark } } : { all: true }
  const found = await client.search(query, { uid: true })
  if (!Array.isArray(found)) return
  for (const uid of found.slice(0, atOnce)) {
    if (stopped()) return
    try {
      await takeOne(client, options, uid)
    } catch (cause) {
      if (!client.usable) throw cause
      // One that cannot be fetched does not keep back those behind it.
      options.onError(cause)
    }
  }
}

const takeOne = async (client: ImapFlow, options: MailboxOptions, uid: number): Promise<void> => {
  const range = String(uid)
  const found = await client.fetchOne(range, { size: true }, { uid: true })
  // Another client may have moved it meanwhile.
  if (found === false || found === undefined) return
  const size = found.size ?? 0
  const tooLarge = size > options.largest
  const raw = tooLarge ? await header(client, range) : await whole(client, range)
  if (raw === undefined) return
  const outcome = await options.take({ raw, headerOf: tooLarge ? size : undefined, uid })
  if (outcome === 'later') return
  if (outcome === 'gone') await client.messageDelete(range, { uid: true })
  else if (options.done !== undefined) await client.messageMove(range, options.done, { uid: true })
  else await client.messageFlagsAdd(range, [mark], { uid: true })
}

const whole = async (
  client: ImapFlow,
  range: string,
): Promise<AsyncIterable<Uint8Array> | undefined> =>
  (await client.download(range, undefined, { uid: true })).content

const header = async (
  client: ImapFlow,
  range: string,
): Promise<AsyncIterable<Uint8Array> | undefined> => {
  const found = await client.fetchOne(range, { headers: true }, { uid: true })
  const bytes = found === false || found === undefined ? undefined : found.headers
  return bytes === undefined ? undefined : once(bytes)
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
