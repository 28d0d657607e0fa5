import { Button } from '@mantine/core'
import type { RecordEnvelope } from '../../../api/records.ts'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue } from '../../../forms/order.ts'
import { ToneMark } from '../../../parts/marks.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { DoneBy } from '../../done-by.tsx'
import { useActOn } from '../../use-act-on.ts'
import type { Decision } from '../../views/documents.ts'

const overtaken = {
  'asked-anew': 'Changed, and asked about anew',
  gone: 'Gone from the newest revision',
  'stands-now': 'A document gives it now',
  'given-up': 'The case gives this guidance no more',
} as const

/** What became of a question, by whom; a dismissal can be taken back. */
export const Decided = ({
  decision,
  record,
  candidate,
  right = 'Still true',
}: {
  readonly decision: Decision
  readonly record: RecordEnvelope
  readonly candidate: string
  /** What a dismissal says, in two words. */
  readonly right?: string
}) => {
  const session = useSignedIn()
  const act = useActOn('looks', record)
  switch (decision.is) {
    case 'dismissed':
    case 'stands-elsewhere':
      return (
        <div className="row">
          <p>
            <ToneMark tone="good">
              {decision.is === 'dismissed' ? right : 'Stands elsewhere'}
            </ToneMark>{' '}
            {decision.is === 'dismissed' ? (
              decision.reason
            ) : (
              <>
                “{decision.quote}”{' '}
                <RecordLink collection="documents" id={decision.document} brief />
              </>
            )}{' '}
            {decision.at === '' ? null : <DoneBy by={decision.by} at={decision.at} />}
          </p>
          {mayIssue(session, 'looks', 'take-back') ? (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => act('take-back', { candidate })}
            >
              Take back
            </Button>
          ) : null}
        </div>
      )
    case 'kept':
      return (
        <p>
          <ToneMark tone="bad">False now</ToneMark>{' '}
          <RecordLink collection="defects" id={decision.defect} />
        </p>
      )
    case 'overtaken':
      return (
        <p>
          <ToneMark tone="excused">{overtaken[decision.how]}</ToneMark>
        </p>
      )
    default:
      return null
  }
}
