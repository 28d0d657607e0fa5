import { useQuery } from '@tanstack/react-query'
import { type ChangeView, changesQuery } from '../api/case-talk.ts'
import { useActorName } from '../api/people.ts'
import { shortListQuery } from '../api/records.ts'
import { humanise } from '../kinds/words.ts'
import { daysInWords } from '../parts/time.tsx'

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

const atFirst = 3

/** Before and after, a line for each thing that a fact changed; many of them when they are asked for. */
export const Changes = ({ changes }: { readonly changes: readonly ChangeView[] }) => {
  const more = changes.slice(atFirst)
  return changes.length === 0 ? null : (
    <>
      <Lines changes={changes.slice(0, atFirst)} />
      {more.length === 0 ? null : (
        <details className="small soft">
          <summary>and {more.length} more</summary>
          <Lines changes={more} />
        </details>
      )}
    </>
  )
}

const Lines = ({ changes }: { readonly changes: readonly ChangeView[] }) => {
  const { data } = useQuery({
    ...productsQuery,
    enabled: changes.some(({ product }) => product !== null),
  })
  const actorName = useActorName()
  const nameOf = (id: string) => data?.find((product) => product.id === id)?.title ?? ''
  return (
    <ul className="small soft">
      {changes.map(({ what, which, product, before, after }) => (
        <li key={`${what} ${product} ${which}`}>
          {[
            humanise(what),
            product === null ? '' : nameOf(product),
            which.replace(/person:[0-9a-f-]{36}/, actorName),
          ]
            .filter((part) => part !== '')
            .join(' ')}
          : {inWords(what, before)} → {inWords(what, after)}
        </li>
      ))}
    </ul>
  )
}

/** What people wrote, a task or a root cause, stays as it is. */
const written = ['score', 'cve', 'cwe', 'root-cause', 'task', 'embargo']

const inWords = (what: string, value: string): string => {
  if (value === '') return 'nothing'
  return written.includes(what)
    ? value
    : daysInWords(value.replaceAll(/(?<=[a-z])-(?=[a-z])/g, ' '))
}
