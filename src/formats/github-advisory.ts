/**
 * Reads GitHub security advisories, as the GraphQL API (`ghsaId`) and the REST API (`ghsa_id`) give
 * them (docs.github.com: GraphQL object SecurityAdvisory, REST "global advisories"). What GitHub
 * publishes in its advisory database is OSV: see `osv.ts`.
 */
import { z } from 'zod'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import {
  type AdvisedProduct,
  type AdvisorySummary,
  cveId,
  readSeverities,
  unique,
} from './advisory.ts'
import { Problems } from './problems.ts'
import { dateTime, filledText, given, listOf, member, readShape } from './shape.ts'

/** Refuses with `github-advisory/not-one` or `github-advisory/unreadable`. */
export const readGitHubAdvisory = (json: unknown): AdvisorySummary | Refusal => {
  if (member(json, 'ghsaId') !== undefined) {
    const read = readShape(graphQl, json, 'github-advisory', 'a GitHub advisory')
    return isRefusal(read) ? read : summarise(fromGraphQl(read))
  }
  if (member(json, 'ghsa_id') !== undefined) {
    const read = readShape(rest, json, 'github-advisory', 'a GitHub advisory')
    return isRefusal(read) ? read : summarise(fromRest(read))
  }
  return refuse('github-advisory/not-one', 'This has no GHSA id, so it is not a GitHub advisory.')
}

const ghsaId = z.string().regex(/^GHSA(?:-[0-9a-z]{4}){3}$/, 'must be a GHSA id')
const severity = z.string().nullish()
const vector = z.object({ vectorString: z.string().nullish() }).nullish()

const graphQlVulnerability = z.object({
  package: z.object({ ecosystem: filledText, name: filledText }),
  vulnerableVersionRange: z.string().nullish(),
  firstPatchedVersion: z.object({ identifier: filledText }).nullish(),
})

/** GraphQL pages its lists as `nodes`, or as `edges` of nodes. */
const pagesOf = <T extends z.ZodType>(item: T) =>
  z.object({
    nodes: listOf(item).nullish(),
    edges: listOf(z.object({ node: item })).nullish(),
  })

const graphQl = z.object({
  ghsaId,
  summary: z.string().nullish(),
  description: z.string().nullish(),
  severity,
  identifiers: listOf(z.object({ value: filledText })).nullish(),
  references: listOf(z.object({ url: filledText })).nullish(),
  cvss: vector,
  cvssSeverities: z.object({ cvssV3: vector, cvssV4: vector }).nullish(),
  cwes: pagesOf(z.object({ cweId: z.string() })).nullish(),
  vulnerabilities: pagesOf(graphQlVulnerability).nullish(),
  publishedAt: dateTime.nullish(),
  updatedAt: dateTime.nullish(),
  withdrawnAt: dateTime.nullish(),
})

const restVector = z.object({ vector_string: z.string().nullish() }).nullish()

const rest = z.object({
  ghsa_id: ghsaId,
  cve_id: z.string().nullish(),
  summary: z.string().nullish(),
  description: z.string().nullish(),
  severity,
  identifiers: listOf(z.object({ value: filledText })).nullish(),
  references: listOf(filledText).nullish(),
  cvss: restVector,
  cvss_severities: z.object({ cvss_v3: restVector, cvss_v4: restVector }).nullish(),
  cwes: listOf(z.object({ cwe_id: z.string() })).nullish(),
  vulnerabilities: listOf(
    z.object({
      package: z.object({ ecosystem: filledText, name: z.string().nullish() }).nullish(),
      vulnerable_version_range: z.string().nullish(),
      first_patched_version: z.string().nullish(),
    }),
  ).nullish(),
  published_at: dateTime.nullish(),
  updated_at: dateTime.nullish(),
  withdrawn_at: dateTime.nullish(),
})

interface Advisory {
  readonly id: string
  readonly summary: string | null | undefined
  readonly description: string | null | undefined
  readonly names: readonly string[]
  readonly urls: readonly string[]
  readonly vectors: readonly (string | null | undefined)[]
  readonly cwes: readonly string[]
  readonly products: readonly AdvisedProduct[]
  readonly published: string | null | undefined
  readonly modified: string | null | undefined
  readonly withdrawn: string | null | undefined
}

const summarise = (advisory: Advisory): AdvisorySummary => {
  const problems = new Problems()
  const names = [advisory.id, ...advisory.names]
  return {
    format: 'GitHub advisory',
    id: advisory.id,
    title: advisory.summary || advisory.id,
    description: advisory.description ?? '',
    cves: unique(names.filter((name) => cveId.test(name))),
    aliases: unique(names.filter((name) => !cveId.test(name) && name !== advisory.id)),
    cwes: unique(advisory.cwes),
    products: advisory.products,
    references: advisory.urls.map((url) => ({ url })),
    severities: readSeverities(
      advisory.vectors.flatMap((each) => each || []),
      problems,
    ),
    ...given('published', advisory.published ?? undefined),
    ...given('modified', advisory.modified ?? undefined),
    ...given('withdrawn', advisory.withdrawn ?? undefined),
    problems: problems.list(),
  }
}

const product = (
  ecosystem: string,
  name: string,
  range: string | null | undefined,
  patched: string | null | undefined,
): AdvisedProduct => ({
  name,
  ecosystem,
  cpes: [],
  affected: range ? [patched ? `${range} (fixed in ${patched})` : range] : [],
  versions: [],
  ranges: [],
})

const itemsOf = <T>(
  pages:
    | { nodes?: T[] | null | undefined; edges?: { node: T }[] | null | undefined }
    | null
    | undefined,
): readonly T[] => [...(pages?.nodes ?? []), ...(pages?.edges ?? []).map(({ node }) => node)]

const fromGraphQl = (read: z.infer<typeof graphQl>): Advisory => ({
  id: read.ghsaId,
  summary: read.summary,
  description: read.description,
  names: (read.identifiers ?? []).map(({ value }) => value),
  urls: (read.references ?? []).map(({ url }) => url),
  vectors: [
    read.cvss?.vectorString,
    read.cvssSeverities?.cvssV3?.vectorString,
    read.cvssSeverities?.cvssV4?.vectorString,
  ],
  cwes: itemsOf(read.cwes).map((cwe) => cwe.cweId),
  products: itemsOf(read.vulnerabilities).map((each) =>
    product(
      each.package.ecosystem,
      each.package.name,
      each.vulnerableVersionRange,
      each.firstPatchedVersion?.identifier,
    ),
  ),
  published: read.publishedAt,
  modified: read.updatedAt,
  withdrawn: read.withdrawnAt,
})

const fromRest = (read: z.infer<typeof rest>): Advisory => ({
  id: read.ghsa_id,
  summary: read.summary,
  description: read.description,
  names: [
    ...(read.cve_id ? [read.cve_id] : []),
    ...(read.identifiers ?? []).map(({ value }) => value),
  ],
  urls: read.references ?? [],
  vectors: [
    read.cvss?.vector_string,
    read.cvss_severities?.cvss_v3?.vector_string,
    read.cvss_severities?.cvss_v4?.vector_string,
  ],
  cwes: (read.cwes ?? []).map((cwe) => cwe.cwe_id),
  products: (read.vulnerabilities ?? []).flatMap((each) =>
    each.package?.name
      ? [
          product(
            each.package.ecosystem,
            each.package.name,
            each.vulnerable_version_range,
            each.first_patched_version,
          ),
        ]
      : [],
  ),
  published: read.published_at,
  modified: read.updated_at,
  withdrawn: read.withdrawn_at,
})
