import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useActorName } from '../../api/people.ts'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue, useOrder } from '../../forms/order.ts'
import { roleInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'
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
export const Unheard = ({ state: { told } }: Pick<Props, 'state'>) => {
  const unheard = told.filter(
    ({ mails, dueAt }) =>
      mails === 0 && !told.some((later) => later.dueAt === dueAt && later.mails > 0),
  )
  if (unheard.length === 0) return null
  const names = [...new Set(unheard.flatMap(({ to }) => to))]
  return (
    <Banner tone="bad" title="A reminder reached nobody">
      <p>
        Give{' '}
        <Link to="/$collection" params={{ collection: 'people' }}>
          an account
        </Link>{' '}
        with the role {names.map(roleInWords).join(' or ')} a mail address, or assign the report to
        somebody who has one.
      </p>
    </Banner>
  )
}
