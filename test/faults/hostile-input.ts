import { readFileSync } from 'node:fs'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { z } from 'zod'
import type { CommandDeclaration } from '../../src/kernel/command.ts'
import { sharedPath } from '../support/shared.ts'

/** The strings that break software, and ones that break ours: NUL, sealed forms, half escapes. */
export const naughtyStrings = (): readonly string[] => {
  const path = sharedPath('suites', 'naughty-strings', 'blns.json')
  // A list of strings by its own description.
  const list = path === undefined ? [] : (JSON.parse(readFileSync(path, 'utf8')) as string[])
  return [
    ...list,
    '\u0000',
    'before\u0000after',
    `sealed:v1:p-00000000000000000000000000000000:${'A'.repeat(60)}`,
    `sealed:w1:p-00000000000000000000000000000000:${'A'.repeat(60)}`,
    `"><script>alert('attack')</script><img src=x onerror=alert(1)>`,
    '</textarea></title></style><svg/onload=alert(1)>',
    'javascript:alert(1)',
    '{{constructor.constructor("alert(1)")()}}',
    '=cmd|" /C calc"!A0',
    '\u202egnp.exe',
    '\r\nSet-Cookie: a=b',
    '\uffff\ufffe',
    '💉'.repeat(100),
  ]
}

/** What stands in fields that take no text: a record's id by the field's name, a day. */
export interface Fitting {
  readonly ids: Readonly<Record<string, string>>
  readonly otherId: string
  readonly day: string
}

/** An input that fits the command's schema, with this text in each field that takes any text. */
export const inputWith = ({ input }: CommandDeclaration, text: string, fitting: Fitting): unknown =>
  // Zod writes JSON Schema, of which this is the part that commands use.
  instanceOf(z.toJSONSchema(input, { io: 'input' }) as Schema, '', text, fitting)

interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly format?: string
  readonly pattern?: string
  readonly maxLength?: number
  readonly minimum?: number
}

/** Optional things of a fixed form, which come with their own tests. */
const fixedForm = [
  ...['original', 'files', 'evidence', 'proof', 'linkHash', 'mail', 'cve', 'cwe', 'language'],
  ...['which', 'untilAt'],
]

const instanceOf = (schema: Schema, name: string, text: string, fitting: Fitting): unknown => {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.anyOf !== undefined) return instanceOf(schema.anyOf.at(-1) ?? {}, name, text, fitting)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(
            ([member]) => schema.required?.includes(member) === true || !fixedForm.includes(member),
          )
          .map(([member, of]) => [member, instanceOf(of, member, text, fitting)]),
      )
    case 'array':
      return [instanceOf(schema.items ?? {}, name, text, fitting)]
    case 'string':
      return stringOf(schema, name, text, fitting)
    case 'boolean':
      return true
    case 'number':
    case 'integer':
      return Math.max(schema.minimum ?? 1, 1)
    default:
      return text
  }
}

const stringOf = (
  { format, pattern, maxLength }: Schema,
  name: string,
  text: string,
  { ids, otherId, day }: Fitting,
): string => {
  if (format === 'uuid') return ids[name] ?? otherId
  if (format === 'date') return day
  if (format === 'email') return 'reporter@example.org'
  if (format === 'uri') return 'https://example.org'
  if (name === 'zone') return 'UTC'
  if (pattern === undefined) return text.slice(0, maxLength).toWellFormed()
  const fitting = [`${day}T10:00`, '0'.repeat(64), 'CVE-2026-0001']
  return fitting.find((one) => new RegExp(pattern, 'u').test(one)) ?? text
}

/**
 * What a page is made of: its elements, the attributes of each, addresses of an odd form. User text
 * that stays text adds nothing to it.
 */
export const elementsOf = (html: string): ReadonlySet<string> => {
  const found = new Set<string>()
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) {
      found.add(node.tagName)
      for (const { name } of node.attrs) found.add(`${node.tagName} ${name}`)
      for (const { name, value } of node.attrs)
        if (['href', 'src', 'action'].includes(name) && !/^(\/|#|https?:|mailto:)/.test(value))
          found.add(`address ${value.slice(0, 40)}`)
    }
    if ('childNodes' in node) for (const child of node.childNodes) walk(child)
  }
  walk(parse(html))
  return found
}
