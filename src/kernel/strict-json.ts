import type { Json } from './canonical-json.ts'
import { limits } from './limits.ts'
import { isRefusal, type Refusal, RefusalError, refuse } from './result.ts'

export interface JsonBounds {
  /** Longest text, in bytes of UTF-8. */
  readonly bytes: number
  /** Deepest nesting of arrays and objects: `[]` is 1, `[[]]` is 2. */
  readonly depth: number
  /** Most values, counting each array and object as one. */
  readonly nodes: number
}

/**
 * Reads JSON (RFC 8259) and refuses what two readers could understand differently: duplicate
 * members, lone surrogates, numbers beyond a double, anything after the value (I-JSON, RFC 7493
 * sections 2.1 to 2.3). `__proto__` is a member like any other. Every accepted value has a
 * canonical form (RFC 8785).
 *
 * Refuses with `json/too-large`, `json/too-deep`, `json/too-many-values`, `json/syntax`,
 * `json/trailing-text`, `json/duplicate-member`, `json/lone-surrogate`, `json/number-out-of-range`
 * or `json/reserved-member`; `details.position` counts UTF-16 units from 0. Takes linear time.
 */
export const parseStrictJson = (text: string, bounds: JsonBounds = limits.json): Json | Refusal => {
  if (bounds.depth > limits.json.deepest)
    throw new Error('parseStrictJson recurses: a bound on depth must not exceed json.deepest.')
  const unfit = checkText(text, bounds.bytes)
  if (unfit !== undefined) return unfit
  const cursor: Cursor = { text, at: 0, nodesLeft: bounds.nodes, bounds }
  try {
    skipSpace(cursor)
    const value = readValue(cursor, 1)
    skipSpace(cursor)
    if (cursor.at < text.length)
      return refuse('json/trailing-text', 'Remove what follows the JSON value.', {
        position: cursor.at,
      })
    // A body that says `"refused": true` of itself could not be told from our own refusal.
    if (isRefusal(value))
      return refuse('json/reserved-member', 'Rename the top-level member "refused".', {
        position: 0,
      })
    return value
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal
    throw error
  }
}

/** As `parseStrictJson`, from bytes; `json/not-utf-8` when they are not UTF-8. A BOM is refused. */
export const parseStrictJsonBytes = (
  bytes: Uint8Array,
  bounds: JsonBounds = limits.json,
): Json | Refusal => {
  if (bytes.length > bounds.bytes) return tooLarge(bounds.bytes)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError)
      return refuse('json/not-utf-8', 'Send the JSON encoded in UTF-8.')
    throw error
  }
  return parseStrictJson(text, bounds)
}

interface Cursor {
  readonly text: string
  readonly bounds: JsonBounds
  at: number
  nodesLeft: number
}

const checkText = (text: string, bytes: number): Refusal | undefined => {
  // UTF-8 takes one to three bytes for each UTF-16 unit: most texts need no counting.
  if (text.length > bytes) return tooLarge(bytes)
  if (!text.isWellFormed())
    return refuse('json/lone-surrogate', 'The text has half of a surrogate pair.', {
      position: loneSurrogate(text),
    })
  if (text.length * 3 > bytes && new TextEncoder().encode(text).length > bytes)
    return tooLarge(bytes)
  return undefined
}

const tooLarge = (bytes: number): Refusal =>
  refuse('json/too-large', `Send at most ${bytes} bytes of JSON.`, { limit: bytes, position: 0 })

const loneSurrogate = (text: string): number => {
  for (let at = 0; at < text.length; at++) {
    const point = text.codePointAt(at) ?? 0
    if (point >= 0xd800 && point <= 0xdfff) return at
    if (point > 0xffff) at++
  }
  return -1
}

const readValue = (cursor: Cursor, depth: number): Json => {
  if (--cursor.nodesLeft < 0)
    return fail(cursor, 'json/too-many-values', `Send at most ${cursor.bounds.nodes} values.`)
  switch (cursor.text.charCodeAt(cursor.at)) {
    case 0x7b:
      return readObject(cursor, depth)
    case 0x5b:
      return readArray(cursor, depth)
    case 0x22:
      return readString(cursor)
    case 0x74:
      return readWord(cursor, 'true', true)
    case 0x66:
      return readWord(cursor, 'false', false)
    case 0x6e:
      return readWord(cursor, 'null', null)
    default:
      return readNumber(cursor)
  }
}

const readObject = (cursor: Cursor, depth: number): Json => {
  enter(cursor, depth)
  const object: Record<string, Json> = {}
  if (takes(cursor, 0x7d)) return object
  do {
    skipSpace(cursor)
    const start = cursor.at
    if (cursor.text.charCodeAt(start) !== 0x22) return unexpected(cursor)
    const name = readString(cursor)
    if (Object.hasOwn(object, name))
      return fail(cursor, 'json/duplicate-member', 'Send each member of an object once.', start)
    if (!takes(cursor, 0x3a)) return unexpected(cursor)
    skipSpace(cursor)
    const value = readValue(cursor, depth + 1)
    // Plain assignment to `__proto__` would change the object's prototype.
    if (name === '__proto__')
      Object.defineProperty(object, name, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      })
    else object[name] = value
  } while (takes(cursor, 0x2c))
  if (!takes(cursor, 0x7d)) return unexpected(cursor)
  return object
}

