import { Link } from '@tanstack/react-router'
import { useActorName } from '../../api/people.ts'
import { Banner } from '../../parts/banner.tsx'
import { VerdictMark } from '../../parts/marks.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Day, Moment } from '../../parts/time.tsx'
import { type FindingView, findingView } from '../views/upkeep.ts'
import { type PanelProps, withState } from '../with-state.tsx'

/** By what it says; a withdrawn one keeps what it was. */
const titleOf = ({ status, verdict, record, task, duty }: FindingView): string => {
  if (duty !== null) return 'A duty of your own, judged'
  if (task !== null) return 'Task to close a gap'
  if (record !== null && record !== undefined) return 'Record named as proof'
  if (verdict === null) return 'Gap accepted'
  return status === 'confirmed' ? 'Verdict confirmed' : 'Verdict by a person'
}

const Who = ({ actor }: { readonly actor: string }) => useActorName()(actor)

type Task = NonNullable<FindingView['task']>

const Reminded = ({ all }: { readonly all: Task['reminded'] }) => (
  <ul className="stack-tight">
    {all.map(({ what, at, mails }) => (
      <li key={at}>
        <Moment at={at} />
        {`: ${what === 'soon' ? 'the date comes near' : 'the date was missed'}`}
        {mails === 0 ? ' (nobody could be reached)' : ''}
      </li>
    ))}
  </ul>
)

/** The last reminder of the date that still runs went to nobody. */
const NotReached = ({ task }: { readonly task: FindingView['task'] }) => {
  const last = task?.reminded.at(-1)
  return task === null ||
    task.ended !== null ||
    last?.until !== task.until ||
    last.mails > 0 ? null : (
    <Banner tone="bad" title="A reminder reached nobody">
      <p>
        Give{' '}
        <Link to="/$collection" params={{ collection: 'people' }}>
          the account
        </Link>{' '}
        of <Who actor={task.who} /> a mail address, or move the task to somebody who has one.
      </p>
    </Banner>
  )
}

/** A person's word on a verdict of the clause review, and what it is about. */
export const FindingPanel = withState(findingView, ({ state }: PanelProps<FindingView>) => (
  <>
    {state.withdrawn === null ? null : (
      <Banner title="Withdrawn: the review speaks again">
        <p>
          {state.withdrawn.reason} <Moment at={state.withdrawn.at} />
        </p>
      </Banner>
    )}
    <NotReached task={state.task} />
    <Section title={titleOf(state)}>
      <Facts
        facts={[
          {
            name: 'Duty',
            value:
              state.duty !== null ? (
                <Link to="/clauses" hash="not-covered">{`${state.constraint}: ${state.duty}`}</Link>
              ) : (
                <Link
                  to="/clauses/$clause"
                  params={{ clause: state.constraint.split('/')[0] ?? '' }}
                  search={{ product: state.product ?? undefined }}
                  hash={state.constraint}
                >
                  {state.constraint}
                </Link>
              ),
          },
          {
            name: state.status === 'confirmed' || state.duty !== null ? 'It is' : 'Instead it is',
            value: state.verdict === null ? '' : <VerdictMark verdict={state.verdict} />,
          },
          {
            name: 'Product',
            value:
              state.product === null ? (
                'All products'
              ) : (
                <RecordLink collection="products" id={state.product} brief />
              ),
          },
          {
            name: 'Document',
            value:
              state.document === null ? (
                ''
              ) : (
                <RecordLink collection="documents" id={state.document} brief />
              ),
          },
          {
            name: 'Done on',
            value:
              state.record === null || state.record === undefined ? (
                ''
              ) : (
                <Day on={state.record.on} />
              ),
          },
          { name: 'Who', value: state.task === null ? '' : <Who actor={state.task.who} /> },
          { name: 'Until', value: state.task === null ? '' : <Day on={state.task.until} /> },
          {
            name: 'Reminded',
            value:
              state.task === null || state.task.reminded.length === 0 ? (
                ''
              ) : (
                <Reminded all={state.task.reminded} />
              ),
          },
          { name: 'How it ended', value: state.task?.ended?.reason ?? '' },
          {
            name: state.task === null ? 'Reason' : 'What is to be done',
            value: <span className="verbatim">{state.reason}</span>,
          },
          { name: 'Signed by', value: state.name },
        ]}
      />
    </Section>
  </>
))
