import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { shortListQuery } from '../api/records.ts'
import { Failed } from '../parts/banner.tsx'
import { StatusMark } from '../parts/marks.tsx'
import { Waiting } from '../parts/page.tsx'

/** As many as a page shows; the list itself has the rest. */
const most = 100

/** Milliseconds between looks: others open and settle records that name this one. */
const meanwhile = 15_000

/** The records of another kind that name this one. */
const relatedQuery = (collection: string, facet: string) => ({
  ...shortListQuery(collection, { facet: [facet], sort: 'opened', order: 'asc', limit: most }),
  refetchInterval: meanwhile,
})

/** Those records as links, with where they stand; says so where there are none. */
export const Related = ({
  collection,
  facet,
  none,
}: {
  readonly collection: string
  readonly facet: string
  readonly none: string
}) => {
  const { data, error, refetch } = useQuery(relatedQuery(collection, facet))
  if (data === undefined)
    return error === null ? (
      <Waiting lines={1} />
    ) : (
      <Failed error={error} onRetry={() => void refetch()} />
    )
  if (data.length === 0) return <p className="soft">{none}</p>
  return (
    <ul className="related">
      {data.map(({ id, humanId, title, status }) => (
        <li key={id}>
          <Link to="/$collection/$id" params={{ collection, id: humanId }}>
            <span className="mono">{humanId}</span> {title}
          </Link>
          <StatusMark status={status} />
        </li>
      ))}
      {data.length < most ? null : (
        <li>
          <Link to="/$collection" params={{ collection }} search={{ facet, status: 'all' }}>
            Show all of them in the list
          </Link>
        </li>
      )}
    </ul>
  )
}