const readArray = (cursor: Cursor, depth: number): Json => {
  enter(cursor, depth)
  const items: Json[] = []
  if (takes(cursor, 0x5d)) return items
  do {
    skipSpace(cursor)
    items.push(readValue(cursor, depth + 1))
  } while (takes(cursor, 0x2c))
  if (!takes(cursor, 0x5d)) return unexpected(cursor)
  return items
}

const enter = (cursor: Cursor, depth: number): void => {
  if (depth > cursor.bounds.depth)
    fail(cursor, 'json/too-deep', `Nest at most ${cursor.bounds.depth} levels.`)
  cursor.at++
}

/** White space, then the character, which is taken if it is there. */
const takes = (cursor: Cursor, character: number): boolean => {
  skipSpace(cursor)
  if (cursor.text.charCodeAt(cursor.at) !== character) return false
  cursor.at++
  return true
}

const skipSpace = (cursor: Cursor): void => {
  for (;;) {
    const character = cursor.text.charCodeAt(cursor.at)
    if (character !== 0x20 && character !== 0x0a && character !== 0x0d && character !== 0x09) return
    cursor.at++
  }
}

const readWord = <T extends Json>(cursor: Cursor, word: string, value: T): T => {
  if (!cursor.text.startsWith(word, cursor.at)) return unexpected(cursor)
  cursor.at += word.length
  return value
}

const readString = (cursor: Cursor): string => {
  const { text } = cursor
  const start = cursor.at
  let escaped = false
  let at = start + 1
  for (; ; at++) {
    const character = text.charCodeAt(at)
    if (character === 0x22) break
    if (character === 0x5c) {
      escaped = true
      at = endOfEscape(cursor, at)
    } else if (character < 0x20 || at >= text.length) {
      return unexpected(cursor, at)
    }
  }
  cursor.at = at + 1
  if (!escaped) return text.slice(start + 1, at)
  // The grammar has been checked above, so this decodes the escapes and cannot throw.
  const decoded: unknown = JSON.parse(text.slice(start, at + 1))
  if (typeof decoded !== 'string') throw new Error('A JSON string was not decoded to a string.')
  if (!decoded.isWellFormed())
    return fail(cursor, 'json/lone-surrogate', 'A string has half of a surrogate pair.', start)
  return decoded
}

/** Index of the last character of the escape that starts at `at`. */
const endOfEscape = (cursor: Cursor, at: number): number => {
  const kind = cursor.text.charAt(at + 1)
  if (kind !== '' && '"\\/bfnrt'.includes(kind)) return at + 1
  if (kind !== 'u') return unexpected(cursor, at)
  for (let digit = at + 2; digit < at + 6; digit++)
    if (!isHexDigit(cursor.text.charCodeAt(digit))) return unexpected(cursor, at)
  return at + 5
}

const isHexDigit = (character: number): boolean =>
  isDigit(character) ||
  (character >= 0x41 && character <= 0x46) ||
  (character >= 0x61 && character <= 0x66)

const isDigit = (character: number): boolean => character >= 0x30 && character <= 0x39

const readNumber = (cursor: Cursor): number => {
  const { text } = cursor
  const start = cursor.at
  if (text.charCodeAt(cursor.at) === 0x2d) cursor.at++
  if (text.charCodeAt(cursor.at) === 0x30) cursor.at++
  else takeDigits(cursor)
  if (text.charCodeAt(cursor.at) === 0x2e) {
    cursor.at++
    takeDigits(cursor)
  }
  if (text.charCodeAt(cursor.at) === 0x65 || text.charCodeAt(cursor.at) === 0x45) {
    cursor.at++
    const sign = text.charCodeAt(cursor.at)
    if (sign === 0x2b || sign === 0x2d) cursor.at++
    takeDigits(cursor)
  }
  const number = Number(text.slice(start, cursor.at))
  if (!Number.isFinite(number))
    return fail(cursor, 'json/number-out-of-range', 'Send numbers that fit a double.', start)
  return number
}

const takeDigits = (cursor: Cursor): void => {
  if (!isDigit(cursor.text.charCodeAt(cursor.at))) unexpected(cursor)
  while (isDigit(cursor.text.charCodeAt(cursor.at))) cursor.at++
}

const unexpected = (cursor: Cursor, at = cursor.at): never =>
  at >= cursor.text.length
    ? fail(cursor, 'json/syntax', 'The JSON ends too early: send all of it.', at)
    : fail(cursor, 'json/syntax', 'This is not JSON: mend it at the position given.', at)

// Throwing keeps the readers above free of a check after every call; parseStrictJson catches it.
const fail = (cursor: Cursor, code: string, message: string, position = cursor.at): never => {
  throw new RefusalError(refuse(code, message, { position }))
}
