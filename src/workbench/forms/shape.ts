import { limits } from '../../kernel/limits.ts'
import { humanise } from '../kinds/words.ts'
import { fieldWords } from './field-words.ts'
import type { JsonSchema } from './json-schema.ts'
import { onlyWhere, specialShape } from './special-fields.ts'

/** What a field takes in, and so which input it is drawn as. */
export type Shape =
  | { readonly is: 'text'; readonly size: 'line' | 'paragraph' | 'long'; readonly longest?: number }
  | { readonly is: 'email' }
  | { readonly is: 'choice'; readonly values: readonly string[] }
  | { readonly is: 'choices'; readonly values: readonly string[] }
  | {
      readonly is: 'number'
      readonly lowest?: number
      readonly highest?: number
      /** Whether it may have decimals. */
      readonly decimal?: boolean
    }
  | { readonly is: 'tick' }
  | { readonly is: 'yes-no' }
  | { readonly is: 'day' }
  | { readonly is: 'record'; readonly collection: string }
  | { readonly is: 'records'; readonly collection: string }
  | { readonly is: 'file' }
  | { readonly is: 'files'; readonly most: number }
  | { readonly is: 'texts'; readonly size: 'line' | 'paragraph' }
  | { readonly is: 'rows'; readonly fields: readonly Field[] }
  | { readonly is: 'group'; readonly fields: readonly Field[] }
  | { readonly is: 'local-time' }
  | SpecialShape

/** Fields whose choices depend on the record or on people; see special-fields.ts. */
export type SpecialShape =
  | { readonly is: 'hidden' }
  | { readonly is: 'revision' }
  | { readonly is: 'revision-range' }
  | { readonly is: 'document-version' }
  | { readonly is: 'frozen-case' }
  | { readonly is: 'gate-check' }
  | { readonly is: 'document-gap' }
  | { readonly is: 'told-user' }
  | { readonly is: 'candidate' }
  | { readonly is: 'candidates' }
  | { readonly is: 'sbom-components' }
  | { readonly is: 'sbom-format' }
  | { readonly is: 'cvss-vector' }
  | { readonly is: 'ssvc-answers' }
  | { readonly is: 'which-score' }
  | { readonly is: 'authority' }
  | { readonly is: 'incident' }
  | { readonly is: 'clock'; readonly which: 'pausable' | 'paused' | 'by-hand' }
  | {
      readonly is: 'risk-level'
      readonly axis: 'severity' | 'probability' | 'exploitability'
    }
  | { readonly is: 'chance' }
  | { readonly is: 'tracker' }
  | { readonly is: 'revisions' }
  | { readonly is: 'talk' }
  | { readonly is: 'on-behalf' }
  | PersonShape
  | ProductShape

/** Fields that name people; see person-inputs.tsx. */
export type PersonShape =
  | { readonly is: 'person' }
  | { readonly is: 'colleague' }
  | { readonly is: 'persons' }
  | { readonly is: 'names' }
  | { readonly is: 'name' }

/** Fields that name what hangs on a product; see product-inputs.tsx. */
export type ProductShape =
  | { readonly is: 'own-revisions' }
  | { readonly is: 'revisions-beside' }
  | { readonly is: 'sbom-item' }
  | { readonly is: 'sbom-items' }
  | { readonly is: 'classified-item' }
  | { readonly is: 'configuration' }
  | { readonly is: 'configurations' }

/** A field beside, and the value of it that makes another one worth asking for. */
export interface OnlyWhere {
  readonly beside: string
  readonly is: string | boolean
}

export interface Field {
  readonly name: string
  readonly label: string
  readonly help: string
  readonly required: boolean
  readonly initial: unknown
  readonly shape: Shape
  /** It is asked for only where a field beside it has this value. */
  readonly onlyWhere?: OnlyWhere
}

/** The fields of an object, in the order of the declaration. `path`: `case.open`. */
export const fieldsOf = (schema: JsonSchema, path: string): readonly Field[] =>
  Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const words = fieldWords(path, name)
    const shape = specialShape(path, name) ?? shapeOf(property, `${path}.${name}`, name)
    const condition = onlyWhere(path, name)
    const optional = schema.required?.includes(name) !== true
    return {
      name,
      label: property.title ?? words?.label ?? humanise(name),
      help: property.description ?? words?.help ?? '',
      required: !optional && shape.is !== 'tick' && !mayBeEmpty(property),
      initial: initialOf(property, shape),
      shape,
      ...(condition === undefined ? {} : { onlyWhere: condition }),
    }
  })

