import { type Identified, identify } from '../../formats/identify.ts'
import { type ReadSecurityTxt, readSecurityTxt } from '../../formats/security-txt.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { createForeignTasks } from '../processes/foreign-tasks.ts'
import { type ComplaintCsv, complaintSettingsOf, readComplaintCsv } from './complaint-csv.ts'
import { headOf, looksLikeMail, looksLikeSecurityTxt } from './look.ts'
import { type MailSummary, summariseMail } from './mail-summary.ts'

type Answer<Format extends string, Summary> = {
  readonly format: Format
  readonly version: string
  readonly valid: boolean
  readonly problems: readonly string[]
  readonly summary: Summary
}

/** What a file is and what we read out of it: what `vulnerary read` answers. */
export type ReadFile =
  | Identified
  | Answer<'Mail', MailSummary>
  | Answer<'security.txt', ReadSecurityTxt>
  | Answer<'Complaint CSV', ComplaintCsv>

/**
 * Says what a file of others is, and reads it: JSON and logs by `identify`, a security.txt (RFC
 * 9116, judged at `now`, milliseconds since 1970), a CSV file of complaints whose columns bear our
 * names, a mail (RFC 5322) in a process of its own.
 * Refuses as the reader of the format does, or with `identify/unknown`.
 */
export const readFileOf = async (bytes: Uint8Array, now: number): Promise<ReadFile | Refusal> => {
  const head = headOf(bytes)
  if (looksLikeMail(head)) return readMailFile(bytes, now)
  if (looksLikeSecurityTxt(head)) return readSecurityFile(bytes, now)
  const complaints = complaintSettingsOf(head)
  if (complaints !== undefined) {
    const { summary, problems } = readComplaintCsv(bytes, complaints)
    const valid = problems.length === 0
    return { format: 'Complaint CSV', version: '', valid, problems, summary }
  }
  return identify(bytes)
}

const readSecurityFile = (
  bytes: Uint8Array,
  now: number,
): Answer<'security.txt', ReadSecurityTxt> | Refusal => {
  const summary = readSecurityTxt(new TextDecoder().decode(bytes), now)
  return isRefusal(summary)
    ? summary
    : { format: 'security.txt', version: '', valid: true, problems: [], summary }
}

const readMailFile = async (
  bytes: Uint8Array,
  now: number,
): Promise<Answer<'Mail', MailSummary> | Refusal> => {
  const tasks = createForeignTasks()
  try {
    const mail = await tasks.readMail(bytes, { secret: [], known: [], now })
    if (isRefusal(mail)) return mail
    const { summary, problems } = summariseMail(mail)
    return { format: 'Mail', version: '', valid: problems.length === 0, problems, summary }
  } finally {
    await tasks.close()
  }
}
