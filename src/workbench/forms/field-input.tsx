import { Checkbox, NativeSelect, NumberInput, Radio, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { valueInWords } from '../kinds/words.ts'
import { FilesInput } from './fields/files-input.tsx'
import { LocalTimeInput } from './fields/local-time-input.tsx'
import { RecordInput, RecordsInput } from './fields/record-input.tsx'
import { GroupInput, RowsInput } from './fields/rows-input.tsx'
import { SpecialInput } from './fields/special-input.tsx'
import type { Field } from './shape.ts'
import { below, strings, type Values } from './values.ts'

export interface InputProps {
  readonly field: Field
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  /** What is wrong with this field. */
  readonly error: string | undefined
  /** What is wrong with the fields in it, by their paths from here. */
  readonly inner: Readonly<Record<string, string>>
  /** The other values of the same object. */
  readonly beside: Values
  /** Sets several values of the same object at once. */
  readonly onBeside: (values: Values) => void
}

/** The fields of one object, one below the other. */
export const FieldInputs = ({
  fields,
  values,
  problems,
  onChange,
}: {
  readonly fields: readonly Field[]
  readonly values: Values
  readonly problems: Readonly<Record<string, string>>
  readonly onChange: (values: Values) => void
}) =>
  fields
    .filter(isAsked(values, problems))
    .map((field) => (
      <FieldInput
        key={field.name}
        field={field}
        value={values[field.name]}
        beside={values}
        onBeside={(more) => onChange({ ...values, ...more })}
        error={problems[field.name]}
        inner={below(problems, field.name)}
        onChange={(value) => onChange({ ...values, [field.name]: value })}
      />
    ))

/** What is filled in, or wrong, is shown in any case: nothing is sent that nobody sees. */
const isAsked =
  (values: Values, problems: Readonly<Record<string, string>>) =>
  ({ name, onlyWhere }: Field): boolean =>
    onlyWhere === undefined ||
    (values[onlyWhere.beside] ?? false) === onlyWhere.is ||
    problems[name] !== undefined ||
    !isNothing(values[name])

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0)

/** The words that every input shows in the same way. */
export const common = ({ field, error }: Pick<InputProps, 'field' | 'error'>) => ({
  label: field.label,
  ...(field.help === '' ? {} : { description: field.help }),
  // The browser's own bubble would hide our sentence, so the mark is only shown and announced.
  withAsterisk: field.required,
  'aria-required': field.required,
  error: error ?? null,
})

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const FieldInput = (props: InputProps): ReactNode => {
  const { field, value, onChange } = props
  const { shape } = field
  const words = common(props)
  const { 'aria-required': _, ...groupWords } = words
  switch (shape.is) {
    case 'text':
      return shape.size === 'line' ? (
        <TextInput
          {...words}
          value={textOf(value)}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
          {...(shape.longest === undefined ? {} : { maxLength: shape.longest })}
        />
      ) : (
        <Textarea
          {...words}
          autosize
          minRows={shape.size === 'long' ? 5 : 3}
          maxRows={16}
          value={textOf(value)}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
          {...(shape.longest === undefined ? {} : { maxLength: shape.longest })}
        />
      )
    case 'email':
      return (
        <TextInput
          {...words}
          type="email"
          value={textOf(value)}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )
    case 'texts':
      return (
        <Textarea
          {...words}
          autosize
          minRows={2}
          maxRows={12}
          value={strings(value).join('\n')}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.value === '' ? [] : currentTarget.value.split('\n'))
          }
        />
      )
    case 'number':
      return (
        <NumberInput
          {...words}
          allowDecimal={shape.decimal === true}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
          {...(shape.lowest === undefined ? {} : { min: shape.lowest })}
          {...(shape.highest === undefined ? {} : { max: shape.highest })}
          clampBehavior="none"
        />
      )
    case 'day':
      return (
        <TextInput
          {...words}
          type="date"
          value={textOf(value)}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )
    case 'tick':
      return (
        <Checkbox
          label={field.label}
          description={field.help}
          error={words.error}
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      )
    case 'yes-no':
      return (
        <Radio.Group
          {...groupWords}
          value={value === true ? 'yes' : value === false ? 'no' : null}
          onChange={(next) => onChange(next === 'yes')}
        >
          <div className="row">
            <Radio value="yes" label="Yes" />
            <Radio value="no" label="No" />
          </div>
        </Radio.Group>
      )
    case 'choice':
      return (
        <NativeSelect
          {...words}
          value={textOf(value)}
          onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
          data={[
            ...(value === undefined || !field.required
              ? [{ value: '', label: field.required ? 'Choose …' : '–' }]
              : []),
            ...shape.values.map((one) => ({ value: one, label: valueInWords(field.name, one) })),
          ]}
        />
      )
    case 'choices':
      return (
        <Checkbox.Group
          {...groupWords}
          value={[...strings(value)]}
          onChange={(next) => onChange(next)}
        >
          <div className="tick-list">
            {shape.values.map((one) => (
              <Checkbox key={one} value={one} label={valueInWords(field.name, one)} />
            ))}
          </div>
        </Checkbox.Group>
      )
    case 'record':
      return <RecordInput {...props} collection={shape.collection} />
    case 'records':
      return <RecordsInput {...props} collection={shape.collection} />
    case 'file':
      return <FilesInput {...props} most={1} single />
    case 'files':
      return <FilesInput {...props} most={shape.most} />
    case 'group':
      return <GroupInput {...props} fields={shape.fields} />
    case 'local-time':
      return <LocalTimeInput {...props} />
    case 'rows':
      return <RowsInput {...props} fields={shape.fields} />
    default:
      return <SpecialInput {...props} shape={shape} />
  }
}
