import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { conversationQuery } from '../../../api/case-talk.ts'
import { useActorName } from '../../../api/people.ts'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue, useOrder } from '../../../forms/order.ts'
import type { Values } from '../../../forms/values.ts'
import { valueInWords } from '../../../kinds/words.ts'
import { Failed } from '../../../parts/banner.tsx'
import { FileList } from '../../../parts/files.tsx'
import { LongText } from '../../../parts/long-text.tsx'
import { type Tone, ToneMark } from '../../../parts/marks.tsx'
import { Section, Waiting } from '../../../parts/page.tsx'
import { Moment } from '../../../parts/time.tsx'
import type { MessageLine } from '../../views/case/conversation.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

const audiences = [
  ['team', 'Write to the team'],
  ['approvers', 'Write to approvers alone'],
  ['external', 'Write to a third party'],
] as const

const tones: Readonly<Record<MessageLine['state']['audience'], Tone>> = {
  team: 'unknown',
  approvers: 'half',
  external: 'bad',
}

/** What was said of the case to whoever looks; who writes chooses first for whom. */
export const Conversation = ({ record }: PanelProps<CaseView>) => {
  const session = useSignedIn()
  const order = useOrder()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    conversationQuery(record.id),
  )
  const messages = data?.pages.flatMap((page) => page.messages) ?? []
  const may = mayIssue(session, 'messages', 'write')
  const write = (preset: Values) =>
    order({
      collection: 'messages',
      command: 'write',
      preset: { case: record.id, ...preset },
      onDone: () => void refetch(),
    })
  return (
    <Section title="Conversation">
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
              own={message.state.by === `person:${session.person}`}
              onCorrect={
                may
                  ? () => write({ audience: message.state.audience, corrects: message.id })
                  : undefined
              }
            />
          ))}
        </ol>
      )}
      {hasNextPage ? (
        <button
          type="button"
          className="link-button"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show earlier messages
        </button>
      ) : null}
    </Section>
  )
}

const Message = ({
  message: { humanId, state },
  own,
  onCorrect,
}: {
  readonly message: MessageLine
  readonly own: boolean
  readonly onCorrect: (() => void) | undefined
}) => {
  const nameOf = useActorName()
  const { from, audience, party } = state
  return (
    <li className="timeline-fact">
      <div className="sentence">
        <p className="row">
          <ToneMark tone={tones[audience]}>{valueInWords('audience', audience)}</ToneMark>
          {party === '' ? null : <strong>{party}</strong>}
        </p>
        <p>
          <strong>{from === null ? nameOf(state.by) : `${from.author} in ${from.tracker}`}</strong>
          {state.corrects === null ? '' : ' corrects an earlier message'}{' '}
          <span className="soft small">
            <span className="mono">{humanId}</span>, <Moment at={from?.writtenAt ?? state.at} />
          </span>
        </p>
        <LongText text={state.text} />
        <FileList files={state.files} />
        {own && from === null && onCorrect !== undefined ? (
          <button type="button" className="link-button small" onClick={onCorrect}>
            Correct it<span className="visually-hidden">: {humanId}</span>
          </button>
        ) : null}
      </div>
    </li>
  )
}
