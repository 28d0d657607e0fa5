import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'

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
  readonly attachments: readonly MailAttachment[]
  /** Attachments beyond what one report takes; they stay in the original. */
  readonly leftOut: number
}

/**
 * Reads an Internet message (RFC 5322, MIME). Refuses with `mail/unreadable` what is none, is too
 * large, or takes too long; the caller keeps the original either way.
 */
export const readMail = async (bytes: Uint8Array): Promise<ReadMail | Refusal> => {
  if (bytes.length > limits.mail.bytes)
    return unreadable(`it is larger than ${limits.mail.bytes} bytes`)
  const parsed = await inTime(bytes)
  if (isRefusal(parsed)) return parsed
  const sender = senderOf(parsed.from)
  const text = (parsed.text ?? '').trim()
  const subject = (parsed.subject ?? '').trim()
  // Anything parses as a mail; one without a sender, subject and date is something else.
  if (sender === undefined && subject === '' && parsed.date === undefined)
    return unreadable('it has neither sender nor subject nor date')
  const kept = fitting(parsed)
  return {
    subject: cut(subject, limits.text.line),
    text,
    name: cut(sender?.name ?? '', limits.text.line),
    address: cut(sender?.address ?? '', limits.text.line),
    messageId: cut(parsed.messageId ?? '', limits.text.line),
    attachments: kept,
    leftOut: parsed.attachments.length - kept.length,
  }
}

const inTime = async (bytes: Uint8Array): Promise<ParsedMail | Refusal> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Refusal>((resolve) => {
    timer = setTimeout(
      () => resolve(unreadable('it took too long to read')),
      limits.mail.milliseconds,
    )
  })
  const reading = simpleParser(Buffer.from(bytes), {
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
    maxHtmlLengthToParse: limits.mail.html,
  })
  try {
    return await Promise.race([reading, late])
  } catch (cause) {
    return unreadable(cause instanceof Error ? cause.message : String(cause))
  } finally {
    clearTimeout(timer)
  }
}

const unreadable = (why: string): Refusal =>
  refuse('mail/unreadable', `The mail could not be read: ${why}.`)

const senderOf = (from: AddressObject | undefined) => from?.value[0]

const fitting = ({ attachments }: ParsedMail): readonly MailAttachment[] => {
  const kept: MailAttachment[] = []
  let total = 0
  for (const { filename, content } of attachments) {
    total += content.length
    if (kept.length >= limits.file.perReport || total > limits.file.reportTotalBytes) break
    kept.push({ name: filename ?? `attachment-${kept.length + 1}`, bytes: content })
  }
  return kept
}

/** At most so many UTF-16 units, never half a character. */
export const cut = (text: string, length: number): string =>
  text.length <= length
    ? text
    : `${text
        .slice(0, length - 1)
        .toWellFormed()
        .trimEnd()}…`
