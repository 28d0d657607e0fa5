import type { ReadMail } from '../../../connections/mail-message/read.ts'
import type { Source } from '../../../intake/contract.ts'
import type { ReportState } from '../../../intake/index.ts'
import type { FileReference } from '../../../kernel/fields.ts'
import type { FileHash } from '../../../kernel/ids.ts'
import { limits } from '../../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../../kernel/result.ts'
import { guessAmong } from '../../../portal/index.ts'
import { safeFileName } from '../../files/index.ts'
import type { Parts } from '../../parts.ts'
import { having } from '../../wiring/records.ts'
import type { ChannelSettings } from '../settings.ts'
import { mailAddresses, type Recipient, recipientAmong } from './addresses.ts'
import { markBounced } from './bounces.ts'
import { replyAddresses } from './reply-address.ts'
import { keepAttachments, messageOf, reportOf, unreadReport } from './report-of.ts'
import { reportAnswered } from './thread.ts'

/** A mail at one of the doors. */
export interface MailArrival {
  readonly raw: AsyncIterable<Uint8Array>
  /** The channel: facts are recorded as `outsider:<via>`. */
  readonly via: 'smtp' | 'imap' | 'mail'
  /** Of the envelope; empty where only the mail itself says. */
  readonly recipients?: readonly string[]
  /** The envelope had no sender: nobody may be answered (RFC 5321 section 4.5.5). */
  readonly nobody?: boolean
  /** Bytes; by default those of any file, for what is larger than a mail may be is kept and not read. */
  readonly largest?: number
  /** Only the header came: the mail of so many bytes stayed where it is. */
  readonly headerOf?: number
  /** Given by who hands it in; else the address it came to says. */
  readonly source?: Source
  readonly fileName?: string
  readonly onBehalfOf?: string
  readonly requestId: string
}

/** What became of it. */
export interface TakenIn {
  readonly outcome: 'report' | 'added' | 'bounce' | 'self-test'
  /** Of the report; empty for a self-test, and for a bounce. */
  readonly id: string
  readonly humanId: string
  /** It came before, and this changed nothing. */
  readonly repeated: boolean
  /** Why it could not be read, where the report says no more than that. */
  readonly problem?: string
}

/** The one way for a mail to become a report (clause 9.2, sources b, d, f, g). */
export interface MailIntake {
  /**
   * Answers when the report is durable. Refuses with `file/too-large`, `storage/full` or
   * `process/busy`, and what the report's own command refuses: then nothing was taken in.
   */
  takeIn(arrival: MailArrival): Promise<TakenIn | Refusal>
}

