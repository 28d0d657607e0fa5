/** How a CSAF document is put together from parts of which some are absent. */
import type { Json } from '../../kernel/canonical-json.ts'

/** A part of a document: absent and empty members are left out when it is written. */
export type Part = string | number | readonly Part[] | PartObject | undefined
export interface PartObject {
  readonly [member: string]: Part
}

export type JsonObject = Readonly<Record<string, Json>>

/**
 * The JSON of a part. CSAF allows no empty list, object or text (its JSON schema, `minItems`,
 * `minProperties`, `minLength`), and asks for members in alphabetical order (section 6.2.13).
 */
export const written = (part: PartObject): JsonObject =>
  Object.fromEntries(
    Object.entries(part)
      .map(([name, value]) => [name, json(value)] as const)
      .filter((entry): entry is readonly [string, Json] => entry[1] !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  )

const json = (part: Part): Json | undefined => {
  if (part === undefined || part === '') return undefined
  if (typeof part === 'string' || typeof part === 'number') return part
  // Array.isArray does not narrow readonly arrays out of a union.
  const value = isList(part) ? part.map(json).filter((each) => each !== undefined) : written(part)
  return Object.keys(value).length === 0 ? undefined : value
}

const isList = (part: readonly Part[] | PartObject): part is readonly Part[] => Array.isArray(part)

/** Each text once, in order of first appearance: CSAF lists of ids hold no repetition. */
export const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)]
