/**
 * Package URLs (ECMA-427; purl-spec, "How to parse" and "How to build"). The grammar is ours, and
 * strict: two texts must not be read as the same package because one was mended silently. The
 * rules of package types are those of packageurl-js, with our additions in `purl/type-rules.ts`.
 */
import { PackageURL } from 'packageurl-js'
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import { applyTypeRules } from './purl/type-rules.ts'
import { given } from './shape.ts'

/** Decoded and normalised; in a namespace and a subpath `/` parts the segments. */
export interface Purl {
  readonly type: string
  readonly namespace?: string
  readonly name: string
  readonly version?: string
  readonly qualifiers: Readonly<Record<string, string>>
  readonly subpath?: string
}

/**
 * Reads a purl. Refuses with `purl/too-long`, `purl/malformed` or `purl/type-rule`. Upper case in
 * type, or in what a type takes in any case, is normalised; in qualifier names it is refused.
 */
export const parsePurl = (text: string): Purl | Refusal => parse(text, false)

/** The canonical text of a purl that need not be canonical: equal packages get equal texts. */
export const canonicalPurl = (text: string): string | Refusal => {
  const purl = parse(text, true)
  return isRefusal(purl) ? purl : write(purl)
}

/** The canonical text for a package. Refuses parts that no purl can have, as `parsePurl` does. */
export const formatPurl = (purl: Purl): string | Refusal => {
  for (const name of Object.keys(purl.qualifiers))
    if (!qualifierName.test(name)) return malformed(`${quoted(name)} cannot name a qualifier`)
  const normal = normalise({ ...purl, type: purl.type.toLowerCase() })
  return isRefusal(normal) ? normal : write(normal)
}

const typeName = /^[a-z][a-z0-9.+-]*$/
const qualifierName = /^[a-z][a-z0-9._-]*$/

const malformed = (why: string): Refusal => refuse('purl/malformed', `This is not a purl: ${why}.`)

const quoted = (text: string): string => JSON.stringify(text.slice(0, 60))

const parse = (text: string, anyCaseOfQualifiers: boolean): Purl | Refusal => {
  if (text.length > limits.formats.purl)
    return refuse('purl/too-long', `A purl has at most ${limits.formats.purl} characters.`)
  if (!/^[\x21-\x7e]*$/.test(text)) return malformed('it has a space or other character to encode')
  if (!decodes(text)) return malformed('its percent-encoding is broken')
  const [beforeSubpath, subpath] = cutLast(text, '#')
  const [beforeQualifiers, qualifiersText] = cutLast(beforeSubpath, '?')
  const colon = beforeQualifiers.indexOf(':')
  if (beforeQualifiers.slice(0, Math.max(colon, 0)).toLowerCase() !== 'pkg')
    return malformed('it does not begin with "pkg:"')
  const [type = '', ...parts] = beforeQualifiers
    .slice(colon + 1)
    .replace(/^\/+/, '')
    .split('/')
  const segments = parts.filter((segment) => segment !== '')
  const last = segments.pop()
  if (last === undefined) return malformed('it has no name')
  if (segments.some((segment) => segment.indexOf('@') > 0))
    return malformed('an "@" stands before the last "/": encode the one that begins no version')
  const at = last.lastIndexOf('@')
  // The separators are ASCII: where the whole can be decoded, so can each part.
  const namespace = segments.map(decodeURIComponent)
  const path = (subpath ?? '').split('/').map(decodeURIComponent)
  if ([...namespace, ...path].some((segment) => segment.includes('/')))
    return malformed('a segment hides a "/"')
  const qualifiers = readQualifiers(qualifiersText ?? '', anyCaseOfQualifiers)
  if (isRefusal(qualifiers)) return qualifiers
  return normalise({
    type: type.toLowerCase(),
    ...given('namespace', joined(namespace)),
    name: decodeURIComponent(at === -1 ? last : last.slice(0, at)),
    ...given(
      'version',
      at === -1 ? undefined : decodeURIComponent(last.slice(at + 1)) || undefined,
    ),
    qualifiers,
    ...given('subpath', joined(path.filter(stepsAhead))),
  })
}

const cutLast = (text: string, separator: string): readonly [string, string | undefined] => {
  const at = text.lastIndexOf(separator)
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

const stepsAhead = (segment: string): boolean => !['', '.', '..'].includes(segment)

const joined = (segments: readonly string[]): string | undefined => segments.join('/') || undefined

const decodes = (text: string): boolean => {
  try {
    decodeURIComponent(text)
    return true
  } catch (error) {
    if (error instanceof URIError) return false
    throw error
  }
}

const readQualifiers = (
  text: string,
  anyCase: boolean,
): Readonly<Record<string, string>> | Refusal => {
  const qualifiers = new Map<string, string>()
  for (const pair of text.split('&').filter((each) => each !== '')) {
    const equals = pair.indexOf('=')
    if (equals === -1) return malformed(`the qualifier ${quoted(pair)} has no value`)
    const written = pair.slice(0, equals)
    const name = anyCase ? written.toLowerCase() : written
    if (!qualifierName.test(name)) return malformed(`${quoted(written)} cannot name a qualifier`)
    if (qualifiers.has(name)) return malformed(`it has the qualifier ${quoted(name)} twice`)
    qualifiers.set(name, decodeURIComponent(pair.slice(equals + 1)))
  }
  // An empty value counts as none.
  return Object.fromEntries([...qualifiers].filter(([, value]) => value !== ''))
}

/** General checks, then the rules of the type: the library's, then ours. */
const normalise = (purl: Purl): Purl | Refusal => {
  if (!typeName.test(purl.type)) return malformed('its type has a character that types cannot have')
  if (purl.name === '') return malformed('it has no name')
  // The library would cut these off, and two different texts would be one package.
  if ([purl.namespace, purl.name, purl.version, purl.subpath].some(hasOuterSpace))
    return malformed('a part of it begins or ends with a space')
  let read: PackageURL
  try {
    read = new PackageURL(
      purl.type,
      purl.namespace,
      purl.name,
      purl.version,
      { ...purl.qualifiers },
      purl.subpath,
    )
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return refuse('purl/type-rule', `Correct this purl: ${error.message}.`, { type: purl.type })
  }
  return applyTypeRules({
    type: read.type,
    ...given('namespace', read.namespace || undefined),
    name: read.name,
    ...given('version', read.version || undefined),
    qualifiers: purl.qualifiers,
    ...given('subpath', read.subpath || undefined),
  })
}

const hasOuterSpace = (part: string | undefined): boolean => part !== part?.trim()

const write = (purl: Purl): string => {
  const path = [purl.namespace ?? '', purl.type === 'git' ? purl.name : '']
    .flatMap((part) => part.split('/'))
    .filter((segment) => segment !== '')
    .map(encode)
  const name = purl.type === 'git' ? [] : [encode(purl.name)]
  const version = purl.version === undefined ? '' : `@${encode(purl.version)}`
  const qualifiers = Object.entries(purl.qualifiers)
    .filter(([, value]) => value !== '')
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => `${key}=${encode(value)}`)
    .join('&')
  const subpath = purl.subpath?.split('/').filter(stepsAhead).map(encode).join('/') ?? ''
  return [
    `pkg:${[purl.type, ...path, ...name].join('/')}${version}`,
    qualifiers === '' ? '' : `?${qualifiers}`,
    subpath === '' ? '' : `#${subpath}`,
  ].join('')
}

/** All but letters, digits, `.`, `-`, `_`, `~` and `:` is percent-encoded. */
const encode = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%3A', ':')
    .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