export const createMailIntake = (parts: Parts, settings: ChannelSettings): MailIntake => {
  const addresses = mailAddresses(settings)
  const replies = replyAddresses(parts, addresses)
  const guess = guessAmong(parts.languages)
  const own = new Set([
    ...addresses.map(({ address }) => address),
    addressIn(parts.settings.mailFrom),
  ])
  let turn: Promise<unknown> = Promise.resolve()
  let waiting = 0
  /** One at a time is held in memory, however many come at once. */
  const inTurn = async <T>(work: () => Promise<T>): Promise<T | Refusal> => {
    if (waiting >= limits.mail.reading.waiting)
      return refuse('process/busy', 'Too many mails wait already. Try again in a minute.')
    waiting++
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    try {
      return await mine
    } finally {
      waiting--
    }
  }

  const takeRead = async (
    arrival: MailArrival,
    original: FileReference,
    mail: ReadMail,
  ): Promise<TakenIn | Refusal> => {
    if (parts.probes.take(`${mail.subject}\n${mail.text.slice(0, limits.text.line)}`))
      return { outcome: 'self-test', id: '', humanId: '', repeated: false }
    const bounced = mail.bounce !== null && (await markBounced(parts, mail.bounce))
    if (isRefusal(bounced)) return bounced
    if (bounced) return { outcome: 'bounce', id: '', humanId: '', repeated: false }
    const recipients = (arrival.recipients?.length ? arrival.recipients : mail.recipients).flatMap(
      (one) => recipientAmong(addresses, one) ?? [],
    )
    const automatic = automaticFor(mail, arrival, own)
    const facts = {
      hash: original.hash,
      encryption: mail.encryption,
      signature: mail.signature.status,
      signer: mail.signature.signer,
      signerKnown: mail.signature.known,
      automatic,
    }
    const answered = await reportAnswered(parts, replies, recipients, mail)
    const files = await keepAttachments(parts, mail)
    if (isRefusal(files)) return files
    if (answered !== undefined) {
      // One file fewer, for the mail itself goes with it.
      const added = await issue(arrival, 'add-from-reporter', original.hash, answered.stream, {
        message: messageOf(mail),
        files: [original, ...files].slice(0, limits.file.perReport),
        mail: facts,
      })
      // Full, say: then it is a report of its own, which names the other.
      if (!isRefusal(added) || isPassing(added)) return added
    }
    const received = await issue(arrival, 'receive', original.hash, undefined, {
      ...reportOf(mail, arrival.source, recipients[0], automatic !== '', answered, guess),
      files,
      original,
      mail: facts,
    })
    if (!isRefusal(received) || isPassing(received)) return received
    // Its words fit no report: the mail itself does.
    return takeUnread(arrival, original, received, recipients[0])
  }

  const takeUnread = async (
    arrival: MailArrival,
    original: FileReference,
    why: Refusal,
    recipient: Recipient | undefined,
  ): Promise<TakenIn | Refusal> => {
    const taken = await issue(arrival, 'receive', original.hash, undefined, {
      ...unreadReport(why, arrival.source, recipient),
      original,
      mail: unreadFacts(original.hash),
    })
    return isRefusal(taken) ? taken : { ...taken, problem: why.message }
  }

  const issue = async (
    arrival: MailArrival,
    command: 'receive' | 'add-from-reporter',
    hash: string,
    id: string | undefined,
    input: object,
  ): Promise<TakenIn | Refusal> => {
    const done = await parts.dispatch({
      kind: 'report',
      command,
      input,
      actor: { id: `outsider:${arrival.via}`, roles: ['reporter'] },
      requestId: arrival.requestId,
      key: `mail:${hash}`,
      ...(id === undefined ? {} : { id }),
      ...(arrival.onBehalfOf === undefined ? {} : { onBehalfOf: arrival.onBehalfOf }),
    })
    if (isRefusal(done))
      // Another door took the same mail in a moment ago, and read it differently.
      return done.code === 'ledger/key-reused' ? ((await before(hash)) ?? done) : done
    const outcome = command === 'receive' ? 'report' : 'added'
    return { outcome, id: done.id, humanId: done.humanId, repeated: done.repeated }
  }

  const before = async (hash: string): Promise<TakenIn | undefined> => {
    const [found] = await having<ReportState>(parts.ledger, 'report', 'mail', hash)
    if (found === undefined) return undefined
    const outcome = found.state.mails[0]?.hash === hash ? 'report' : 'added'
    return { outcome, id: found.stream, humanId: found.humanId, repeated: true }
  }

  return {
    takeIn: async (arrival) => {
      const stored = await parts.files.put(arrival.raw, {
        limitBytes: arrival.largest ?? limits.file.bytes,
      })
      if (isRefusal(stored)) return stored
      return inTurn(async () => {
        const known = await before(stored.hash)
        if (known !== undefined) return known
        const original = { ...stored, name: safeFileName(arrival.fileName ?? 'mail.eml') }
        const mail =
          arrival.headerOf === undefined
            ? await read(parts, stored)
            : tooLarge(
                `it has ${arrival.headerOf} bytes. It stays where it is, and only its header is kept here`,
              )
        if (!isRefusal(mail)) return takeRead(arrival, original, mail)
        if (isPassing(mail)) return mail
        const recipient = arrival.recipients?.flatMap((one) => recipientAmong(addresses, one) ?? [])
        return takeUnread(arrival, original, mail, recipient?.[0])
      })
    },
  }
}

/** In the process of its own; the maker's keys go there only with a mail that needs them. */
const read = async (
  { files, foreign, openPgp, clock }: Parts,
  { hash, size }: { readonly hash: FileHash; readonly size: number },
): Promise<ReadMail | Refusal> => {
  if (size > limits.mail.bytes) return tooLarge(`it is larger than ${limits.mail.bytes} bytes`)
  const bytes = await bytesOf(files, hash)
  if (isRefusal(bytes)) return bytes
  const keys = { secret: [], known: await openPgp.knownKeys(), now: clock() }
  const mail = await foreign.readMail(bytes, keys)
  return !isRefusal(mail) && mail.encryption === 'shut'
    ? foreign.readMail(bytes, { ...keys, secret: await openPgp.secretKeys() })
    : mail
}

const tooLarge = (why: string): Refusal =>
  refuse('mail/unreadable', `The mail could not be read: ${why}.`)

const bytesOf = async (files: Parts['files'], hash: FileHash): Promise<Uint8Array | Refusal> => {
  const file = await files.read(hash)
  if (isRefusal(file)) return file
  const pieces: Uint8Array[] = []
  for await (const piece of file.stream) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Nothing is wrong with the mail: it is tried again later. */
const isPassing = ({ code }: Refusal): boolean =>
  ['process/busy', 'process/closed', 'file/unknown', 'file/damaged'].includes(code) ||
  code.startsWith('storage/') ||
  code.startsWith('ledger/')

const unreadFacts = (hash: string) => ({
  hash,
  encryption: 'none',
  signature: 'none',
  signer: '',
  signerKnown: false,
  // Who sent it is not known, so nobody may be answered.
  automatic: '',
})

/** A mail from ourselves would be answered for ever. */
const automaticFor = (
  { automatic, address }: ReadMail,
  { nobody = false }: MailArrival,
  own: ReadonlySet<string>,
): ReadMail['automatic'] => {
  if (automatic !== '') return automatic
  if (nobody) return 'bounce'
  return own.has(address.toLowerCase()) ? 'auto-reply' : ''
}

const addressIn = (from: string): string =>
  (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim().toLowerCase()
