import { Autocomplete, MultiSelect, NativeSelect, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { inbox } from '../../../intake/contract.ts'
import { peopleQuery, useActorName } from '../../api/people.ts'
import { common, type InputProps, textOf } from '../field-input.tsx'
import type { PersonShape } from '../shape.ts'
import { strings } from '../values.ts'

/** Fields that name people: by their account, or by what they are called. */
export const PersonInput = ({ shape, ...props }: InputProps & { readonly shape: PersonShape }) => {
  switch (shape.is) {
    case 'person':
      return <OnePerson {...props} forReports />
    case 'colleague':
      return <OnePerson {...props} forReports={false} />
    case 'persons':
      return <PersonsInput {...props} />
    case 'names':
      return <NamesInput {...props} />
    case 'name':
      return <NameInput {...props} />
    default:
      return shape satisfies never
  }
}

/** People by the name under which their facts stand in the ledger. */
const PersonsInput = (props: InputProps) => {
  const { data } = useQuery(peopleQuery)
  const nameOf = useActorName()
  const chosen = strings(props.value)
  const known = (data ?? []).map(({ id }) => `person:${id}`)
  const ids = [...known, ...chosen.filter((id) => !known.includes(id))]
  return (
    <MultiSelect
      {...common(props)}
      data={ids.map((id) => ({ value: id, label: nameOf(id) }))}
      value={[...chosen]}
      onChange={props.onChange}
      searchable
    />
  )
}

/** One colleague who can sign in, and where asked whose roles let them deal with reports. */
const OnePerson = ({ forReports, ...props }: InputProps & { readonly forReports: boolean }) => {
  const { data } = useQuery(peopleQuery)
  const nameOf = useActorName()
  const chosen = textOf(props.value)
  const able = (data ?? [])
    .filter(
      ({ status, facets }) =>
        status === 'active' && (!forReports || dealsWithReports(facets['role'])),
    )
    .map(({ id }) => `person:${id}`)
  const ids = chosen === '' || able.includes(chosen) ? able : [...able, chosen]
  return (
    <NativeSelect
      {...common(props)}
      value={chosen}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value || undefined)}
      data={[
        { value: '', label: props.field.required ? 'Choose …' : 'Nobody' },
        ...ids.map((id) => ({ value: id, label: nameOf(id) })),
      ]}
    />
  )
}

const dealsWithReports = (held: readonly string[] = []): boolean =>
  inbox.some((role) => held.includes(role))

const useNames = (): string[] => {
  const { data } = useQuery(peopleQuery)
  return [...new Set((data ?? []).map(({ title }) => title))]
}

const NamesInput = (props: InputProps) => (
  <TagsInput
    {...common(props)}
    data={useNames()}
    value={[...strings(props.value)]}
    onChange={props.onChange}
    placeholder="A name, then Enter"
    splitChars={[',', ';']}
  />
)

const NameInput = (props: InputProps) => (
  <Autocomplete
    {...common(props)}
    data={useNames()}
    value={textOf(props.value)}
    onChange={props.onChange}
  />
)
