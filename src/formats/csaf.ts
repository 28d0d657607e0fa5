/**
 * Reads CSAF 2.0 and 2.1 documents of any profile, VEX among them (OASIS Common Security Advisory
 * Framework, sections 3 and 4), into what a case needs to know of them.
 */
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, RefusalError, refuse } from '../kernel/result.ts'
import { type CsafProduct, type CsafProducts, readProductTree } from './csaf/products.ts'
import {
  type CsafAcknowledgment,
  type CsafNote,
  type CsafReference,
  type CsafVersion,
  csafDocument,
  csafVersions,
  type ProductStatus,
  productStatuses,
  type ReadCsafDocument,
  type ReadVulnerability,
} from './csaf/schema.ts'
import { scoreCvss } from './cvss.ts'
import { Problems } from './problems.ts'
import { given, member, readShape } from './shape.ts'

export type { CsafProduct } from './csaf/products.ts'
export type {
  CsafAcknowledgment,
  CsafNote,
  CsafReference,
  ProductStatus,
} from './csaf/schema.ts'

export interface CsafSummary {
  readonly format: 'CSAF'
  readonly specVersion: CsafVersion
  /** The tracking id, unique within the publisher's namespace. */
  readonly id: string
  readonly title: string
  /** `csaf_security_advisory`, `csaf_vex`, … or a publisher's own. */
  readonly category: string
  readonly language?: string
  readonly publisher: {
    readonly name: string
    readonly namespace: string
    readonly category: string
    readonly contact?: string
  }
  /** WHITE is the CLEAR of 2.0. */
  readonly tlp?: 'AMBER' | 'AMBER+STRICT' | 'CLEAR' | 'GREEN' | 'RED' | 'WHITE'
  readonly severity?: string
  readonly version: string
  readonly status: 'draft' | 'final' | 'interim'
  /** RFC 3339, as in the document. */
  readonly initialReleaseDate: string
  readonly currentReleaseDate: string
  readonly revisions: readonly { date: string; number: string; summary: string }[]
  readonly notes: readonly CsafNote[]
  readonly references: readonly CsafReference[]
  readonly acknowledgments: readonly CsafAcknowledgment[]
  readonly products: readonly CsafProduct[]
  readonly vulnerabilities: readonly CsafVulnerability[]
  /** What the document gets wrong that we could still read past; at most `limits.formats.problems`. */
  readonly problems: readonly string[]
}

export interface CsafVulnerability {
  readonly cve?: string
  readonly ids: readonly { readonly system: string; readonly text: string }[]
  readonly title?: string
  readonly cwes: readonly { readonly id: string; readonly name: string }[]
  readonly notes: readonly CsafNote[]
  readonly scores: readonly CsafScore[]
  /** Product ids by status; ids that the product tree does not define are kept, as problems. */
  readonly status: Readonly<Partial<Record<ProductStatus, readonly string[]>>>
  /** Names of all products that have a status, each once. */
  readonly productNames: readonly string[]
  readonly flags: readonly { readonly label: string; readonly products: readonly string[] }[]
  readonly threats: readonly CsafStatement[]
  readonly remediations: readonly (CsafStatement & { readonly url?: string })[]
  readonly references: readonly CsafReference[]
  readonly acknowledgments: readonly CsafAcknowledgment[]
  readonly discoveryDate?: string
  readonly releaseDate?: string
}

export interface CsafScore {
  readonly vector: string
  readonly version: string
  /** As the document states it; a problem says where our calculation differs. */
  readonly baseScore: number
  readonly products: readonly string[]
}

export interface CsafStatement {
  readonly category: string
  readonly details: string
  /** Product ids, groups resolved; empty where it speaks of all. */
  readonly products: readonly string[]
}

/**
 * Refuses with `csaf/not-csaf`, `csaf/version`, `csaf/unreadable`,
 * `csaf/product-tree-too-deep` or `csaf/too-many-references`. What contradicts itself but can be read (an unknown product id, a
 * score that is not its vector's) is told in `problems`; it does not replace `validateCsaf`.
 */
export const readCsaf = (json: unknown): CsafSummary | Refusal => {
  const version = csafVersion(json)
  if (version === undefined)
    return refuse('csaf/not-csaf', 'This has no document.csaf_version, so it is not CSAF.')
  const known = csafVersions.find((one) => one === version)
  if (known === undefined)
    return refuse(
      'csaf/version',
      'This is neither CSAF 2.0 nor 2.1: ask for the document in one of them.',
      { version },
    )
  const read = readShape<ReadCsafDocument>(csafDocument[known], json, 'csaf', `CSAF ${known}`)
  if (isRefusal(read)) return read
  const tree = readProductTree(known, read.product_tree)
  if (isRefusal(tree)) return tree
  try {
    return summarise(read, tree)
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal
    throw error
  }
}

/** The version that a value states of itself as CSAF, if it does. */
export const csafVersion = (json: unknown): string | undefined => {
  const document = member(json, 'document')
  const version = member(document, 'csaf_version')
  return typeof version === 'string' ? version : undefined
}

