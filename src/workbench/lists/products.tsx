import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { shortListQuery } from '../api/records.ts'

/** All that a list can name; a maker has tens of them. */
export const productsQuery = shortListQuery('products', { sort: 'title', order: 'asc', limit: 500 })

/** The products that somebody's roles are limited to; none is no limit. */
export const Scope = ({ ids }: { readonly ids: readonly string[] }) =>
  ids.length === 0 ? <span className="soft">All</span> : <Products ids={ids} />

/** Products by their names; none is said to be so. */
export const Products = ({ ids }: { readonly ids: readonly string[] }) => {
  const { data } = useQuery({ ...productsQuery, staleTime: 60_000 })
  if (ids.length === 0) return <span className="soft">–</span>
  const names = new Map((data ?? []).map(({ id, title }) => [id, title]))
  // A report has the words of its reporter in the place of an id.
  const nameOf = (id: string) => names.get(id) ?? (z.uuid().safeParse(id).success ? '…' : id)
  return (
    <>
      {ids
        .map(nameOf)
        .sort((one, other) => one.localeCompare(other))
        .join(', ')}
    </>
  )
}
