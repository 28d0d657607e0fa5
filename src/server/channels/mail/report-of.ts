import { z } from 'zod'
import type { ReadMail } from '../../../connections/mail-message/read.ts'
import { readIdentifiers } from '../../../formats/identifiers.ts'
import { readTlp } from '../../../formats/tlp.ts'
import type { Source } from '../../../intake/contract.ts'
import { cut } from '../../../kernel/cut.ts'
import type { FileReference } from '../../../kernel/fields.ts'
import { limits } from '../../../kernel/limits.ts'
import { isRefusal, type Refusal } from '../../../kernel/result.ts'
import type { Found } from '../../../ledger/index.ts'
import type { GuessLanguage } from '../../../portal/index.ts'
import { safeFileName } from '../../files/index.ts'
import type { Parts } from '../../parts.ts'
import type { Recipient } from './addresses.ts'
import { numberIn } from './complaint-number.ts'

/** Room for the sentences that we add to a text that fills its field. */
const room = 500

/** A mail as the command `receive` takes it. `follows` is a report that it answers, and that is full. */
export const reportOf = (
  mail: ReadMail,
  source: Source | undefined,
  recipient: Recipient | undefined,
  silent: boolean,
  follows: Found | undefined,
  guess: GuessLanguage,
) => {
  const { subject, text, name, address, messageId } = mail
  const entry = recipient?.entry
  const reachable = !silent && z.email().safeParse(address).success && address !== entry?.owner
  return {
    title: subject,
    description: [
      ...(follows === undefined ? [] : [`(Answers ${follows.humanId}, which takes no more.)`]),
      cut(text, limits.text.long - room) || wordless(mail),
      ...remarks(mail),
    ].join('\n\n'),
    // A program's address is kept with its name: nothing is ever sent there.
    reporterName: reachable ? name : cut([name, address].join(' ').trim(), limits.text.line),
    reporterEmail: reachable ? address : '',
    source: source ?? entry?.source ?? 'f',
    channel: entry?.channel ?? 'mail',
    reference: entry?.channel === 'complaint' ? numberIn(subject) : messageId,
    owner: entry?.owner ?? '',
    // Words are better evidence than a header, which many programs set by themselves.
    language: guess(text) ?? mail.language,
    tlp: readTlp(subject, text),
    identifiers: readIdentifiers(`${subject}\n${text}`),
  }
}

/** The words of a reply, for the thread of its report. */
export const messageOf = (mail: ReadMail): string =>
  [cut(mail.text, limits.text.long - room) || wordless(mail), ...remarks(mail)].join('\n\n')

const wordless = ({ encryption }: ReadMail): string =>
  encryption === 'shut'
    ? 'The mail is encrypted, and none of our keys opens it: import the key, then hand in the original again, or ask the sender to encrypt to the published one.'
    : 'The mail has no text: see its subject, its files and the original.'

const remarks = ({ text, leftOut, encryption }: ReadMail): readonly string[] => [
  ...(text.length > limits.text.long - room
    ? ['(The rest of the text stands in the original.)']
    : []),
  ...(leftOut === 0 ? [] : [`(${leftOut} more attachments stand in the original.)`]),
  ...(encryption === 'shut' && text !== ''
    ? ['(A part of it is encrypted to a key that we do not have.)']
    : []),
]

/** What could not be read is told as such, for a person to open the original. */
export const unreadReport = (
  { message }: Refusal,
  source: Source | undefined,
  recipient: Recipient | undefined,
) => ({
  title: 'A mail that could not be read',
  description: `${message} Open the original and complete this report by hand.`,
  source: source ?? recipient?.entry.source ?? 'f',
  channel: recipient?.entry.channel ?? 'mail',
  owner: recipient?.entry.owner ?? '',
})

/** Attachments into the file store, each under a name that is safe to show. */
export const keepAttachments = async (
  { files }: Parts,
  { attachments }: ReadMail,
): Promise<readonly FileReference[] | Refusal> => {
  const kept: FileReference[] = []
  for (const { name, bytes } of attachments) {
    const stored = await files.put(once(bytes), { limitBytes: limits.file.bytes })
    if (isRefusal(stored)) return stored
    kept.push({ ...stored, name: safeFileName(name) })
  }
  return kept
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
