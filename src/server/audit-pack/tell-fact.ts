import type { Json } from '../../kernel/canonical-json.ts'
import type { RecordedEvent } from '../../ledger/index.ts'
import type { NamedRecord } from '../../review/index.ts'
import { maskDeep } from '../vault/sealed-json.ts'
import type { PageFact } from './page/content.ts'

const longest = 600

/** A fact in a line of plain words for the page. Sealed texts read "(sealed)". */
export const tellFact = (
  { leafIndex, event }: { readonly leafIndex: number; readonly event: RecordedEvent },
  line: number,
  record: NamedRecord | undefined,
  names: ReadonlyMap<string, string>,
): PageFact => ({
  line,
  leafIndex,
  at: event.at,
  record: record?.humanId ?? '',
  what: wordsOf(event.type),
  who: whoIs(event, names),
  // Masking keeps plain JSON plain JSON.
  said: shorten(tell(maskDeep(event.payload) as Json, 0)),
  signature:
    event.signature === null
      ? null
      : { name: event.signature.name, meaning: event.signature.meaning },
})

/** `case.disposition-approved` → `Case: disposition approved`. */
const wordsOf = (type: string): string => {
  const dot = type.indexOf('.')
  const words = (text: string) => text.replaceAll('-', ' ')
  const kind = words(type.slice(0, dot))
  return `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}: ${words(type.slice(dot + 1))}`
}

const whoIs = ({ actor }: RecordedEvent, names: ReadonlyMap<string, string>): string => {
  const colon = actor.indexOf(':')
  const [how, id] = [actor.slice(0, colon), actor.slice(colon + 1)]
  if (how === 'person') return names.get(id) ?? actor
  if (how === 'system') return `the server (${id})`
  if (how === 'outsider') return `an outsider (${id})`
  return actor
}

const deepest = 4
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7/

const tell = (value: Json, depth: number): string => {
  if (value === null || value === '' || depth > deepest) return ''
  if (typeof value === 'string') return uuid.test(value) ? '' : value.replaceAll(/\s+/g, ' ')
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value))
    return value
      .slice(0, 20)
      .map((item: Json) => tell(item, depth + 1))
      .filter((text) => text !== '')
      .join(', ')
  return Object.entries(value)
    .flatMap(([name, item]) => {
      const text = tell(item, depth + 1)
      return text === '' ? [] : [`${spaced(name)}: ${text}`]
    })
    .join('; ')
}

const spaced = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const shorten = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest).toWellFormed()}…`
