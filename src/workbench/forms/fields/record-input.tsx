import { MultiSelect, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { recordQuery, shortListQuery } from '../../api/records.ts'
import { placeOf } from '../../kinds/places.ts'
import { titleOf } from '../../parts/record-link.tsx'
import { common, type InputProps, textOf } from '../field-input.tsx'
import { strings } from '../values.ts'

type Props = InputProps & { readonly collection: string }

interface Option {
  readonly value: string
  readonly label: string
}

/** One record, found by words in it or its human id; its stream id is what is sent. */
export const RecordInput = (props: Props) => {
  const { value, onChange, collection } = props
  const chosen = textOf(value)
  const { options, setSearch } = useOptions(collection, chosen === '' ? [] : [chosen])
  return (
    <Select
      {...common(props)}
      data={options}
      value={chosen === '' ? null : chosen}
      onChange={(next) => onChange(next ?? undefined)}
      searchable
      clearable={!props.field.required}
      clearButtonProps={{ 'aria-label': `Clear ${props.field.label}` }}
      onSearchChange={setSearch}
      filter={({ options: all }) => all}
      placeholder="Type to search"
      nothingFoundMessage={`Nothing found in ${placeOf(collection).title}`}
    />
  )
}

/** Several records of a kind. */
export const RecordsInput = (props: Props) => {
  const { value, onChange, collection } = props
  const chosen = strings(value)
  const { options, setSearch } = useOptions(collection, chosen)
  return (
    <MultiSelect
      {...common(props)}
      data={options}
      value={[...chosen]}
      onChange={onChange}
      searchable
      onSearchChange={setSearch}
      filter={({ options: all }) => all}
      nothingFoundMessage={`Nothing found in ${placeOf(collection).title}`}
      {...(chosen.length === 0 ? { placeholder: 'Type to search' } : {})}
    />
  )
}

/** What the list offers now, with what is chosen already, which a search may not find. */
const useOptions = (collection: string, chosen: readonly string[]) => {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 200)
  const named = useQueries({
    queries: chosen.map((id) => ({ ...recordQuery(collection, id), staleTime: 60_000 })),
    combine: (results) =>
      results.flatMap(({ data }) =>
        data === undefined
          ? []
          : [{ value: data.id, label: `${data.humanId} ${titleOf(data.state)}`.trim() }],
      ),
  })
  // A chosen label put into the search box is no question.
  const asked = named.some(({ label }) => label === search) ? '' : search
  const { data } = useQuery({
    ...shortListQuery(collection, { limit: 20, ...(asked === '' ? {} : { search: asked }) }),
    placeholderData: keepPreviousData,
  })
  const listed = (data ?? []).map(
    ({ id, humanId, title }): Option => ({ value: id, label: `${humanId} ${title}` }),
  )
  const missing = named.filter(({ value }) => !listed.some((option) => option.value === value))
  return { options: [...missing, ...listed], setSearch: setTyped }
}
