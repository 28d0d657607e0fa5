import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { KindContract } from '../../kernel/command.ts'
import { severities } from '../../kernel/severity.ts'
import { countsQuery } from '../api/records.ts'
import { humanise, statusInWords } from '../kinds/words.ts'
import type { ListSearch } from './list-filter.ts'
import { type ListView, sortChoices, statusesAtFirst } from './list-views.ts'
import { productsQuery } from './products.tsx'

/** What narrows a list down. Everything stands in the address. */
export const Filters = ({
  contract,
  view,
  search,
  onChange,
}: {
  readonly contract: KindContract
  readonly view: ListView
  readonly search: ListSearch
  readonly onChange: (search: ListSearch) => void
}) => {
  const choices = sortChoices(view)
  const sort = `${search.sort ?? view.sort}-${search.order ?? view.order}`
  return (
    <div className="filters">
      <StatusFilter contract={contract} view={view} search={search} onChange={onChange} />
      <div className="filters-more">
        <Find search={search} onChange={onChange} />
        {view.columns.includes('severity') ? (
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
        ) : null}
        {view.columns.includes('product') ? (
          <ProductFilter search={search} onChange={onChange} />
        ) : null}
        {view.facets.map(({ name, title, values }) => (
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
      <OtherFacets view={view} search={search} onChange={onChange} />
    </div>
  )
}

/** What else narrows the list, from a link that led here; it can be taken away. */
const OtherFacets = ({
  view,
  search,
  onChange,
}: Pick<Parameters<typeof Filters>[0], 'view' | 'search' | 'onChange'>) =>
  facetsOf(search)
    .map((pair) => pair.slice(0, Math.max(pair.indexOf(':'), 0)))
    .filter((name) => !view.facets.some((facet) => facet.name === name))
    .filter((name) => name !== 'product' || !view.columns.includes('product'))
    .map((name) => (
      <p key={name}>
        Only those of one {humanise(name).toLowerCase()}.{' '}
        <button
          type="button"
          className="link-button"
          onClick={() => onChange({ ...search, facet: withFacet(search, name, '') })}
        >
          Show all
        </button>
      </p>
    ))

/** Narrows to one product, where there are several. */
const ProductFilter = ({
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

const facetsOf = ({ facet }: ListSearch): readonly string[] => facet?.split(',') ?? []

const facetValue = (search: ListSearch, name: string): string =>
  facetsOf(search)
    .find((pair) => pair.startsWith(`${name}:`))
    ?.slice(name.length + 1) ?? ''

const withFacet = (search: ListSearch, name: string, value: string): string | undefined => {
  const others = facetsOf(search).filter((pair) => !pair.startsWith(`${name}:`))
  const all = value === '' ? others : [...others, `${name}:${value}`]
  return all.length === 0 ? undefined : all.join(',')
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
    ...(open.length > 0 ? [{ value: undefined, label: 'To do', number: numberOf(open) }] : []),
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
    </fieldset>
  )
}

const Find = ({ search, onChange }: Pick<Parameters<typeof Filters>[0], 'search' | 'onChange'>) => {
  const [typed, setTyped] = useState(search.search ?? '')
  const find = useDebouncedCallback(
    (words: string) => onChange({ ...search, search: words.trim() || undefined }),
    250,
  )
  return (
    <TextInput
      type="search"
      aria-label="Find in this list"
      placeholder="Find in this list"
      maxLength={200}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value)
        find(currentTarget.value)
      }}
    />
  )
}
