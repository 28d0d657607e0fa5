/**
 * What both OSCAL models share: data types and metadata (NIST Open Security Controls Assessment
 * Language 1.2, metadata and data types).
 */

/** The version of OSCAL that is written. */
const oscalVersion = '1.2.1'

/** Names of our own properties: a name without it would claim to be one of NIST's. */
const namespace = 'https://vulnerary.example/ns/oscal'

/** A UUID for a name, the same for the same name: OSCAL takes version 4 and version 5 (RFC 9562). */
export type NamedUuid = (name: string) => string

export type Json = string | number | boolean | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [member: string]: Json
}
type Maybe = Json | undefined

/** Without members that are missing, and without empty lists, which OSCAL refuses. */
export const object = (members: Readonly<Record<string, Maybe>>): JsonObject =>
  Object.fromEntries(
    Object.entries(members).filter(
      (member): member is [string, Json] =>
        member[1] !== undefined && !(Array.isArray(member[1]) && member[1].length === 0),
    ),
  )

/** A string as OSCAL has it: one line, no white space at its ends, never empty, whole characters. */
export const text = (of: string): string => {
  const line = of
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return line === '' ? '-' : line
}

/** Plain text as one line of Markdown: what strangers wrote is shown, it marks up nothing. */
export const markup = (of: string): string =>
  text(of)
    .replaceAll(/[\\`*_{}[\]<>|~$&^]/g, (sign) => `\\${sign}`)
    // At the start of a line these would make a heading, a list or a rule.
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/^[#+=-]/, (sign) => `\\${sign}`)

/** A relative address for a path, which may hold any sign. */
export const pathReference = (path: string): string =>
  path
    .toWellFormed()
    .split('/')
    .filter((part) => part !== '')
    .map(encodeURIComponent)
    .join('/')

/** `9.2` as `c9.2`, `Annex E` as `annex-e`: a token begins with a letter and has no space. */
export const groupToken = (clause: string): string =>
  /^\d/.test(clause) ? `c${clause}` : clause.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-')

/** `9.2/channel` as `c9.2_channel`: no two constraints share one, since no id holds `_`. */
export const controlToken = (constraint: string): string => {
  const [clause = '', ...rest] = constraint.split('/')
  return `${groupToken(clause)}_${rest.join('_')}`
}

/** The duty of a constraint, as a part of its control. */
export const statementToken = (constraint: string): string => `${controlToken(constraint)}_smt`

/** A property of ours. */
export const own = (name: string, value: string, remarks?: string): JsonObject =>
  object({
    name,
    ns: namespace,
    value: text(value),
    remarks: remarks === undefined ? undefined : markup(remarks),
  })

/** The name under which people know it: NIST's own property. */
export const label = (value: string): JsonObject => ({ name: 'label', value: text(value) })

export interface OscalMetadata {
  readonly title: string
  /** Of the content: the program's version, or a revision. */
  readonly version: string
  /** When it was last changed, in RFC 3339 with its zone. */
  readonly at: string
}

export const metadata = (
  { title, version, at }: OscalMetadata,
  more: Readonly<Record<string, Maybe>> = {},
): JsonObject =>
  object({
    title: markup(title),
    'last-modified': at,
    version: text(version),
    'oscal-version': oscalVersion,
    ...more,
  })
