import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { z } from 'zod'
import { recordQuery } from '../api/records.ts'

const named = z.object({ title: z.string().optional(), name: z.string().optional() })

/** The title of a record, whatever kind it is of. */
export const titleOf = (state: unknown): string => {
  const parsed = named.safeParse(state)
  return parsed.success ? (parsed.data.title ?? parsed.data.name ?? '') : ''
}

/** Another record by its id: its human id and title once they are known. */
export const RecordLink = ({
  collection,
  id,
  brief = false,
}: {
  readonly collection: string
  readonly id: string
  /** Only the title, for places where the kind is plain. */
  readonly brief?: boolean
}) => {
  const { data, isError } = useQuery({ ...recordQuery(collection, id), staleTime: 60_000 })
  if (isError) return <span className="soft">A record that you may not see</span>
  if (data === undefined) return <span className="soft">…</span>
  const title = titleOf(data.state)
  return (
    <Link to="/$collection/$id" params={{ collection, id: data.humanId }}>
      {brief && title !== '' ? title : `${data.humanId} ${title}`.trim()}
    </Link>
  )
}

/** Only the title, for sentences. */
export const RecordTitle = ({
  collection,
  id,
}: {
  readonly collection: string
  readonly id: string
}) => {
  const { data } = useQuery({ ...recordQuery(collection, id), staleTime: 60_000 })
  return <>{data === undefined ? '…' : titleOf(data.state) || data.humanId}</>
}
