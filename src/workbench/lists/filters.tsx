import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { KindContract } from '../../kernel/command.ts'
import { severities } from '../../kernel/severity.ts'
import { assignments, countsQuery } from '../api/records.ts'
import { statusInWords, valueInWords } from '../kinds/words.ts'
import { Find } from './find.tsx'
import { facetValue, type ListSearch, withFacet } from './list-filter.ts'
import {
  type FacetFilter,
  type ListView,
  narrowsToProduct,
  sortChoices,
  statusesAtFirst,
} from './list-views.ts'
import { About, OtherFacets } from './narrowed.tsx'
import { productsQuery } from './products.tsx'

/** What narrows a list down. Everything stands in the address. */
export const Filters = ({
  contract,
  view,
  search,
  onChange,
  more = [],
}: {
  readonly contract: KindContract
  readonly view: ListView
  readonly search: ListSearch
  readonly onChange: (search: ListSearch) => void
  /** Facets whose values only the server knows. */
  readonly more?: readonly FacetFilter[]
}) => {
  const facets = [...view.facets, ...more]
  const choices = sortChoices(view)
  const sort = `${search.sort ?? view.sort}-${search.order ?? view.order}`
  return (
    <div className="filters">
      <StatusFilter contract={contract} view={view} search={search} onChange={onChange} />
      <div className="filters-more">
        <Find search={search} onChange={onChange} />
        {view.columns.includes('severity') ? (
          <SeverityFilter search={search} onChange={onChange} />
        ) : null}
        {narrowsToProduct(view) ? <ProductFilter search={search} onChange={onChange} /> : null}
        {facets.map(({ name, title, values }) => (
          <NativeSelect
            key={name}
            aria-label={title}
            value={facetValue(search, name)}
            onChange={({ currentTarget }) =>
              onChange({ ...search, facet: withFacet(search, name, currentTarget.value) })
            }
            data={[
              { value: '', label: `Any ${title.toLowerCase()}` },
              ...values.map(([value, label]) => ({ value, label })),
            ]}
          />
        ))}
        <NativeSelect
          aria-label="Order"
          value={sort}
          onChange={({ currentTarget }) => {
            const choice = choices.find(({ value }) => value === currentTarget.value)
            if (choice !== undefined)
              onChange({ ...search, sort: choice.sort, order: choice.order })
          }}
          data={choices.map(({ value, label }) => ({ value, label }))}
        />
      </div>
      <OtherFacets view={view} facets={facets} search={search} onChange={onChange} />
      <About search={search} onChange={onChange} />
    </div>
  )
}

export const SeverityFilter = ({
  search,
  onChange,
}: {
  readonly search: ListSearch
  readonly onChange: (search: ListSearch) => void
}) => (
  <NativeSelect
    aria-label="Severity"
    value={search.severity ?? ''}
    onChange={({ currentTarget }) =>
      onChange({ ...search, severity: currentTarget.value || undefined })
    }
    data={[
      { value: '', label: 'Any severity' },
      { value: 'critical,high', label: 'High and critical' },
      ...severities.toReversed().map((one) => ({ value: one, label: statusInWords(one) })),
    ]}
  />
)

/** Narrows to one product, where there are several. */
export const ProductFilter = ({
  search,
  onChange,
}: Pick<Parameters<typeof Filters>[0], 'search' | 'onChange'>) => {
  const { data } = useQuery({ ...productsQuery, staleTime: 60_000 })
  return data === undefined || data.length < 2 ? null : (
    <NativeSelect
      aria-label="Product"
      value={facetValue(search, 'product')}
      onChange={({ currentTarget }) =>
        onChange({ ...search, facet: withFacet(search, 'product', currentTarget.value) })
      }
      data={[
        { value: '', label: 'Any product' },
        ...data.map(({ id, title }) => ({ value: id, label: title })),
      ]}
    />
  )
}

const StatusFilter = ({ contract, view, search, onChange }: Parameters<typeof Filters>[0]) => {
  const { data: counts } = useQuery({
    ...countsQuery(contract.collection),
    ...(view.poll === undefined ? {} : { refetchInterval: view.poll }),
  })
  const numberOf = (statuses: readonly string[]) =>
    counts === undefined
      ? undefined
      : statuses.reduce((sum, status) => sum + (counts[status] ?? 0), 0)
  const open = statusesAtFirst(contract, view)
  const choices = [
    ...(open.length > 0
      ? [{ value: undefined, label: view.openTitle, number: numberOf(open) }]
      : []),
    ...contract.statuses.map((status) => ({
      value: status,
      label: statusInWords(status),
      number: numberOf([status]),
    })),
    {
      value: open.length > 0 ? 'all' : undefined,
      label: 'All',
      number: numberOf(contract.statuses),
    },
  ]
  return (
    <fieldset className="status-filter">
      <legend className="visually-hidden">Status</legend>
      {choices.map(({ value, label, number }) => (
        <button
          key={label}
          type="button"
          aria-pressed={search.status === value}
          className="status-choice"
          onClick={() => onChange({ ...search, status: value })}
        >
          {label}
          {number === undefined ? null : (
            <span className="numeric soft"> {number.toLocaleString()}</span>
          )}
        </button>
      ))}
      {view.columns.includes('due') && view.soonTitle === undefined ? (
        <OverdueFilter contract={contract} view={view} search={search} onChange={onChange} />
      ) : null}
      {view.soonTitle === undefined ? null : (
        <button
          type="button"
          aria-pressed={search.due === 'soon'}
          className="status-choice"
          onClick={() => onChange({ ...search, due: search.due === 'soon' ? undefined : 'soon' })}
        >
          {view.soonTitle}
        </button>
      )}
      {view.assigned === true
        ? assignments.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={search.assigned === one}
              className="status-choice"
              data-assigned={one}
              onClick={() =>
                onChange({ ...search, assigned: search.assigned === one ? undefined : one })
              }
            >
              {one === 'me' ? 'Mine' : 'Nobody’s'}
            </button>
          ))
        : null}
      {view.marks.map(([name, value]) => {
        const pressed = facetValue(search, name) === value
        return (
          <button
            key={`${name} ${value}`}
            type="button"
            aria-pressed={pressed}
            className="status-choice"
            onClick={() =>
              onChange({ ...search, facet: withFacet(search, name, pressed ? '' : value) })
            }
          >
            {valueInWords(name, value)}
          </button>
        )
      })}
    </fieldset>
  )
}

/** What should have happened by now, in words and with its number. */
const OverdueFilter = ({ contract, view, search, onChange }: Parameters<typeof Filters>[0]) => {
  const { data } = useQuery({
    ...countsQuery(contract.collection, 'overdue'),
    refetchInterval: view.poll ?? 15_000,
  })
  const number = Object.values(data ?? {}).reduce((sum, count) => sum + count, 0)
  return (
    <button
      type="button"
      aria-pressed={search.due === 'overdue'}
      className={number > 0 ? 'status-choice status-choice-late' : 'status-choice'}
      onClick={() => onChange({ ...search, due: search.due === 'overdue' ? undefined : 'overdue' })}
    >
      Overdue
      {data === undefined ? null : <span className="numeric"> {number.toLocaleString()}</span>}
    </button>
  )
}
