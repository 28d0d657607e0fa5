import {
  controlToken,
  groupToken,
  type JsonObject,
  label,
  markup,
  metadata,
  type NamedUuid,
  type OscalMetadata,
  object,
  own,
  statementToken,
} from './parts.ts'

/** A part of a clause or constraint: its `name` is a token, such as `guidance`. */
export interface OscalPart {
  readonly name: string
  readonly title?: string
  readonly prose: string
}

export interface OscalProperty {
  readonly name: string
  readonly value: string
  readonly remarks?: string
}

export interface OscalConstraint {
  /** `9.2/channel`. */
  readonly id: string
  readonly title: string
  readonly duty: string
  readonly properties: readonly OscalProperty[]
  readonly parts: readonly OscalPart[]
}

export interface OscalMapping {
  /** A standard of `standards`. */
  readonly standard: string
  readonly text: string
}

export interface OscalClause {
  /** `9.2`, or `Annex E`. */
  readonly id: string
  readonly title: string
  readonly properties: readonly OscalProperty[]
  readonly parts: readonly OscalPart[]
  readonly mappings: readonly OscalMapping[]
  readonly constraints: readonly OscalConstraint[]
}

export interface OscalCatalogueContent extends OscalMetadata {
  readonly remarks: string
  /** Of the whole. */
  readonly mappings: readonly OscalMapping[]
  /** In reading order. */
  readonly clauses: readonly OscalClause[]
  /** What the mappings point to. */
  readonly standards: readonly { readonly name: string; readonly title: string }[]
}

/**
 * A catalogue as OSCAL: each clause a group, each constraint a control whose statement is its duty,
 * each neighbouring standard a resource that the groups link to. A clause without constraints is a
 * group without controls, so no tool takes it for a duty.
 */
export const writeOscalCatalogue = (
  content: OscalCatalogueContent,
  uuid: NamedUuid,
): JsonObject => ({
  catalog: object({
    // Two catalogues that differ in anything differ in their id.
    uuid: uuid(`catalogue ${JSON.stringify(content)}`),
    metadata: metadata(content, {
      links: content.mappings.map((mapping) => link(mapping, uuid)),
      remarks: markup(content.remarks),
    }),
    groups: content.clauses.map((clause, index) => group(clause, index, uuid)),
    'back-matter': object({
      resources: content.standards.map(({ name, title }) =>
        object({ uuid: uuid(resource(name)), title: markup(name), description: markup(title) }),
      ),
    }),
  }),
})

const resource = (standard: string): string => `standard ${standard}`

const group = (clause: OscalClause, index: number, uuid: NamedUuid): JsonObject =>
  object({
    id: groupToken(clause.id),
    class: 'clause',
    title: markup(clause.title),
    props: [
      label(clause.id),
      { name: 'sort-id', value: String(index + 1).padStart(4, '0') },
      ...clause.properties.map(property),
    ],
    links: clause.mappings.map((mapping) => link(mapping, uuid)),
    parts: parts(groupToken(clause.id), clause.parts),
    controls: clause.constraints.map(control),
  })

const link = ({ standard, text }: OscalMapping, uuid: NamedUuid): JsonObject => ({
  href: `#${uuid(resource(standard))}`,
  rel: 'related',
  text: markup(text),
})

const control = (constraint: OscalConstraint): JsonObject =>
  object({
    id: controlToken(constraint.id),
    class: 'constraint',
    title: markup(constraint.title),
    props: [label(constraint.id), ...constraint.properties.map(property)],
    parts: [
      { id: statementToken(constraint.id), name: 'statement', prose: markup(constraint.duty) },
      ...parts(controlToken(constraint.id), constraint.parts),
    ],
  })

const property = ({ name, value, remarks }: OscalProperty): JsonObject => own(name, value, remarks)

const parts = (token: string, of: readonly OscalPart[]): readonly JsonObject[] =>
  of.map(({ name, title, prose }, index) =>
    object({
      id: `${token}_${name}.${index + 1}`,
      name,
      title: title === undefined ? undefined : markup(title),
      prose: markup(prose),
    }),
  )
