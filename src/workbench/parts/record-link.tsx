import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { recordQuery } from '../api/records.ts'

/** A member of another type is no word of a title: kinds use these names for other things, too. */
const word = z.string().optional().catch(undefined)

const named = z.object({
  title: word,
  vendor: word,
  name: word,
  version: word,
  subject: word,
  caseReference: word,
  description: word,
  constraint: word,
})

const longest = 80

/** The title of a record, whatever kind it is of, as its list has it. */
export const titleOf = (state: unknown): string => {
  const { data } = named.safeParse(state)
  if (data === undefined) return ''
  const {
    title,
    vendor,
    name,
    version,
    subject,
    caseReference,
    constraint,
    description = '',
  } = data
  if (title !== undefined && title !== '') return title
  if (vendor !== undefined) return [vendor, name, version].join(' ')
  if (constraint !== undefined) return `Verdict on ${constraint}`
  if (caseReference !== undefined) return `Look for ${caseReference}`
  const told = name ?? subject ?? description.replaceAll(/\s+/g, ' ').trim()
  return told.length <= longest ? told : `${told.slice(0, longest - 1)}…`
}

/** Another record by its id: its human id and title once they are known. */
export const RecordLink = ({
  collection,
  id,
  brief = false,
  orElse = <span className="soft">A record that you may not see</span>,
}: {
  readonly collection: string
  readonly id: string
  /** Only the title, for places where the kind is plain. */
  readonly brief?: boolean
  /** What stands there where it cannot be read. */
  readonly orElse?: ReactNode
}) => {
  const { data, isError } = useQuery({ ...recordQuery(collection, id), staleTime: 60_000 })
  if (isError) return orElse
  if (data === undefined) return <span className="soft">…</span>
  const title = titleOf(data.state)
  return (
    <Link to="/$collection/$id" params={{ collection, id: data.humanId }}>
      {brief && title !== '' ? title : `${data.humanId} ${title}`.trim()}
    </Link>
  )
}
