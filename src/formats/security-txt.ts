/** security.txt, by which researchers find whom to tell (RFC 9116). */
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'

export interface SecurityTxt {
  /** URIs (`https:`, `mailto:`, `tel:`), the preferred one first; at least one (section 2.5.3). */
  readonly contact: readonly string[]
  /** RFC 3339 date and time with offset (section 2.5.5). */
  readonly expires: string
  readonly encryption?: readonly string[]
  readonly acknowledgments?: readonly string[]
  /** Language tags (BCP 47). */
  readonly preferredLanguages?: readonly string[]
  /** Where this file is to be found, for the reader to compare (section 2.5.2). */
  readonly canonical?: readonly string[]
  readonly policy?: readonly string[]
  readonly hiring?: readonly string[]
}

export interface ReadSecurityTxt extends SecurityTxt {
  /** Whether it stands in an OpenPGP cleartext signature; the signature is not verified here. */
  readonly signed: boolean
  /** Fields this reader does not know, as `Name: value`. */
  readonly others: readonly string[]
}

/**
 * The file for `/.well-known/security.txt`, lines ended by CRLF. `now` is in milliseconds since
 * 1970. Refuses whatever `readSecurityTxt` would refuse in the file.
 */
export const writeSecurityTxt = (content: SecurityTxt, now: number): string | Refusal => {
  const lines = [
    ...fieldLines('Contact', content.contact),
    `Expires: ${content.expires}`,
    ...fieldLines('Encryption', content.encryption),
    ...fieldLines('Acknowledgments', content.acknowledgments),
    ...(content.preferredLanguages?.length
      ? [`Preferred-Languages: ${content.preferredLanguages.join(', ')}`]
      : []),
    ...fieldLines('Canonical', content.canonical),
    ...fieldLines('Policy', content.policy),
    ...fieldLines('Hiring', content.hiring),
  ]
  // A value with a line end in it would smuggle in another field.
  if (lines.some((line) => /[\r\n]/.test(line))) return malformed('a value of it has a line end')
  const text = lines.map((line) => `${line}\r\n`).join('')
  const read = readSecurityTxt(text, now)
  return isRefusal(read) ? read : text
}

const fieldLines = (name: string, values: readonly string[] | undefined): readonly string[] =>
  (values ?? []).map((value) => `${name}: ${value}`)

/**
 * Reads a file. Refuses with `security-txt/too-long`, `security-txt/malformed` (the sentence says
 * which field is missing, double or no URI) or `security-txt/expired`; a date that does not parse
 * is malformed, never "not expired". `now` is in milliseconds since 1970.
 */
export const readSecurityTxt = (text: string, now: number): ReadSecurityTxt | Refusal => {
  if (text.length > limits.text.long)
    return refuse(
      'security-txt/too-long',
      `A security.txt has at most ${limits.text.long} characters.`,
    )
  const { lines, signed } = unwrapSignature(text.split(/\r?\n/))
  const fields = readFields(lines)
  if (isRefusal(fields)) return fields
  const { known, others } = fields
  const contact = known.get('contact') ?? []
  if (contact.length === 0) return malformed('it has no Contact')
  const [expires, ...moreExpires] = known.get('expires') ?? []
  if (expires === undefined || moreExpires.length > 0) return malformed('it needs Expires once')
  const [languages, ...moreLanguages] = known.get('preferred-languages') ?? []
  if (moreLanguages.length > 0) return malformed('it has Preferred-Languages twice')
  for (const name of uriFields)
    for (const value of known.get(name) ?? []) {
      const why = whyNoUri(value)
      if (why !== undefined) return malformed(`the value of ${labels.get(name)} ${why}`)
    }
  const preferred = languages?.split(',').map((tag) => tag.trim())
  if (preferred?.some((tag) => !/^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,10}$/.test(tag)))
    return malformed('Preferred-Languages is no list of language tags')
  const until = instantOf(expires)
  if (until === undefined) return malformed('Expires is no date and time of RFC 3339')
  if (until <= now)
    return refuse('security-txt/expired', 'This security.txt has expired: do not rely on it.', {
      expires,
    })
  const list = (name: string, member: string) => {
    const values = known.get(name)
    return values === undefined ? {} : { [member]: values }
  }
  return {
    contact,
    expires,
    ...list('encryption', 'encryption'),
    ...list('acknowledgments', 'acknowledgments'),
    ...(preferred === undefined ? {} : { preferredLanguages: preferred }),
    ...list('canonical', 'canonical'),
    ...list('policy', 'policy'),
    ...list('hiring', 'hiring'),
    signed,
    others,
  }
}

