import { RecordLink } from '../../../parts/record-link.tsx'
import type { Candidate } from '../../views/documents.ts'

const decided = {
  undecided: 'Nobody decided it before it changed.',
  dismissed: 'Dismissed before it changed:',
  kept: 'Called false before:',
} as const

/** What was said of the same thing before, and of the same statement for other cases. */
export const Remembered = ({
  candidate: { before, earlier, counterpartOf },
}: {
  readonly candidate: Partial<Pick<Candidate, 'before' | 'earlier' | 'counterpartOf'>>
}) => (
  <>
    {counterpartOf === undefined ? null : (
      <p className="small">
        Says what is false in{' '}
        <RecordLink collection="documents" id={counterpartOf.document} brief />: “
        {counterpartOf.quote}” (<RecordLink collection="defects" id={counterpartOf.defect} brief />)
      </p>
    )}
    {before === undefined ? null : (
      <p className="small">
        {decided[before.decision]} {before.reason}
        {before.said === '' ? null : <span className="soft"> It said: “{before.said}”</span>}
      </p>
    )}
    {(earlier ?? []).map(({ case: about, look, reason }) => (
      <p key={look} className="small">
        Dismissed in <RecordLink collection="cases" id={about} brief /> because: {reason}
      </p>
    ))}
  </>
)
