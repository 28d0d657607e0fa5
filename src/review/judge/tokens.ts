import type { ClassName } from '../../catalogue/detection-schema.ts'

/** One word or particular of a text. `word` is lower case; `start` and `end` are offsets into it. */
export interface Token {
  readonly word: string
  readonly start: number
  readonly end: number
  readonly class?: ClassName
}

const longestToken = 400
const units = new Set(
  'second seconds minute minutes hour hours hrs day days week weeks month months year years'.split(
    ' ',
  ),
)
const unitQualifiers = new Set(['business', 'working', 'calendar', 'full'])
const numberWords = new Set(
  'one two three four five six seven eight nine ten twelve fourteen fifteen thirty sixty ninety'.split(
    ' ',
  ),
)

const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 0xc0 && !isSign(code))
/** Above Latin: quotation marks, dashes, bullets, arrows, boxes; private use has the bullets of PDF. */
const isSign = (code: number): boolean =>
  (code >= 0x2000 && code <= 0x2bff) ||
  (code >= 0x3000 && code <= 0x303f) ||
  (code >= 0xe000 && code <= 0xf8ff) ||
  code === 0xd7 ||
  code === 0xf7 ||
  code >= 0xfff0
/** Soft hyphens and characters of no width stand inside words and are no part of them. */
const isInvisible = (code: number): boolean =>
  code === 0xad ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x2069) ||
  code === 0xfeff
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isWord = (code: number): boolean => isLetter(code) || isDigit(code) || code === 95
const isSpace = (code: number): boolean => code <= 32 || code === 160
const closers = new Set([...')]}>"\'`|,;'].map((c) => c.charCodeAt(0)))

/**
 * The tokens of a text in one pass: words, and particulars (an address, a version, a setting …) as
 * single tokens of a class. A hyphen parts words; an apostrophe does not. Linear in the text.
 */
export const tokenize = (text: string): Token[] => {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    const special =
      code === 0x7b || code === 0x24 || code === 0x5b || code === 0x3c
        ? placeholderEnd(text, at)
        : code === 0x2d && text.charCodeAt(at + 1) === 0x2d && isLetter(text.charCodeAt(at + 2))
          ? optionEnd(text, at)
          : 0
    if (special > 0) {
      const kind: ClassName = code === 0x2d ? 'setting' : 'placeholder'
      tokens.push({
        word: text.slice(at, special).toLowerCase(),
        start: at,
        end: special,
        class: kind,
      })
      at = special
    } else if (isWord(code)) at = wordAt(text, at, tokens)
    else at++
  }
  return tokens
}

/** `{{name}}`, `${name}`, `$Name`, `[insert …]`, `<your …>`: the offset after it, or 0. */
const placeholderEnd = (text: string, at: number): number => {
  const rest = text.slice(at, at + 60)
  if (rest.startsWith('{{') || rest.startsWith('${')) {
    const close = rest.indexOf('}', 2)
    return close < 0 ? 0 : at + close + (rest[close + 1] === '}' ? 2 : 1)
  }
  if (rest[0] === '$') {
    const first = rest.charCodeAt(1)
    if (!(first >= 65 && first <= 90)) return 0
    let end = 2
    while (end < rest.length && isWord(rest.charCodeAt(end))) end++
    return end >= 4 ? at + end : 0
  }
  if (rest[0] === '[' || rest[0] === '<') {
    const close = rest.indexOf(rest[0] === '[' ? ']' : '>')
    if (close < 3) return 0
    const inside = rest.slice(1, close).toLowerCase().trim()
    return blanks.some((blank) => inside.startsWith(blank)) ? at + close + 1 : 0
  }
  return 0
}
const blanks = [
  'insert',
  'your ',
  'company',
  'organization',
  'organisation',
  'product name',
  'to be ',
  'tbd',
  'tba',
  'name of',
  'enter ',
  'fill in',
  'date]',
  'email address',
  'manufacturer name',
  'project name',
  'security contact',
  'describe ',
  'specify ',
  'add ',
]

const optionEnd = (text: string, at: number): number => {
  let end = at + 2
  while (end < text.length && (isWord(text.charCodeAt(end)) || text[end] === '-')) end++
  return end
}

