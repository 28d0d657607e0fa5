import { limits } from './limits.ts'

/** A JSON value (RFC 8259), read-only. Numbers are IEEE 754 doubles, as in I-JSON (RFC 7493). */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [member: string]: Json }

/**
 * The one text of a JSON value (RFC 8785, JCS): no white space, members sorted by UTF-16 code
 * units, numbers and strings as ECMAScript writes them. What is hashed and signed is this text.
 *
 * Throws, because a caller that got here has a broken invariant: on a lone surrogate, a number that
 * is not finite, `undefined`, anything that is not plain JSON (a Date, a Map, a bigint), a hole in
 * an array, or nesting beyond `limits.json.deepest` (a cycle ends there too).
 */
export const canonicalJson = (value: Json): string => write(value, 0)

const write = (value: unknown, depth: number): string => {
  switch (typeof value) {
    case 'string':
      return writeString(value)
    case 'number':
      return writeNumber(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      if (depth >= limits.json.deepest)
        throw new Error('Canonical JSON: nested too deep, or a cycle.')
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1)
    default:
      throw new Error(`Canonical JSON: ${typeof value} is not a JSON value.`)
  }
}

// RFC 8785 section 3.2.2.2. JSON.stringify escapes exactly what JCS escapes, but writes a lone
// surrogate as \uD800 where JCS must stop, so that is checked first.
const writeString = (text: string): string => {
  if (!text.isWellFormed()) throw new Error('Canonical JSON: a string has a lone surrogate.')
  return JSON.stringify(text)
}

// RFC 8785 section 3.2.2.3: ECMAScript's Number::toString, in which -0 is "0".
const writeNumber = (number: number): string => {
  if (!Number.isFinite(number)) throw new Error(`Canonical JSON: ${number} is not a JSON number.`)
  return String(number)
}

const writeArray = (items: readonly unknown[], depth: number): string => {
  let text = '['
  for (let index = 0; index < items.length; index++)
    text += (index === 0 ? '' : ',') + write(items[index], depth)
  return `${text}]`
}

const writeObject = (object: object, depth: number): string => {
  const prototype: unknown = Object.getPrototypeOf(object)
  if (prototype !== null && !isPlainPrototype(prototype))
    throw new Error('Canonical JSON: only plain objects have a JSON form.')
  // RFC 8785 section 3.2.3: the default sort compares UTF-16 code units.
  const members = Object.entries(object).sort(byName)
  let text = '{'
  for (const [name, value] of members)
    text += `${text.length === 1 ? '' : ','}${writeString(name)}:${write(value, depth)}`
  return `${text}}`
}

const byName = (one: readonly [string, unknown], other: readonly [string, unknown]): number =>
  one[0] < other[0] ? -1 : one[0] > other[0] ? 1 : 0

// A plain object of another realm (a worker's message, a test's sandbox) has that realm's
// Object.prototype, so the test is "the end of the chain" and not identity.
const isPlainPrototype = (prototype: unknown): boolean =>
  typeof prototype === 'object' &&
  prototype !== null &&
  Object.getPrototypeOf(prototype) === null &&
  Object.hasOwn(prototype, 'hasOwnProperty')

const encoder = new TextEncoder()

/** The text in UTF-8. Throws on a lone surrogate, which would silently become U+FFFD. */
export const utf8 = (text: string): Uint8Array => {
  if (!text.isWellFormed()) throw new Error('UTF-8: a string has a lone surrogate.')
  return encoder.encode(text)
}
