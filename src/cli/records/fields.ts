import { z } from 'zod'
import type { CommandDeclaration } from '../../kernel/command.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import { parseStrictJson } from '../../kernel/strict-json.ts'
import type { Option } from '../command.ts'

/** How a field of a command's input is written on the command line. */
export interface Field {
  /** As the declaration names it: `nextDate`. */
  readonly name: string
  readonly option: Option
  readonly required: boolean
  readonly form: 'text' | 'number' | 'switch' | 'file' | 'json'
  /** Takes a list: the option may be repeated. */
  readonly list: boolean
}

interface Schema {
  readonly type?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly description?: string
  readonly format?: string
}

/** The fields of a command's input, from the same JSON Schema that its OpenAPI entry shows. */
export const fieldsOf = ({ input }: CommandDeclaration): readonly Field[] => {
  // Zod writes JSON Schema; of it we look at the members above and at nothing else.
  const schema = z.toJSONSchema(input, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
  }) as Schema
  return Object.entries(schema.properties ?? {}).map(([name, property]) =>
    fieldOf(name, property, schema.required?.includes(name) === true),
  )
}

const fieldOf = (name: string, schema: Schema, required: boolean): Field => {
  const list = schema.type === 'array'
  const one = list ? (schema.items ?? {}) : schema
  const form = formOf(one)
  const choices = choicesOf(one)
  const hint = {
    text: one.format === 'date' ? 'DAY' : 'TEXT',
    number: 'NUMBER',
    switch: 'yes|no',
    file: '@FILE',
    json: 'JSON',
  }
  const told = schema.description ?? ''
  return {
    name,
    required,
    list,
    form,
    option: {
      name: kebab(name),
      value: choices === undefined ? hint[form] : kebab(name).toUpperCase(),
      help: [required ? 'Needed.' : '', told].filter((text) => text !== '').join(' '),
      ...(choices === undefined ? {} : { choices }),
      ...(list ? { many: true } : {}),
    },
  }
}

const formOf = (schema: Schema): Field['form'] => {
  if (schema.anyOf !== undefined) {
    const forms = schema.anyOf.filter(({ type }) => type !== 'null').map(formOf)
    const [first = 'json'] = forms
    return forms.every((form) => form === first) ? first : forms.includes('text') ? 'text' : 'json'
  }
  if (schema.type === 'string' || schema.enum !== undefined) return 'text'
  if (schema.type === 'number' || schema.type === 'integer') return 'number'
  if (schema.type === 'boolean') return 'switch'
  const { hash, name, size } = schema.properties ?? {}
  return hash !== undefined && name !== undefined && size !== undefined ? 'file' : 'json'
}

const choicesOf = ({ enum: values }: Schema): readonly string[] | undefined =>
  values?.every((value) => typeof value === 'string') === true ? values.map(String) : undefined

const kebab = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const path = Symbol('a file to keep')
/** A file that is to be kept before the command can name it. No JSON looks like one. */
interface FileToKeep {
  readonly [path]: string
}

/** The file's path, where the value is one. */
export const fileToKeep = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && path in value ? String(value[path]) : undefined

/** One value of a field, as typed; refuses what its form does not allow. */
export const readValue = ({ option, form }: Field, text: string): unknown => {
  const wrong = (what: string): Refusal =>
    refuse('usage/value', `--${option.name} takes ${what}; not "${text.slice(0, 60)}".`)
  switch (form) {
    case 'text':
      return text
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : wrong('a number')
    case 'switch':
      return text === 'yes' || text === 'no' ? text === 'yes' : wrong('yes or no')
    case 'file':
      return text.startsWith('@')
        ? ({ [path]: text.slice(1) } satisfies FileToKeep)
        : wrong('a file as @PATH')
    case 'json':
      return parseStrictJson(text)
    default:
      return form satisfies never
  }
}
