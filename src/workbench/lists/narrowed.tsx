import { useQuery } from '@tanstack/react-query'
import { clockOutcomes } from '../../cases/contract.ts'
import { complaints } from '../api/library.ts'
import { complaintInWords } from '../kinds/complaints.ts'
import { titleOfCommand } from '../kinds/contracts.ts'
import { humanise, statusInWords, valueInWords } from '../kinds/words.ts'
import { facetsOf, facetValue, type ListSearch, withFacet } from './list-filter.ts'
import { type FacetFilter, type ListView, narrowsToProduct } from './list-views.ts'
import { productsQuery } from './products.tsx'

interface Narrowing {
  readonly search: ListSearch
  readonly onChange: (search: ListSearch) => void
}

/** What else narrows the list, from a link that led here; it can be taken away. */
export const OtherFacets = ({
  view,
  facets,
  search,
  onChange,
}: Narrowing & {
  readonly view: ListView
  readonly facets: readonly FacetFilter[]
}) =>
  facetsOf(search)
    .map((pair) => pair.slice(0, Math.max(pair.indexOf(':'), 0)))
    .filter((name) => !view.marks.some(([mark]) => mark === name))
    .filter((name) => !facets.some((facet) => facet.name === name))
    .filter((name) => name !== 'product' || !narrowsToProduct(view))
    .map((name) => (
      <p key={name}>
        {narrowedTo(name, facetValue(search, name))}{' '}
        <button
          type="button"
          className="link-button"
          onClick={() => onChange({ ...search, facet: withFacet(search, name, '') })}
        >
          Show all
        </button>
      </p>
    ))

/** A link may narrow to what a line is marked with; any other facet is a record or somebody's word. */
const narrowedTo = (name: string, value: string): string => {
  if (name === 'reminder') return `Only those marked "${valueInWords(name, value)}".`
  if (name === 'waits')
    return value === 'others'
      ? 'Only those that wait for other records, or for their closure.'
      : `Only those that wait for "${titleOfCommand('cases', value)}".`
  if (name === 'clock') {
    const [outcome = '', rule = ''] = value.split(' ')
    return `Only those whose clock "${rule}" stands at "${clockInWords[outcome] ?? outcome}".`
  }
  if (name.startsWith('reached-')) {
    const step = statusInWords(name.slice('reached-'.length)).toLowerCase()
    return `Only those that came to "${step}"${value === 'ever' ? '' : `, for the first time in ${value}`}.`
  }
  return `Only those of one ${humanise(name).toLowerCase()}.`
}

const clockInWords: Readonly<Record<string, string>> = clockOutcomes

/** Reports about a product, as a cell of "Sources and silence" counts them. */
export const About = ({ search, onChange }: Narrowing) => {
  const { about } = search
  const { data = [] } = useQuery({
    ...productsQuery,
    staleTime: 60_000,
    enabled: about !== undefined,
  })
  if (about === undefined) return null
  const complaint = complaints.find((one) => one === about)
  const name = data.find(({ id }) => id === about)?.title
  return (
    <p>
      {complaint !== undefined
        ? `Only those that are ${complaintInWords[complaint]}.`
        : about === 'none'
          ? 'Only those that name no product of ours.'
          : `Only those about ${name ?? 'one product'}, by what they name or by their case.`}{' '}
      <button
        type="button"
        className="link-button"
        onClick={() => onChange({ ...search, about: undefined })}
      >
        Show all
      </button>
    </p>
  )
}
