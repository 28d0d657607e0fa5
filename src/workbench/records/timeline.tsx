import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { factsQuery } from '../api/records.ts'
import { Failed } from '../parts/banner.tsx'
import { Section, Waiting } from '../parts/page.tsx'
import { Changes, useChanges } from './changes.tsx'
import { Sentence } from './sentence.tsx'

const atFirst = 12

/** What happened, the newest first; each fact can be proven. */
export const Timeline = ({
  collection,
  id,
  version,
}: {
  readonly collection: string
  readonly id: string
  /** Of the record as it is shown: a later one has more facts. */
  readonly version: number
}) => {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    factsQuery(collection, id),
  )
  const known = data?.pages[0]?.at(-1)?.version ?? version
  useEffect(() => {
    if (known < version) void refetch()
  }, [known, version, refetch])
  const changes = useChanges(collection, id, known)
  const [all, setAll] = useState(false)
  const events = data?.pages.flatMap((page) => page.toReversed()) ?? []
  const shown = all ? events : events.slice(0, atFirst)
  return (
    <Section title="Timeline">
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting />
      ) : (
        <ol className="timeline">
          {shown.map((event) => (
            <li key={event.id} className="timeline-fact">
              <div>
                <Sentence event={event} />
                <Changes changes={changes[event.id] ?? []} />
              </div>
              <Link to="/ledger" search={{ event: event.id }} className="small timeline-proof">
                Proof<span className="visually-hidden"> of fact {event.version}</span>
              </Link>
            </li>
          ))}
        </ol>
      )}
      {events.length > shown.length ? (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          {hasNextPage ? 'Show more facts' : `Show all ${events.length} facts`}
        </button>
      ) : hasNextPage ? (
        <button
          type="button"
          className="link-button"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show earlier facts ({known - events.length} more)
        </button>
      ) : null}
    </Section>
  )
}
