import type { z } from 'zod'
import type { Field, Shape } from './shape.ts'

export type Values = Readonly<Record<string, unknown>>

export const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is sent for what stands in the form: untouched optional fields stay away. */
export const inputOf = (fields: readonly Field[], values: Values): Values =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = sent(field.shape, values[field.name], field.required)
      return value === undefined ? [] : [[field.name, value]]
    }),
  )

const sent = (shape: Shape, value: unknown, required: boolean): unknown => {
  switch (shape.is) {
    case 'group': {
      if (!isValues(value)) return undefined
      const input = inputOf(shape.fields, value)
      return !required && isBlank(input) ? undefined : input
    }
    case 'local-time':
      // The zone stands there from the beginning: without a time it says nothing.
      return !isValues(value) || (!required && isBlank(value['at'])) ? undefined : value
    case 'rows':
      return Array.isArray(value)
        ? value.filter(isValues).map((row) => inputOf(shape.fields, row))
        : []
    case 'texts':
      return strings(value)
        .map((text) => text.trim())
        .filter((text) => text !== '')
    case 'number':
      return typeof value === 'number' ? value : undefined
    case 'tick':
      return value === true
    default:
      return value === '' && !required ? undefined : (value ?? undefined)
  }
}

export const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0) ||
  (isValues(value) && Object.values(value).every(isBlank))

/** Only the texts of what should be a list of texts. */
export const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []

/** What the declaration says against an input, by path: `rows.0.revision`. */
export const complaints = (
  schema: z.ZodType,
  input: unknown,
): Readonly<Record<string, string>> | undefined => {
  const parsed = schema.safeParse(input)
  if (parsed.success) return undefined
  const found: Record<string, string> = {}
  for (const { path, message, code } of parsed.error.issues) {
    const place = path.map(String).join('.')
    const missing = code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_union'
    found[place] ??= missing && valueAt(input, path) === undefined ? 'This is needed.' : message
  }
  return found
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null
        ? Object.entries(inner).find(([name]) => name === String(step))?.[1]
        : undefined,
    value,
  )

/** Problems of the fields below one, with their paths from there on. */
export const below = (
  problems: Readonly<Record<string, string>>,
  name: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(problems).flatMap(([path, message]) =>
      path.startsWith(`${name}.`) ? [[path.slice(name.length + 1), message]] : [],
    ),
  )
