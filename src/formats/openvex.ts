/**
 * Reads OpenVEX documents, versions 0.0.1 and 0.2.0 (github.com/openvex/spec, OPENVEX-SPEC.md and
 * its JSON schema). What we read must be as the schema has it; what we do not read passes.
 */
import { z } from 'zod'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import { Problems } from './problems.ts'
import { dateTime, filledText, given, listOf, member, readShape } from './shape.ts'
import type { StatedProduct, StatedVulnerability } from './stated.ts'

export interface OpenVexSummary {
  readonly format: 'OpenVEX'
  readonly specVersion: string
  /** The IRI of the document. */
  readonly id: string
  readonly author: string
  readonly role?: string
  readonly version: string
  /** RFC 3339, as in the file. */
  readonly issued: string
  readonly updated?: string
  /** One for each vulnerability, with all that the document states of it. */
  readonly statements: readonly StatedVulnerability[]
  readonly problems: readonly string[]
}

const context = /^https:\/\/openvex\.dev\/ns(?:\/v(\d{1,3}\.\d{1,3}\.\d{1,3}))?\/?$/

/** The version of OpenVEX that a document calls itself; without a number it is the first. */
export const openVexVersion = (json: unknown): string | undefined => {
  const value = member(json, '@context')
  const found = typeof value === 'string' ? context.exec(value) : null
  return found === null ? undefined : (found[1] ?? '0.0.1')
}

/** Refuses with `openvex/not-openvex`, `openvex/version` or `openvex/unreadable`. */
export const readOpenVex = (json: unknown): OpenVexSummary | Refusal => {
  const version = openVexVersion(json)
  if (version === undefined)
    return refuse('openvex/not-openvex', 'This does not call itself an OpenVEX document.')
  if (version !== '0.2.0' && version !== '0.0.1')
    return refuse('openvex/version', 'Export the document in OpenVEX 0.2.0.', { version })
  const read = readShape(document, json, 'openvex', `OpenVEX ${version}`)
  return isRefusal(read) ? read : summarise(read, version)
}

const component = z.object({
  '@id': filledText.optional(),
  identifiers: z
    .object({
      purl: filledText.optional(),
      cpe22: filledText.optional(),
      cpe23: filledText.optional(),
    })
    .optional(),
})
const named = (what: z.infer<typeof component>): boolean =>
  what['@id'] !== undefined || Object.values(what.identifiers ?? {}).some((id) => id !== undefined)

// Version 0.0.1 names products and vulnerabilities by a text alone.
const product = z.union([
  filledText.transform((id) => ({ '@id': id, identifiers: undefined, subcomponents: undefined })),
  component
    .extend({
      subcomponents: listOf(
        z.union([filledText.transform((id) => ({ '@id': id })), component]),
      ).optional(),
    })
    .refine(named, 'needs an @id or identifiers'),
])

const vulnerability = z.union([
  filledText.transform((name) => ({
    '@id': undefined,
    name,
    description: undefined,
    aliases: undefined,
  })),
  z.object({
    '@id': filledText.optional(),
    name: filledText,
    description: z.string().optional(),
    aliases: listOf(filledText).optional(),
  }),
])

const statement = z.object({
  vulnerability,
  products: listOf(product).optional(),
  status: z.enum(['not_affected', 'affected', 'fixed', 'under_investigation']),
  status_notes: z.string().optional(),
  justification: z
    .enum([
      'component_not_present',
      'vulnerable_code_not_present',
      'vulnerable_code_not_in_execute_path',
      'vulnerable_code_cannot_be_controlled_by_adversary',
      'inline_mitigations_already_exist',
    ])
    .optional(),
  impact_statement: z.string().optional(),
  action_statement: z.string().optional(),
})
type Statement = z.infer<typeof statement>

const document = z.object({
  '@id': filledText,
  author: filledText,
  role: z.string().optional(),
  timestamp: dateTime,
  last_updated: dateTime.optional(),
  // A number since 0.2.0, a text before.
  version: z.union([z.number().int().min(1), filledText]),
  statements: listOf(statement).min(1),
})

const summarise = (read: z.infer<typeof document>, specVersion: string): OpenVexSummary => {
  const problems = new Problems()
  const byName = new Map<string, Statement[]>()
  for (const [at, each] of read.statements.entries()) {
    check(each, at, problems)
    const { name } = each.vulnerability
    const others = byName.get(name)
    if (others === undefined) byName.set(name, [each])
    else others.push(each)
  }
  return {
    format: 'OpenVEX',
    specVersion,
    id: read['@id'],
    author: read.author,
    ...given('role', read.role),
    version: String(read.version),
    issued: read.timestamp,
    ...given('updated', read.last_updated),
    statements: [...byName].map(([name, statements]) => stated(name, statements)),
    problems: problems.list(),
  }
}

/** What the specification demands of a status beyond its shape. */
const check = (
  { status, justification, impact_statement, action_statement, products }: Statement,
  at: number,
  problems: Problems,
): void => {
  if (status === 'not_affected' && justification === undefined && impact_statement === undefined)
    problems.add(`Statement ${at + 1} says "not affected" and does not say why.`)
  if (status === 'affected' && action_statement === undefined)
    problems.add(`Statement ${at + 1} says "affected" and does not say what to do.`)
  if ((products ?? []).length === 0) problems.add(`Statement ${at + 1} names no product.`)
}

const stated = (name: string, statements: readonly Statement[]): StatedVulnerability => {
  const about = statements.map((each) => each.vulnerability)
  const description = about.find((each) => (each.description ?? '') !== '')?.description ?? ''
  return {
    id: name,
    aliases: [...new Set(about.flatMap(({ aliases }) => aliases ?? []))].filter(
      (alias) => alias !== name,
    ),
    title: description,
    description,
    cwes: [],
    severities: [],
    products: statements.flatMap(productsOf),
    advice: [...new Set(statements.flatMap(({ action_statement }) => action_statement ?? []))],
    references: [...new Set(about.flatMap((each) => each['@id'] ?? []))],
  }
}

const productsOf = (each: Statement): readonly StatedProduct[] =>
  (each.products ?? []).map((one) => {
    const parts = (one.subcomponents ?? []).map(nameOf)
    const why = [
      each.justification?.replaceAll('_', ' ') ?? '',
      each.impact_statement ?? '',
      each.status_notes ?? '',
    ].filter((text) => text !== '')
    return {
      name: parts.length === 0 ? nameOf(one) : `${nameOf(one)} (${parts.join(', ')})`,
      versions: [],
      status: each.status,
      why: why.join('. '),
    }
  })

const nameOf = (one: {
  readonly '@id'?: string | undefined
  readonly identifiers?: z.infer<typeof component>['identifiers']
}): string =>
  one.identifiers?.purl ??
  one['@id'] ??
  one.identifiers?.cpe23 ??
  one.identifiers?.cpe22 ??
  'unnamed'
