import { Button } from '@mantine/core'
import { FieldInputs, type InputProps } from '../field-input.tsx'
import { type Field, valuesOf } from '../shape.ts'
import { below, isValues } from '../values.ts'

type Props = InputProps & { readonly fields: readonly Field[] }

/** An object within the input, framed by its name. */
export const GroupInput = ({ field, value, onChange, inner, error, fields }: Props) => (
  <fieldset className="fieldset">
    <Legend field={field} error={error} />
    <FieldInputs
      fields={fields}
      values={isValues(value) ? value : valuesOf(fields)}
      problems={inner}
      onChange={onChange}
    />
  </fieldset>
)

/** A list of objects: lines that can be added and taken away. */
export const RowsInput = ({ field, value, onChange, inner, error, fields }: Props) => {
  const rows = Array.isArray(value) ? value.filter(isValues) : []
  const put = (index: number, row: unknown) =>
    onChange(rows.map((old, place) => (place === index ? row : old)))
  return (
    <fieldset className="fieldset">
      <Legend field={field} error={error} />
      {rows.map((row, index) => (
        // Lines have no id of their own; each input in them is controlled, so the place is enough.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <fieldset key={index} className="fieldset-row" aria-label={`${field.label} ${index + 1}`}>
          <FieldInputs
            fields={fields}
            values={row}
            problems={below(inner, String(index))}
            onChange={(next) => put(index, next)}
          />
          <Button
            variant="subtle"
            size="compact-sm"
            className="fieldset-remove"
            onClick={() => onChange(rows.filter((_, place) => place !== index))}
          >
            Remove line {index + 1}
          </Button>
        </fieldset>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        className="fieldset-remove"
        onClick={() => onChange([...rows, valuesOf(fields)])}
      >
        {rows.length === 0 ? 'Add a line' : 'Add another line'}
      </Button>
    </fieldset>
  )
}

/** The name of a framed group, with its help and what is wrong with it as a whole. */
export const Legend = ({ field, error }: Pick<InputProps, 'field' | 'error'>) => (
  <>
    <legend>
      {field.label}
      {field.required ? (
        <span className="required" aria-hidden="true">
          {' '}
          *
        </span>
      ) : null}
    </legend>
    {field.help === '' ? null : <p className="small soft">{field.help}</p>}
    {error === undefined ? null : (
      <p className="small field-error" role="alert">
        {error}
      </p>
    )}
  </>
)