const malformed = (why: string): Refusal =>
  refuse('security-txt/malformed', `Correct this security.txt: ${why}.`)

const labels = new Map(
  [
    'Acknowledgments',
    'Canonical',
    'Contact',
    'Encryption',
    'Expires',
    'Hiring',
    'Policy',
    'Preferred-Languages',
  ].map((label) => [label.toLowerCase(), label]),
)

const uriFields = ['acknowledgments', 'canonical', 'contact', 'encryption', 'hiring', 'policy']

interface Fields {
  readonly known: ReadonlyMap<string, readonly string[]>
  readonly others: readonly string[]
}

const readFields = (lines: readonly string[]): Fields | Refusal => {
  const known = new Map<string, string[]>()
  const others: string[] = []
  for (const line of lines) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0))
    const value = line.slice(colon + 1).trim()
    // Section 4: printable US-ASCII without ":" names a field, and something follows.
    if (!/^[\x21-\x39\x3b-\x7e]+$/.test(name) || value === '')
      return malformed(`the line ${JSON.stringify(line.slice(0, 60))} is no field`)
    if (!labels.has(name.toLowerCase())) others.push(`${name}: ${value}`)
    else {
      const values = known.get(name.toLowerCase())
      if (values === undefined) known.set(name.toLowerCase(), [value])
      else values.push(value)
    }
  }
  return { known, others }
}

/** Sections 2.5.2 to 2.5.8: values are URIs, and web URIs are `https`. */
const whyNoUri = (value: string): string | undefined => {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]+$/.test(value)) return 'is no URI'
  if (!URL.canParse(value)) return 'is no URI'
  return new URL(value).protocol === 'http:' ? 'is a web address without https' : undefined
}

const instantOf = (text: string): number | undefined => {
  const parts =
    /^(\d{4})-(\d{2})-(\d{2})T(?:[01]\d|2[0-3]):\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/i.exec(
      text,
    )
  if (parts === null) return undefined
  // Date.parse makes 30 February a day of March: the day must exist in its month.
  const [year, month, day] = parts.slice(1, 4).map(Number)
  const midnight = Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T00:00:00Z`)
  if (Number.isNaN(midnight)) return undefined
  const date = new Date(midnight)
  if (
    date.getUTCFullYear() !== year ||
    date.getUTCMonth() + 1 !== month ||
    date.getUTCDate() !== day
  )
    return undefined
  const instant = Date.parse(text.toUpperCase())
  return Number.isNaN(instant) ? undefined : instant
}

/** Section 2.3: the file may be an OpenPGP cleartext signed message (RFC 9580 section 7). */
const unwrapSignature = (
  lines: readonly string[],
): { readonly lines: readonly string[]; readonly signed: boolean } => {
  if (lines[0] !== '-----BEGIN PGP SIGNED MESSAGE-----') return { lines, signed: false }
  const headers = lines.indexOf('')
  const signature = lines.indexOf('-----BEGIN PGP SIGNATURE-----')
  if (headers === -1 || signature < headers) return { lines, signed: false }
  return {
    lines: lines
      .slice(headers + 1, signature)
      .map((line) => (line.startsWith('- ') ? line.slice(2) : line)),
    signed: true,
  }
}
