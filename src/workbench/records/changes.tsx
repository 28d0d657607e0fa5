import { useQuery } from '@tanstack/react-query'
import { type ChangeView, changesQuery } from '../api/case-talk.ts'
import { shortListQuery } from '../api/records.ts'
import { humanise } from '../kinds/words.ts'

/** What the facts of a case replaced; of other kinds nothing is known. */
export const useChanges = (
  collection: string,
  id: string,
  version: number,
): Readonly<Record<string, readonly ChangeView[]>> => {
  const { data } = useQuery({ ...changesQuery(id, version), enabled: collection === 'cases' })
  return data ?? {}
}

const productsQuery = shortListQuery('products', { sort: 'title', order: 'asc', limit: 500 })

/** Before and after, a line for each thing that a fact changed. */
export const Changes = ({ changes }: { readonly changes: readonly ChangeView[] }) => {
  const { data } = useQuery({
    ...productsQuery,
    enabled: changes.some(({ product }) => product !== null),
  })
  const nameOf = (id: string) => data?.find((product) => product.id === id)?.title ?? ''
  return changes.length === 0 ? null : (
    <ul className="small soft">
      {changes.map(({ what, which, product, before, after }) => (
        <li key={`${what} ${product} ${which}`}>
          {[humanise(what), product === null ? '' : nameOf(product), which]
            .filter((part) => part !== '')
            .join(' ')}
          : {before || 'nothing'} → {after || 'nothing'}
        </li>
      ))}
    </ul>
  )
}
