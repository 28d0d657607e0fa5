import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askedQuery, mentionsQuery, ownTasksQuery } from '../api/case-talk.ts'
import { problemOf } from '../api/problem.ts'
import { useSignedIn } from '../api/session.ts'
import { Earlier } from '../lists/more.tsx'
import { Failed, Refused } from '../parts/banner.tsx'
import { Page, Section, Waiting } from '../parts/page.tsx'
import { Due } from '../parts/time.tsx'
import { Message, useNoteSeen, waitsFor } from '../records/message.tsx'
import '../records/record.css'

/** What colleagues want of whoever looks: answers for a product that they own, gaps, and mentions. */
export const ForYou = () => (
  <Page title="Asked of you" eyebrow="Clause 9.5">
    <div className="stack">
      <Questions />
      <Tasks />
      <Mentions />
    </div>
  </Page>
)

const Questions = () => {
  const { person } = useSignedIn()
  const { data, error, refetch } = useQuery({ ...askedQuery(person), refetchInterval: 15_000 })
  return (
    <Section title="Questions about your products">
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={2} />
      ) : data.length === 0 ? (
        <p className="soft">No case waits for your answer about a product.</p>
      ) : (
        <ul className="stack-tight">
          {data.map(({ id, humanId, title }) => (
            <li key={id}>
              <p>
                <Link
                  to="/$collection/$id"
                  params={{ collection: 'cases', id: humanId }}
                  hash="other-products"
                >
                  {humanId} {title}
                </Link>{' '}
                <span className="soft small">waits for your answer</span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** What the clause review found missing, and a colleague gave to whoever looks. */
const Tasks = () => {
  const { person } = useSignedIn()
  const { data, error, refetch } = useQuery(ownTasksQuery(person))
  return (
    <Section title="Gaps for you to close">
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={2} />
      ) : data.length === 0 ? (
        <p className="soft">
          No task of the clause review is yours. One is planned beside a duty that has a gap.
        </p>
      ) : (
        <ul className="stack-tight">
          {data.map(({ id, humanId, title, dueAt }) => (
            <li key={id}>
              <p>
                <Link to="/$collection/$id" params={{ collection: 'findings', id: humanId }}>
                  {humanId} {title}
                </Link>{' '}
                {dueAt === null || dueAt === undefined ? null : <Due on={dueAt} />}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

const Mentions = () => {
  const query = useInfiniteQuery({
    ...mentionsQuery,
    refetchOnMount: 'always',
  })
  const { data, error, refetch } = query
  const { mutate, isPending, error: refused } = useNoteSeen()
  const session = useSignedIn()
  const messages = data?.pages.flatMap((page) => page.messages) ?? []
  const unseen = messages.filter((message) => waitsFor(session, message))
  return (
    <Section
      title="Mentions of you"
      aside={
        unseen.length < 2 ? undefined : (
          <Button
            size="compact-sm"
            variant="default"
            loading={isPending}
            onClick={() => mutate(unseen.map(({ id }) => id))}
          >
            Note these {unseen.length} as seen
          </Button>
        )
      }
    >
      {refused === null ? null : <Refused problem={problemOf(refused)} />}
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={4} />
      ) : messages.length === 0 ? (
        <p className="soft">
          Nobody has mentioned you. A colleague does by @ and your sign-in name in a message of a
          case.
        </p>
      ) : (
        <ol className="timeline" aria-label="Mentions, the newest first">
          {messages.map((message) => (
            <Message
              key={message.id}
              message={message}
              about={
                <Link
                  to="/$collection/$id"
                  params={{ collection: 'cases', id: message.state.caseReference }}
                  hash="conversation"
                  onClick={() => {
                    // Who goes there to read it has seen it.
                    if (waitsFor(session, message)) mutate([message.id])
                  }}
                >
                  {message.state.caseReference}
                </Link>
              }
            />
          ))}
        </ol>
      )}
      <Earlier what="mentions" pages={query} />
    </Section>
  )
}
