import { MultiSelect, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { limits } from '../../../kernel/limits.ts'
import { trackersQuery } from '../../api/case-talk.ts'
import { peopleQuery } from '../../api/people.ts'
import { recordQuery } from '../../api/records.ts'
import { hasRole, useSignedIn } from '../../api/session.ts'
import { common, type InputProps, textOf } from '../field-input.tsx'
import type { SpecialShape } from '../shape.ts'
import { strings } from '../values.ts'

/** What a case asks of others by: a tracker, the owners of a product, colleagues. */
export const OthersInput = ({
  shape,
  ...props
}: InputProps & {
  readonly shape: Extract<SpecialShape, { is: 'tracker' | 'revisions' | 'on-behalf' | 'talk' }>
}) => {
  switch (shape.is) {
    case 'tracker':
      return <TrackerInput {...props} />
    case 'revisions':
      return <RevisionsInput {...props} />
    case 'on-behalf':
      return <OnBehalfInput {...props} />
    case 'talk':
      return <TalkInput {...props} />
    default:
      return shape satisfies never
  }
}

/** The trackers that are connected; the name is written where the server does not say them. */
const TrackerInput = (props: InputProps) => {
  const { data } = useQuery(trackersQuery)
  const { value, onChange } = props
  const known = (data ?? []).map(({ name, title }) => ({
    value: name,
    label: `${name}: ${title}`,
  }))
  const chosen = textOf(value)
  return data === undefined ? (
    <TextInput
      {...common(props)}
      value={chosen}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  ) : (
    <NativeSelect
      {...common(props)}
      description={
        known.length === 0
          ? 'No tracker is connected: the task lives in the case.'
          : 'The task becomes an issue there. Without one it lives in the case.'
      }
      value={chosen}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={[
        { value: '', label: 'None: in the case alone' },
        ...known,
        ...(chosen === '' || known.some((one) => one.value === chosen)
          ? []
          : [{ value: chosen, label: chosen }]),
      ]}
    />
  )
}

const withRevisions = z.object({ revisions: z.array(z.object({ revision: z.string() })) })

/** Revisions of the product that is named beside them. */
const RevisionsInput = (props: InputProps) => {
  const product = textOf(props.beside['product'])
  const { data } = useQuery({ ...recordQuery('products', product), enabled: product !== '' })
  const known = withRevisions.safeParse(data?.state).data?.revisions ?? []
  const chosen = strings(props.value)
  return (
    <MultiSelect
      {...common(props)}
      data={[...new Set([...known.map(({ revision }) => revision), ...chosen])]}
      value={[...chosen]}
      onChange={props.onChange}
      searchable
    />
  )
}

/** Asked of administrators alone: nobody else may answer for the owners. */
const OnBehalfInput = (props: InputProps) => {
  const session = useSignedIn()
  return hasRole(session, ['administrator']) ? (
    <Textarea
      {...common(props)}
      autosize
      minRows={2}
      maxRows={8}
      value={textOf(props.value)}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
      maxLength={limits.text.paragraph}
    />
  ) : null
}

/** What is said, with the colleagues at hand whom an @ tells of it: nobody knows all sign-in names. */
const TalkInput = (props: InputProps) => {
  const { value, onChange } = props
  const { person } = useSignedIn()
  const { data = [] } = useQuery(peopleQuery)
  const text = textOf(value)
  const colleagues = data.flatMap(({ id, title, status, facets }) =>
    status === 'active' && id !== person
      ? (facets['login'] ?? []).map((login) => ({ value: login, label: `${title} (@${login})` }))
      : [],
  )
  return (
    <div className="stack-tight">
      <Textarea
        {...common(props)}
        autosize
        minRows={5}
        maxRows={16}
        value={text}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        maxLength={limits.text.long}
      />
      {colleagues.length === 0 ? null : (
        <NativeSelect
          label="Tell a colleague of it"
          value=""
          onChange={({ currentTarget }) => {
            if (currentTarget.value !== '') onChange(withMention(text, currentTarget.value))
          }}
          data={[{ value: '', label: 'Choose …' }, ...colleagues]}
        />
      )}
    </div>
  )
}

const withMention = (text: string, login: string): string =>
  `${text}${text === '' || /\s$/.test(text) ? '' : ' '}@${login} `
