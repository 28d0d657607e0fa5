import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { noteSeen } from '../api/case-talk.ts'
import { isProblem } from '../api/issue.ts'
import { useActorName } from '../api/people.ts'
import { ProblemError, problemOf } from '../api/problem.ts'
import { type SignedIn, useSignedIn } from '../api/session.ts'
import { mayIssue } from '../forms/order.ts'
import { announce } from '../parts/announce.tsx'
import { Refused } from '../parts/banner.tsx'
import { FileList } from '../parts/files.tsx'
import { LongText } from '../parts/long-text.tsx'
import { type Tone, ToneMark } from '../parts/marks.tsx'
import { Moment } from '../parts/time.tsx'
import type { MessageLine } from './views/case/conversation.ts'
import './record.css'

/** What is for the team is the usual case and needs no mark. */
const marks: Readonly<
  Record<MessageLine['state']['audience'], readonly [tone: Tone, words: string] | null>
> = {
  team: null,
  approvers: ['half', 'For approvers alone'],
  external: ['bad', 'To a third party'],
}

/** Whether a message mentions whoever looks, and they have not noted it yet; auditors note nothing. */
export const waitsFor = (session: SignedIn, { state }: MessageLine): boolean => {
  const me = `person:${session.person}`
  return (
    state.mentions.includes(me) &&
    !state.seenBy.includes(me) &&
    mayIssue(session, 'messages', 'note-seen')
  )
}

/** Takes messages off the list of whom they mention. */
export const useNoteSeen = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (messages: readonly string[]) => {
      for (const message of messages) {
        const answer = await noteSeen(message)
        if (isProblem(answer)) throw new ProblemError(answer)
      }
    },
    onSuccess: () => announce('Noted as seen.'),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['records', 'messages'] })
    },
  })
}

/** One message: for whom it is, who said it, and whether who is mentioned has seen it. */
export const Message = ({
  message,
  about,
  onCorrect,
}: {
  readonly message: MessageLine
  /** Stands before it where messages of several cases do. */
  readonly about?: ReactNode
  readonly onCorrect?: (() => void) | undefined
}) => {
  const session = useSignedIn()
  const nameOf = useActorName()
  const seen = useNoteSeen()
  const { humanId, state } = message
  const { from, audience, party } = state
  const mark = marks[audience]
  const waits = waitsFor(session, message)
  const own = state.by === `person:${session.person}`
  return (
    <li className="timeline-fact">
      <div className="sentence">
        <p className="row">
          {about}
          {waits ? <ToneMark tone="half">Mentions you</ToneMark> : null}
          {mark === null ? null : <ToneMark tone={mark[0]}>{mark[1]}</ToneMark>}
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
        <Told message={message} />
        {waits ? (
          <p>
            <Button
              size="compact-sm"
              variant="default"
              loading={seen.isPending}
              onClick={() => seen.mutate([message.id])}
            >
              Seen<span className="visually-hidden">: {humanId}</span>
            </Button>
          </p>
        ) : null}
        {seen.error === null ? null : <Refused problem={problemOf(seen.error)} />}
        {own && from === null && onCorrect !== undefined ? (
          <button type="button" className="link-button small" onClick={onCorrect}>
            Correct it<span className="visually-hidden">: {humanId}</span>
          </button>
        ) : null}
      </div>
    </li>
  )
}

/** Whom it mentions, and who of them has seen it: so that nobody waits for who was never told. */
const Told = ({ message: { state } }: { readonly message: MessageLine }) => {
  const nameOf = useActorName()
  return state.mentions.length === 0 ? null : (
    <p className="soft small">
      Told:{' '}
      {state.mentions
        .map((id) => `${nameOf(id)} (${state.seenBy.includes(id) ? 'seen' : 'not seen yet'})`)
        .join(', ')}
    </p>
  )
}
