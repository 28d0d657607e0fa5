import { Button } from '@mantine/core'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue, useOrder } from '../../../forms/order.ts'
import { Banner } from '../../../parts/banner.tsx'
import { ToneMark } from '../../../parts/marks.tsx'
import { Section } from '../../../parts/page.tsx'
import { Due } from '../../../parts/time.tsx'
import { DoneBy } from '../../done-by.tsx'
import { useActOn } from '../../use-act-on.ts'
import { type TaskView, tasksView } from '../../views/case/tasks.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

/** The work of the remediation, here and in the trackers of those who do it. */
export const Tasks = ({ record, state }: PanelProps<CaseView>) => {
  const session = useSignedIn()
  const act = useActOn('cases', record)
  const { tasks } = tasksView.safeParse(record.state).data ?? { tasks: [] }
  const open = tasks.filter(({ closed }) => closed === null)
  const ended = tasks.filter(({ closed }) => closed !== null)
  const may = state.closed === null && mayIssue(session, 'cases', 'plan-task')
  return (
    <Section
      title="Tasks"
      aside={
        may ? (
          <Button size="compact-sm" variant="default" onClick={() => act('plan-task')}>
            Plan a task
          </Button>
        ) : undefined
      }
    >
      {tasks.length === 0 ? <p className="soft">No task is planned.</p> : null}
      {open.map((task) => (
        <Task
          key={task.task}
          about={record.id}
          task={task}
          onClose={may ? () => act('close-task', { task: task.task }) : undefined}
        />
      ))}
      {ended.length === 0 ? null : (
        <details open={open.length === 0 && ended.length <= 3}>
          <summary>Done or dropped: {ended.length}</summary>
          {ended.map((task) => (
            <Task key={task.task} about={record.id} task={task} onClose={undefined} />
          ))}
        </details>
      )}
    </Section>
  )
}

const Task = ({
  about,
  task,
  onClose,
}: {
  readonly about: string
  readonly task: TaskView
  readonly onClose: (() => void) | undefined
}) => {
  const order = useOrder()
  const { title, what, due, tracker, issue, stopped, closed } = task
  return (
    <div className="decision">
      <h3>{title}</h3>
      {stopped === null ? null : (
        <Banner tone="bad" title="Nothing more is written into its issue">
          <p>{stopped.reason}</p>
        </Banner>
      )}
      <p className="prose verbatim">{what}</p>
      <p className="row">
        {closed === null ? (
          <ToneMark tone="half">Open</ToneMark>
        ) : (
          <ToneMark tone={closed.outcome === 'done' ? 'good' : 'unknown'}>
            {closed.outcome === 'done' ? 'Done' : 'Dropped'}
          </ToneMark>
        )}
        {due === undefined || closed !== null ? null : <Due on={due} />}
        <Issue tracker={tracker} issue={issue} />
      </p>
      {closed === null ? (
        <p className="row">
          {onClose === undefined ? null : (
            <Button size="compact-sm" variant="default" onClick={onClose}>
              Close it<span className="visually-hidden">: {title}</span>
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() =>
              order({
                collection: 'messages',
                command: 'write',
                preset: { case: about, audience: 'team', task: task.task },
              })
            }
          >
            {tracker === '' ? 'Comment' : `Comment, also in ${tracker}`}
            <span className="visually-hidden">: {title}</span>
          </Button>
        </p>
      ) : (
        <>
          <p className="prose verbatim">{closed.reason}</p>
          <DoneBy {...closed} />
        </>
      )}
    </div>
  )
}

const Issue = ({ tracker, issue }: Pick<TaskView, 'tracker' | 'issue'>) => {
  if (tracker === '') return <span className="soft small">In the case alone</span>
  if (issue === null) return <span className="soft small">Waits for {tracker}</span>
  const isAddress = /^https?:\/\//.test(issue.url)
  return (
    <span className="small">
      {isAddress ? (
        <a href={issue.url} rel="noreferrer noopener">
          {tracker} {issue.key}
        </a>
      ) : (
        `${tracker} ${issue.key}`
      )}
      : {issue.status}
      {issue.isClosed ? ', closed there' : ''}
      {issue.withheld ? '; its details are withheld there' : ''}
    </span>
  )
}