const wordAt = (text: string, start: number, tokens: Token[]): number => {
  const limit = Math.min(text.length, start + longestToken)
  if (text.startsWith('http://', start) || text.startsWith('https://', start)) {
    let end = start
    while (end < limit && !isSpace(text.charCodeAt(end)) && !closers.has(text.charCodeAt(end)))
      end++
    while (end > start && (text[end - 1] === '.' || text[end - 1] === ':')) end--
    tokens.push({ word: text.slice(start, end).toLowerCase(), start, end, class: 'url' })
    return end
  }
  let end = start
  let at = -1
  let dotted = false
  let underscore = false
  let hidden = false
  while (end < limit) {
    const code = text.charCodeAt(end)
    if (isWord(code)) underscore ||= code === 95
    else if (isInvisible(code)) hidden = true
    else if (!(isWord(text.charCodeAt(end + 1)) && joins(text, start, end, code))) break
    else if (code === 46) dotted = true
    else if (code === 64) at = end
    end++
  }
  const whole = text.slice(start, end)
  const word = plain(hidden ? whole.replace(invisible, '') : whole)
  const kind = classOf(text, start, end, word, { at, dotted, underscore }, tokens.at(-1))
  tokens.push({ word, start, end, ...(kind === undefined ? {} : { class: kind }) })
  const last = tokens.at(-1)
  if (last !== undefined && units.has(word)) markDuration(tokens)
  return end
}

/** Lower case; a ligature or a wide letter as the letters it stands for. */
const plain = (word: string): string => {
  for (let index = 0; index < word.length; index++)
    if (word.charCodeAt(index) > 127)
      return word.normalize('NFKC').toLowerCase().replaceAll('’', "'")
  return word.toLowerCase()
}

/** Characters that stay inside a token when a word character follows. */
const joins = (text: string, start: number, index: number, code: number): boolean => {
  if (code === 39 || code === 0x2019) return isLetter(text.charCodeAt(index + 1))
  if (code === 46 || code === 64) return true
  // CVE-2024-1234, 2024-05-01 and me@my-host.org stay whole; any other hyphen parts words.
  return (
    code === 45 &&
    (isDate(text, start) ||
      text.slice(start, start + 4).toLowerCase() === 'cve-' ||
      text.slice(start, index).includes('@'))
  )
}
const isDate = (text: string, start: number): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text.slice(start, start + 10))

interface Shape {
  readonly at: number
  readonly dotted: boolean
  readonly underscore: boolean
}

const classOf = (
  text: string,
  start: number,
  end: number,
  word: string,
  shape: Shape,
  before: Token | undefined,
): ClassName | undefined => {
  if (shape.at > 0) return word.indexOf('.', shape.at - start) > 0 ? 'email' : undefined
  if (word.startsWith('cve-')) return 'cve'
  if (word === 'tbd' || word === 'tba' || word === 'xxxx' || word === 'todo') return 'placeholder'
  const digits = isDigit(word.charCodeAt(0))
  if (digits && allDigits(word)) {
    if (text[end] === '%') return 'percent'
    const number = word.length <= 5 ? Number(word) : 0
    const isPort =
      number >= 20 &&
      number <= 65_535 &&
      (before?.word === 'port' ||
        before?.word === 'ports' ||
        text[start - 1] === ':' ||
        text.startsWith('/tcp', end) ||
        text.startsWith('/udp', end))
    return isPort ? 'port' : 'number'
  }
  if (digits && word[4] === '-') return 'date'
  if (shape.dotted && (digits || (word[0] === 'v' && isDigit(word.charCodeAt(1))))) return 'version'
  if (word[0] === 'v' && word.length <= 4 && allDigits(word.slice(1))) return 'version'
  if (shape.underscore && word.length > 3) return 'setting'
  if (shape.dotted) return 'file'
  if (isCamel(text, start, end)) return 'setting'
  return undefined
}

const allDigits = (word: string): boolean => {
  for (let i = 0; i < word.length; i++) if (!isDigit(word.charCodeAt(i))) return false
  return word.length > 0
}

/** camelCase, or PascalCase of three words: the name of a setting. A product's name has two. */
const isCamel = (text: string, start: number, end: number): boolean => {
  let humps = 0
  for (let i = start + 1; i < end; i++) {
    const code = text.charCodeAt(i)
    const previous = text.charCodeAt(i - 1)
    if (code >= 65 && code <= 90 && previous >= 97 && previous <= 122) humps++
  }
  const lower = text.charCodeAt(start) >= 97
  return end - start >= 8 && humps >= (lower ? 1 : 2)
}

/** "3 business days", "within 48 hours", "six years": the unit's token becomes a duration. */
const markDuration = (tokens: Token[]): void => {
  const unit = tokens.at(-1)
  const before = tokens.at(-2)
  const number = before !== undefined && unitQualifiers.has(before.word) ? tokens.at(-3) : before
  if (unit === undefined || number === undefined) return
  if (number.class === 'number' || number.class === 'placeholder' || numberWords.has(number.word))
    tokens[tokens.length - 1] = { ...unit, class: 'duration' }
}
