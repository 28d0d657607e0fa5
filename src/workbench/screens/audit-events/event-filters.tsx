import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { auditTypes } from '../../../kernel/audit-types.ts'
import type { EventSearch } from '../../api/audit-events.ts'
import { humanise } from '../../kinds/words.ts'

/** What narrows the events down; it stands in the address. */
export const EventFilters = ({
  search,
  onChange,
}: {
  readonly search: EventSearch
  readonly onChange: (search: EventSearch) => void
}) => (
  <div className="filters">
    <div className="filters-more">
      <Device search={search} onChange={onChange} />
      <NativeSelect
        label="Kind"
        value={search.kind ?? ''}
        onChange={({ currentTarget }) =>
          onChange({ ...search, kind: currentTarget.value || undefined })
        }
        data={[
          { value: '', label: 'Any kind' },
          ...auditTypes.map((value) => ({ value, label: humanise(value) })),
        ]}
      />
      {(['from', 'until'] as const).map((name) => (
        <TextInput
          key={name}
          type="datetime-local"
          label={name === 'from' ? 'Came in from' : 'Came in until'}
          value={localOf(search[name])}
          onChange={({ currentTarget }) =>
            onChange({ ...search, [name]: momentOf(currentTarget.value) })
          }
        />
      ))}
    </div>
    {Object.values(search).some((one) => one !== undefined) ? (
      <p>
        <button type="button" className="link-button" onClick={() => onChange({})}>
          Show all
        </button>
      </p>
    ) : null}
  </div>
)

const Device = ({ search, onChange }: Parameters<typeof EventFilters>[0]) => {
  const [typed, setTyped] = useState(search.source ?? '')
  const [shown, setShown] = useState(search.source)
  // The address changed by something else than typing: a link, or "Show all".
  if (shown !== search.source) {
    setShown(search.source)
    if (typed.trim() !== (search.source ?? '')) setTyped(search.source ?? '')
  }
  const find = useDebouncedCallback(
    (source: string) => onChange({ ...search, source: source.trim() || undefined }),
    400,
  )
  return (
    <TextInput
      type="search"
      label="Device"
      data-find
      placeholder="Its whole name"
      maxLength={300}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value)
        find(currentTarget.value)
      }}
    />
  )
}

/** A moment as the field has it: the reader's clock, without a zone. */
const localOf = (moment: string | undefined): string => {
  if (moment === undefined) return ''
  const at = new Date(moment)
  if (Number.isNaN(at.getTime())) return ''
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

const momentOf = (local: string): string | undefined => {
  const at = new Date(local)
  return local === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