const summarise = (read: ReadCsafDocument, tree: CsafProducts): CsafSummary => {
  const { document } = read
  const { publisher, tracking } = document
  const context: Context = { ...tree, names: new Map(), problems: new Problems(), resolved: 0 }
  for (const { id, name } of tree.products) {
    if (context.names.has(id)) context.problems.add(`Product id ${quoted(id)} is defined twice.`)
    else context.names.set(id, name)
  }
  const vulnerabilities = (read.vulnerabilities ?? []).map((each) =>
    summariseVulnerability(each, context),
  )
  return {
    format: 'CSAF',
    specVersion: document.csaf_version,
    id: tracking.id,
    title: document.title,
    category: document.category,
    ...given('language', document.lang),
    publisher: {
      name: publisher.name,
      namespace: publisher.namespace,
      category: publisher.category,
      ...given('contact', publisher.contact_details),
    },
    ...given('tlp', document.distribution?.tlp?.label),
    ...given('severity', document.aggregate_severity?.text),
    version: tracking.version,
    status: tracking.status,
    initialReleaseDate: tracking.initial_release_date,
    currentReleaseDate: tracking.current_release_date,
    revisions: tracking.revision_history,
    notes: document.notes ?? [],
    references: document.references ?? [],
    acknowledgments: document.acknowledgments ?? [],
    products: tree.products,
    vulnerabilities,
    problems: context.problems.list(),
  }
}

interface Context extends CsafProducts {
  readonly names: Map<string, string>
  readonly problems: Problems
  /** Product ids that groups stood for so far: small files could otherwise mean very many. */
  resolved: number
}

const summariseVulnerability = (read: ReadVulnerability, context: Context): CsafVulnerability => {
  const status = read.product_status ?? {}
  const named = new Set(productStatuses.flatMap((each) => status[each] ?? []))
  const resolve = (part: Addressed): readonly string[] => productsOf(part, context)
  for (const id of named) check(id, context)
  return {
    ...given('cve', read.cve),
    ids: (read.ids ?? []).map(({ system_name, text }) => ({ system: system_name, text })),
    ...given('title', read.title),
    cwes: read.cwes ?? (read.cwe === undefined ? [] : [read.cwe]),
    notes: read.notes ?? [],
    scores: scoresOf(read, context),
    status,
    productNames: [...named].flatMap((id) => context.names.get(id) ?? []),
    flags: (read.flags ?? []).map((flag) => ({ label: flag.label, products: resolve(flag) })),
    threats: [
      ...(read.threats ?? []).map((threat) => ({
        category: threat.category,
        details: threat.details,
        products: resolve(threat),
      })),
      ...(read.first_known_exploitation_dates ?? []).map((known) => ({
        category: 'exploit_status',
        details: `First known exploitation on ${known.exploitation_date}.`,
        products: resolve(known),
      })),
    ],
    remediations: (read.remediations ?? []).map((remediation) => ({
      category: remediation.category,
      details: remediation.details,
      products: resolve(remediation),
      ...given('url', remediation.url),
    })),
    references: read.references ?? [],
    acknowledgments: read.acknowledgments ?? [],
    ...given('discoveryDate', read.discovery_date),
    ...given('releaseDate', read.release_date ?? read.disclosure_date),
  }
}

interface Addressed {
  readonly product_ids?: readonly string[] | undefined
  readonly group_ids?: readonly string[] | undefined
}

const productsOf = (part: Addressed, context: Context): readonly string[] => {
  const products = new Set(part.product_ids)
  for (const group of part.group_ids ?? []) {
    const members = context.groups.get(group)
    if (members === undefined)
      context.problems.add(`Product group ${quoted(group)} is not in the product tree.`)
    for (const id of members ?? []) products.add(id)
    context.resolved += members?.length ?? 0
    if (context.resolved > limits.formats.items)
      throw new RefusalError(
        refuse('csaf/too-many-references', 'Its product groups stand for too many products.'),
      )
  }
  for (const id of products) check(id, context)
  return [...products]
}

const check = (id: string, context: Context): void => {
  if (!context.names.has(id))
    context.problems.add(`Product id ${quoted(id)} is not in the product tree.`)
}

const scoresOf = (read: ReadVulnerability, context: Context): readonly CsafScore[] =>
  [
    ...(read.scores ?? []).map((score) => ({ ...score, cvss_v4: undefined })),
    ...(read.metrics ?? []).map(({ products, content }) => ({
      products,
      cvss_v4: undefined,
      ...content,
    })),
  ].flatMap(({ products, cvss_v2, cvss_v3, cvss_v4 }) => {
    for (const id of products) check(id, context)
    return [cvss_v2, cvss_v3, cvss_v4]
      .filter((cvss) => cvss !== undefined)
      .map((cvss) => {
        const scored = scoreCvss(cvss.vectorString)
        if (isRefusal(scored))
          context.problems.add(`CVSS vector ${quoted(cvss.vectorString)}: ${scored.message}`)
        else if (scored.base !== cvss.baseScore)
          context.problems.add(
            `CVSS vector ${quoted(cvss.vectorString)} scores ${scored.base}, the document says ${cvss.baseScore}.`,
          )
        return {
          vector: cvss.vectorString,
          version: cvss.version,
          baseScore: cvss.baseScore,
          products,
        }
      })
  })

const quoted = (text: string): string => JSON.stringify(text.slice(0, limits.text.line))
