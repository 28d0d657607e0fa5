import { gunzipSync } from 'node:zlib'
import { type Identified, identify } from '../../formats/identify.ts'
import { type ReadSecurityTxt, readSecurityTxt } from '../../formats/security-txt.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
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
 * names, a mail (RFC 5322) in a process of its own; a file in gzip (RFC 1952) as what is in it.
 * Refuses as the reader of the format does, with `read/gzip`, or with `identify/unknown`.
 */
export const readFileOf = async (file: Uint8Array, now: number): Promise<ReadFile | Refusal> => {
  const bytes = unpacked(file)
  if (isRefusal(bytes)) return bytes
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

/** The scores of EPSS are only given out in gzip. What unpacks to more than the bound is refused. */
const unpacked = (file: Uint8Array): Uint8Array | Refusal => {
  if (file[0] !== 0x1f || file[1] !== 0x8b) return file
  try {
    return gunzipSync(file, { maxOutputLength: limits.formats.bytes })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ERR_BUFFER_TOO_LARGE')
      return refuse(
        'read/gzip',
        `This unpacks to more than ${limits.formats.bytes} bytes, the most that is read.`,
      )
    if (code.startsWith('Z_'))
      return refuse(
        'read/gzip',
        'This gzip file is damaged. Download it again, or unpack it first.',
      )
    throw error
  }
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
