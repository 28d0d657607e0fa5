import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import type { ListSearch } from './list-filter.ts'

/** Narrows a list to what holds these words, once somebody stops typing. */
export const Find = ({
  search,
  onChange,
}: {
  readonly search: ListSearch
  readonly onChange: (search: ListSearch) => void
}) => {
  const [typed, setTyped] = useState(search.search ?? '')
  const find = useDebouncedCallback(
    (words: string) => onChange({ ...search, search: words.trim() || undefined }),
    250,
  )
  return (
    <TextInput
      type="search"
      aria-label="Find in this list"
      data-find
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
