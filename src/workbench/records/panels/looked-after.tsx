import { Button } from '@mantine/core'
import { useActorName } from '../../api/people.ts'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue, useOrder } from '../../forms/order.ts'
import type { ReportView } from '../views/report.ts'
import type { PanelProps } from '../with-state.tsx'

type Props = PanelProps<ReportView>

/** Which colleague looks after the report, and the way to another one. */
export const LookedAfter = ({ record, state: { assignee, status } }: Props) => {
  const session = useSignedIn()
  const order = useOrder()
  const nameOf = useActorName()
  const assign = () =>
    order({
      collection: 'reports',
      command: 'assign',
      record,
      preset: { to: assignee ?? `person:${session.person}` },
    })
  return (
    <div className="answer">
      <h2 className="answer-name">Looked after by</h2>
      <p className="answer-value">{assignee === null ? 'Nobody yet' : nameOf(assignee)}</p>
      {status === 'closed' || !mayIssue(session, 'reports', 'assign') ? null : (
        <p>
          <Button size="compact-sm" variant="default" data-assign onClick={assign}>
            {assignee === null ? 'Assign' : 'Assign to another'}
          </Button>
        </p>
      )}
    </div>
  )
}

/** A reminder of a date that still runs, and nobody got it: who should have an address. */