/** A list that none of is an answer, too. */
const mayBeEmpty = ({ type, minItems = 0 }: JsonSchema): boolean =>
  type === 'array' && minItems === 0

const initialOf = (property: JsonSchema, shape: Shape): unknown => {
  switch (shape.is) {
    case 'group':
      return valuesOf(shape.fields)
    case 'rows':
    case 'texts':
    case 'files':
    case 'records':
    case 'choices':
    case 'names':
    case 'own-revisions':
    case 'revisions-beside':
    case 'sbom-items':
    case 'configurations':
    case 'persons':
    case 'revisions':
    case 'sbom-components':
      return Array.isArray(property.default) ? property.default : []
    case 'tick':
      return property.default === true
    default:
      return property.default ?? undefined
  }
}

/** The values of an untouched form. */
export const valuesOf = (fields: readonly Field[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(fields.map(({ name, initial }) => [name, initial]))

const shapeOf = (schema: JsonSchema, path: string, name: string): Shape => {
  if (schema.anyOf !== undefined) {
    // A text that may also be empty (`'' | email`): the part that says more decides.
    const telling = schema.anyOf.find(({ format }) => format !== undefined) ?? schema.anyOf[0]
    return telling === undefined ? { is: 'text', size: 'line' } : shapeOf(telling, path, name)
  }
  if (schema.enum !== undefined) return { is: 'choice', values: schema.enum.map(String) }
  switch (schema.type) {
    case 'boolean':
      return schema.default === undefined ? { is: 'yes-no' } : { is: 'tick' }
    case 'integer':
    case 'number':
      return { ...numberShape(schema), ...(schema.type === 'number' ? { decimal: true } : {}) }
    case 'array':
      return arrayShape(schema, path, name)
    case 'object':
      return isFile(schema)
        ? { is: 'file' }
        : isLocalTime(schema)
          ? { is: 'local-time' }
          : { is: 'group', fields: fieldsOf(schema, path) }
    default:
      return textShape(schema, name)
  }
}

const numberShape = ({ minimum, maximum }: JsonSchema): Extract<Shape, { is: 'number' }> => ({
  is: 'number',
  ...(minimum === undefined ? {} : { lowest: minimum }),
  ...(maximum === undefined ? {} : { highest: maximum }),
})

const textShape = ({ format, maxLength }: JsonSchema, name: string): Shape => {
  if (format === 'date') return { is: 'day' }
  if (format === 'email') return { is: 'email' }
  if (format === 'uuid') {
    const collection = collectionOf(name)
    if (collection !== undefined) return { is: 'record', collection }
  }
  return {
    is: 'text',
    size: sizeOf(maxLength),
    ...(maxLength === undefined ? {} : { longest: maxLength }),
  }
}

const sizeOf = (longest: number | undefined): 'line' | 'paragraph' | 'long' =>
  longest === undefined || longest <= limits.text.line
    ? 'line'
    : longest <= limits.text.paragraph
      ? 'paragraph'
      : 'long'

const arrayShape = ({ items = {}, maxItems }: JsonSchema, path: string, name: string): Shape => {
  if (items.enum !== undefined) return { is: 'choices', values: items.enum.map(String) }
  if (items.type === 'object')
    return isFile(items)
      ? { is: 'files', most: maxItems ?? limits.file.perReport }
      : { is: 'rows', fields: fieldsOf(items, path) }
  if (items.format === 'uuid') {
    const collection = collectionOf(name)
    if (collection !== undefined) return { is: 'records', collection }
  }
  return { is: 'texts', size: sizeOf(items.maxLength) === 'line' ? 'line' : 'paragraph' }
}

const isFile = ({ properties = {} }: JsonSchema): boolean =>
  Object.keys(properties).sort().join() === 'hash,name,size'

const isLocalTime = ({ properties = {} }: JsonSchema): boolean =>
  Object.keys(properties).sort().join() === 'at,which,zone'

const collections: Readonly<Record<string, string>> = {
  risk: 'risks',
  duplicateOf: 'cases',
  instead: 'updates',
  report: 'reports',
  case: 'cases',
  cases: 'cases',
  product: 'products',
  products: 'products',
  release: 'releases',
  document: 'documents',
  translationOf: 'documents',
  defect: 'defects',
  look: 'looks',
}

const collectionOf = (name: string): string | undefined => collections[name]
