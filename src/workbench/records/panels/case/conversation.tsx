import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { conversationQuery } from '../../../api/case-talk.ts'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue, useOrder } from '../../../forms/order.ts'
import type { Values } from '../../../forms/values.ts'
import { Earlier } from '../../../lists/more.tsx'
import { Failed } from '../../../parts/banner.tsx'
import { Section, Waiting } from '../../../parts/page.tsx'
import { Message } from '../../message.tsx'
import type { MessageLine } from '../../views/case/conversation.ts'
import { tasksView } from '../../views/case/tasks.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

const audiences = [
  ['team', 'Write to the team'],
  ['approvers', 'Write to approvers alone'],
  ['external', 'Write to a third party'],
] as const

/** What was said of the case to whoever looks; who writes chooses first for whom. */
export const Conversation = ({ record }: PanelProps<CaseView>) => {
  const session = useSignedIn()
  const order = useOrder()
  const query = useInfiniteQuery(conversationQuery(record.id))
  const { data, error, refetch } = query
  const messages = data?.pages.flatMap((page) => page.messages) ?? []
  const may = mayIssue(session, 'messages', 'write')
  const tasks = tasksView.safeParse(record.state).data?.tasks ?? []
  const titleOf = ({ state }: MessageLine) => {
    const task = tasks.find((one) => one.task === state.task)
    return task === undefined ? null : <span className="soft small">On “{task.title}”</span>
  }
  const write = (preset: Values) =>
    order({
      collection: 'messages',
      command: 'write',
      preset: { case: record.id, ...preset },
      onDone: () => void refetch(),
    })
  return (
    <Section title="Conversation" id="conversation">
      {may ? (
        <p className="row">
          {audiences.map(([audience, label]) => (
            <Button
              key={audience}
              size="compact-sm"
              variant="default"
              onClick={() => write({ audience })}
            >
              {label}
            </Button>
          ))}
        </p>
      ) : null}
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={2} />
      ) : messages.length === 0 ? (
        <p className="soft">Nothing was said yet that is for you.</p>
      ) : (
        <ol className="timeline" aria-label="Messages, the newest first">
          {messages.map((message) => (
            <Message
              key={message.id}
              message={message}
              about={titleOf(message)}
              onCorrect={may ? () => write(correctionOf(message)) : undefined}
            />
          ))}
        </ol>
      )}
      <Earlier what="messages" pages={query} />
    </Section>
  )
}

/** A correction goes to whom the message went. */
const correctionOf = ({ id, state: { audience, party, task } }: MessageLine): Values => ({
  audience,
  corrects: id,
  ...(party === '' ? {} : { party }),
  ...(task === null ? {} : { task }),
})
