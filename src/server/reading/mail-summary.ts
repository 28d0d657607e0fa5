import type { ReadMail } from '../../connections/mail-message/read.ts'
import { readIdentifiers } from '../../formats/identifiers.ts'
import { readTlp } from '../../formats/tlp.ts'

/** A mail without the bytes of its attachments. */
export interface MailSummary extends Omit<ReadMail, 'attachments'> {
  readonly attachments: readonly { readonly name: string; readonly size: number }[]
  readonly tlp: string
  readonly identifiers: readonly string[]
}

/** And what somebody who takes it in must know. */
export const summariseMail = (
  mail: ReadMail,
): { readonly summary: MailSummary; readonly problems: readonly string[] } => {
  const { attachments, subject, text, leftOut, encryption } = mail
  const problems = [
    encryption === 'shut' ? 'It is encrypted, and no key of ours was at hand to open it.' : '',
    leftOut > 0 ? `${leftOut} more attachments stand in the original than one report takes.` : '',
  ].filter((problem) => problem !== '')
  return {
    summary: {
      ...mail,
      attachments: attachments.map(({ name, bytes }) => ({ name, size: bytes.length })),
      tlp: readTlp(subject, text),
      identifiers: readIdentifiers(`${subject}\n${text}`),
    },
    problems,
  }
}
