/** Reads syslog messages (RFC 5424), strictly by its grammar (section 6). */
import { type Refusal, refuse } from '../kernel/result.ts'
import type { Instant } from '../kernel/time.ts'
import { type AuditSeverity, auditSeverities, momentOf } from './audit-event.ts'

export interface SyslogMessage {
  /** 0 to 23 (section 6.2.1). */
  readonly facility: number
  readonly severity: AuditSeverity
  /** Undefined where the sender knows no time (NILVALUE), as the texts below. */
  readonly at?: Instant
  readonly host?: string
  readonly app?: string
  readonly process?: string
  readonly messageId?: string
  readonly data: readonly SyslogElement[]
  /** Without its byte order mark. */
  readonly message: string
  /** Of a message before RFC 5424, with its time as it stands; empty where it has none. */
  readonly legacy?: { readonly stated: string }
}

export interface SyslogElement {
  readonly id: string
  readonly parameters: readonly { readonly name: string; readonly value: string }[]
}

/** Elements and parameters of one message; the grammar sets no bound. */
const most = 200

/**
 * A message as text or bytes. Bytes that are not UTF-8 are read as Latin-1: a message may be in any
 * encoding (section 6.4, MSG-ANY), and its header is ASCII. Refuses with `syslog/unreadable`.
 */
export const readSyslog = (input: string | Uint8Array): SyslogMessage | Refusal => {
  const text = typeof input === 'string' ? input : textOfSyslog(input)
  const cursor: Cursor = { text, at: 0 }
  try {
    return readMessage(cursor)
  } catch (cause) {
    if (cause instanceof NotSyslog)
      return refuse(
        'syslog/unreadable',
        `This is no syslog message of RFC 5424: ${cause.message} at position ${cursor.at}. Set the sender to that format.`,
        { position: cursor.at },
      )
    throw cause
  }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const latin = new TextDecoder('latin1')

/** Latin-1 where it is no UTF-8. */
export const textOfSyslog = (bytes: Uint8Array): string => {
  try {
    return strict.decode(bytes)
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    return latin.decode(bytes)
  }
}

interface Cursor {
  readonly text: string
  at: number
}

/** Keeps the readers below free of a check after every call; `readSyslog` catches it. */
class NotSyslog extends Error {}

const readMessage = (cursor: Cursor): SyslogMessage => {
  const priority = readPriority(cursor)
  if (word(cursor, 3) !== '1') throw new NotSyslog('its version is not 1')
  const at = readTime(cursor)
  const host = field(cursor, 255)
  const app = field(cursor, 48)
  const process = field(cursor, 128)
  const messageId = field(cursor, 32)
  const data = readData(cursor)
  const message = readText(cursor)
  return {
    facility: priority >> 3,
    severity: auditSeverities[priority & 7] ?? 'debug',
    ...(at === undefined ? {} : { at }),
    ...(host === undefined ? {} : { host }),
    ...(app === undefined ? {} : { app }),
    ...(process === undefined ? {} : { process }),
    ...(messageId === undefined ? {} : { messageId }),
    data,
    message,
  }
}

/** PRI, section 6.2.1: 0 to 191, without leading zeros. */
const readPriority = (cursor: Cursor): number => {
  const found = /^<(0|[1-9]\d{0,2})>/.exec(cursor.text.slice(0, 5))
  const priority = Number(found?.[1] ?? Number.NaN)
  if (!(priority <= 191)) throw new NotSyslog('it does not begin with a priority')
  cursor.at = found?.[0].length ?? 0
  return priority
}

/** Printable ASCII up to the next space, which is taken (sections 6.2.2 to 6.2.7). */
const word = (cursor: Cursor, longest: number): string => {
  const { text, at } = cursor
  const end = text.indexOf(' ', at)
  if (end < 0) throw new NotSyslog('its header ends too early')
  if (end === at || end - at > longest) throw new NotSyslog('a part of its header is empty or long')
  for (let one = at; one < end; one++) {
    const character = text.charCodeAt(one)
    if (character < 33 || character > 126) throw new NotSyslog('its header is not printable ASCII')
  }
  cursor.at = end + 1
  return text.slice(at, end)
}

const field = (cursor: Cursor, longest: number): string | undefined => {
  const text = word(cursor, longest)
  return text === '-' ? undefined : text
}

/** Section 6.2.3: RFC 3339 with a capital T and Z, at most six digits of a second, no leap second. */
const readTime = (cursor: Cursor): Instant | undefined => {
  const text = word(cursor, 32)
  if (text === '-') return undefined
  const at = /\.\d{7,}/.test(text) ? undefined : momentOf(text)
  if (at === undefined) throw new NotSyslog('its time is not written as RFC 3339')
  return at
}

/** Section 6.3. */
const readData = (cursor: Cursor): readonly SyslogElement[] => {
  if (cursor.text[cursor.at] === '-') {
    cursor.at++
    return []
  }
  const elements: SyslogElement[] = []
  const known = new Set<string>()
  while (cursor.text[cursor.at] === '[') {
    const element = readElement(cursor)
    if (known.has(element.id)) throw new NotSyslog('it has two elements of one name')
    known.add(element.id)
    elements.push(element)
    if (elements.length > most) throw new NotSyslog('it has too many elements')
  }
  if (elements.length === 0) throw new NotSyslog('it has neither structured data nor a dash')
  return elements
}

const readElement = (cursor: Cursor): SyslogElement => {
  cursor.at++
  const id = readName(cursor)
  const parameters: { name: string; value: string }[] = []
  while (cursor.text[cursor.at] === ' ') {
    cursor.at++
    const name = readName(cursor)
    take(cursor, '=')
    parameters.push({ name, value: readValue(cursor) })
    if (parameters.length > most) throw new NotSyslog('an element has too many parameters')
  }
  take(cursor, ']')
  return { id, parameters }
}

const nameForm = /[!#-<>-\\^-~]{1,33}/y

const readName = (cursor: Cursor): string => {
  nameForm.lastIndex = cursor.at
  const [name] = nameForm.exec(cursor.text) ?? []
  if (name === undefined || name.length > 32)
    throw new NotSyslog('a name in its structured data is empty or long')
  cursor.at += name.length
  return name
}

/** Section 6.3.3: a quote, a backslash and a closing bracket stand behind a backslash. */
const readValue = (cursor: Cursor): string => {
  take(cursor, '"')
  const { text } = cursor
  let value = ''
  let from = cursor.at
  for (let at = from; ; at++) {
    const character = text[at]
    if (character === undefined || character === ']') {
      cursor.at = at
      throw new NotSyslog('a value in its structured data does not end')
    }
    if (character === '"') {
      cursor.at = at + 1
      return value + text.slice(from, at)
    }
    if (character !== '\\') continue
    const next = text[at + 1]
    if (next === '"' || next === '\\' || next === ']') {
      value += text.slice(from, at)
      from = at + 1
      at++
    }
  }
}

const take = (cursor: Cursor, character: string): void => {
  if (cursor.text[cursor.at] !== character) throw new NotSyslog(`it lacks a "${character}"`)
  cursor.at++
}

/** Section 6.4. */
const readText = (cursor: Cursor): string => {
  if (cursor.at === cursor.text.length) return ''
  take(cursor, ' ')
  const text = cursor.text.slice(cursor.at)
  return text.startsWith('\uFEFF') ? text.slice(1) : text.startsWith('ï»¿') ? text.slice(3) : text
}
