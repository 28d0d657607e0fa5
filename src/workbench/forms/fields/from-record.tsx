import { NativeSelect, TextInput } from '@mantine/core'
import { common, type InputProps, textOf } from '../field-input.tsx'

/** A choice that comes from the record at hand, or a word on why there is none. */
export const FromRecord = (
  props: InputProps & {
    readonly options: readonly (readonly [value: string, label: string])[]
    readonly none: string
  },
) =>
  props.options.length === 0 ? (
    <TextInput {...common(props)} disabled description={props.none} />
  ) : (
    <NativeSelect
      {...common(props)}
      value={textOf(props.value)}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value || undefined)}
      data={[
        { value: '', label: 'Choose …' },
        ...props.options.map(([value, label]) => ({ value, label })),
      ]}
    />
  )
