import { valueInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'
import { Moment } from '../../parts/time.tsx'
import type { ReportView } from '../views/report.ts'

/** Mails about the report that came back, and what to do about it. */
export const Unreached = ({ state: { unreached } }: { readonly state: ReportView }) =>
  unreached.length === 0 ? null : (
    <Banner tone="warn" title="A mail about this report came back">
      <ul>
        {unreached.map(({ whom, status, at }) => (
          <li key={`${whom} ${at}`}>
            To {valueInWords('whom', whom)}, <Moment at={at} />
            {status === '' ? '' : ` (${status}: ${reasonOf(status)})`}
          </li>
        ))}
      </ul>
      <p>
        They do not know what was written. Look for another way: the telephone, the hospital or the
        company they wrote from, or a coordinator. Then say here how they were reached.
      </p>
    </Banner>
  )

/** By the second number of the status (RFC 3463 section 3). */
const reasonOf = (status: string): string =>
  reasons[status.split('.')[1] ?? ''] ?? 'it was not delivered'

const reasons: Readonly<Record<string, string>> = {
  '1': 'there is no such address',
  '2': 'the mailbox takes nothing now',
  '3': 'their mail server takes nothing now',
  '4': 'their mail server could not be reached',
  '5': 'the servers did not understand each other',
  '6': 'the text was not taken',
  '7': 'their mail server refused it',
}
