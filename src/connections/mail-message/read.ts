import { type Attachment, type ParsedMail, simpleParser } from 'mailparser'
import { cut } from '../../kernel/cut.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { type Automatic, automaticOf } from './automatic.ts'
import { type Bounce, bounceOf } from './bounce.ts'
import { CharsetDecoder } from './charset.ts'
import { attachedKeys, type Keys, type Signature } from './open-pgp.ts'
import { type Opened, openMail } from './opened.ts'

export interface MailAttachment {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What a mail says, as far as a report takes it: every text fits its field. */
export interface ReadMail {
  readonly subject: string
  readonly text: string
  readonly name: string
  readonly address: string
  readonly messageId: string
  /** The first that Content-Language names (RFC 3282, BCP 47); empty where none does. */
  readonly language: string
  /** Message ids that In-Reply-To and References name (RFC 5322 section 3.6.4), without brackets. */
  readonly answers: readonly string[]
  /** Addresses that its To, Cc, Delivered-To and X-Original-To name, in lower case. */
  readonly recipients: readonly string[]
  readonly attachments: readonly MailAttachment[]
  /** Attachments beyond what one report takes; they stay in the original. */
  readonly leftOut: number
  readonly automatic: Automatic
  /** Of a delivery status notification (RFC 3464): what did not arrive. */
  readonly bounce: Bounce | null
  /** `shut` where none of the keys that were given opens it. */
  readonly encryption: 'none' | 'opened' | 'shut'
  readonly signature: Signature
}

/**
 * Reads an Internet message (RFC 5322, MIME, OpenPGP). Refuses with `mail/unreadable` what is none,
 * is too large or has too many parts; whoever calls bounds time and memory and keeps the original.
 */
export const readMail = async (bytes: Uint8Array, keys: Keys): Promise<ReadMail | Refusal> => {
  if (bytes.length > limits.mail.bytes)
    return unreadable(`it is larger than ${limits.mail.bytes} bytes`)
  const outer = await parse(bytes)
  if (isRefusal(outer)) return outer
  const [sender] = outer.from?.value ?? []
  // Anything parses as a mail; one without a sender, subject and date is something else.
  if (sender === undefined && (outer.subject ?? '') === '' && outer.date === undefined)
    return unreadable('it has neither sender nor subject nor date')
  const opened = await openMail(bytes, outer, await attachedKeys(keys, outer), parse)
  if (isRefusal(opened)) return opened
  const kept = fitting(opened.attachments)
  return {
    // The subject outside says "..." where the one inside is protected.
    subject: cut((opened.subject ?? outer.subject ?? '').trim(), limits.text.line),
    text: opened.text.trim(),
    name: cut(sender?.name ?? '', limits.text.line),
    address: cut(sender?.address ?? '', limits.text.line),
    messageId: cut(outer.messageId ?? '', limits.text.line),
    language: languageOf(outer),
    answers: answersOf(outer),
    recipients: recipientsOf(outer),
    attachments: kept,
    leftOut: opened.attachments.length - kept.length,
    automatic: automaticOf(outer),
    bounce: bounceOf(bytes, outer),
    encryption: opened.encryption,
    signature: opened.signature,
  }
}

/** The libraries' own bounds: a header of so many bytes, so many parts however deep. */
const parse = async (bytes: Uint8Array): Promise<ParsedMail | Refusal> => {
  try {
    return await simpleParser(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      Iconv: CharsetDecoder,
      skipTextToHtml: true,
      skipTextLinks: true,
      skipImageLinks: true,
      keepCidLinks: true,
      checksumAlgo: false,
      defaultInlineEmbedded: true,
      maxHtmlLengthToParse: limits.mail.html,
      maxHeadSize: limits.mail.headerBytes,
      maxChildNodes: limits.mail.parts,
    })
  } catch (cause) {
    return unreadable(cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause))
  }
}

const unreadable = (why: string): Refusal =>
  refuse('mail/unreadable', `The mail could not be read: ${why}.`)

const idPattern = /<([^<>\s]{1,300})>/g

const answersOf = ({ inReplyTo, references }: ParsedMail): readonly string[] => {
  const named = [inReplyTo ?? '', ...[references ?? []].flat().slice(-limits.mail.references)]
  const ids = named.flatMap((text) => [...text.matchAll(idPattern)].map(([, id = '']) => id))
  return [...new Set(ids)].slice(0, limits.mail.references)
}

const languageOf = ({ headers }: ParsedMail): string => {
  const named = headers.get('content-language')
  const [first = ''] = typeof named === 'string' ? named.split(',', 1) : []
  return /^\s*([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4})\s*$/.exec(first)?.[1] ?? ''
}

const recipientsOf = ({ to, cc, headers }: ParsedMail): readonly string[] => {
  const lists = [to ?? [], cc ?? []].flat().flatMap(({ value }) => value)
  const addressed = lists.flatMap((one) => [one, ...(one.group ?? [])])
  const delivered = ['delivered-to', 'x-original-to', 'envelope-to'].flatMap((name) => {
    const value = headers.get(name)
    if (typeof value === 'string') return [value]
    // An address in brackets, as mailparser writes the addresses of a header.
    return typeof value === 'object' && 'text' in value && typeof value.text === 'string'
      ? [/<([^<>\s]+)>/.exec(value.text)?.[1] ?? value.text]
      : []
  })
  const all = [...addressed.map(({ address }) => address ?? ''), ...delivered]
  return [...new Set(all.filter((one) => one.includes('@')).map((one) => one.toLowerCase()))].slice(
    0,
    limits.mail.recipients,
  )
}

const fitting = (attachments: Opened['attachments']): readonly MailAttachment[] => {
  const kept: MailAttachment[] = []
  let total = 0
  for (const attachment of attachments) {
    total += attachment.content.length
    if (kept.length >= limits.file.perReport || total > limits.file.reportTotalBytes) break
    kept.push({ name: nameOf(attachment, kept.length + 1), bytes: attachment.content })
  }
  return kept
}

const nameOf = ({ filename, contentType }: Attachment, number: number): string =>
  filename ?? `attachment-${number}${contentType === 'message/rfc822' ? '.eml' : ''}`
