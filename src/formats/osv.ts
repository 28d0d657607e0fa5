/** Reads OSV records (Open Source Vulnerability format 1.x, ossf.github.io/osv-schema). */
import { z } from 'zod'
import { isRefusal, type Refusal } from '../kernel/result.ts'
import {
  type AdvisedProduct,
  type AdvisorySummary,
  type AffectedRange,
  cveId,
  rangeText,
  readSeverities,
  unique,
} from './advisory.ts'
import { Problems } from './problems.ts'
import { identifiers } from './sbom.ts'
import { dateTime, filledText, given, listOf, readShape } from './shape.ts'

/** Refuses with `osv/unreadable`. */
export const readOsv = (json: unknown): AdvisorySummary | Refusal => {
  const read = readShape(record, json, 'osv', 'OSV')
  return isRefusal(read) ? read : summarise(read)
}

/** Exporters write `null` where the format has no member. */
const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined)

const severity = listOf(z.object({ type: filledText, score: filledText }))

const event = z.object({
  introduced: maybe(filledText),
  fixed: maybe(filledText),
  last_affected: maybe(filledText),
  limit: maybe(filledText),
})

const affected = z.object({
  package: z
    .object({ ecosystem: filledText, name: filledText, purl: maybe(z.string()) })
    .optional(),
  ranges: listOf(
    z.object({
      type: z.enum(['SEMVER', 'ECOSYSTEM', 'GIT']),
      repo: maybe(z.string()),
      events: listOf(event),
    }),
  ).nullish(),
  versions: maybe(listOf(filledText)),
  severity: maybe(severity),
})
type Affected = z.infer<typeof affected>

const record = z.object({
  schema_version: maybe(z.string()),
  id: filledText.max(200),
  modified: dateTime,
  published: maybe(dateTime),
  withdrawn: maybe(dateTime),
  aliases: maybe(listOf(filledText)),
  summary: maybe(z.string()),
  details: maybe(z.string()),
  severity: maybe(severity),
  affected: maybe(listOf(affected)),
  references: listOf(z.object({ type: filledText, url: filledText })).nullish(),
  database_specific: z
    .object({ cwe_ids: listOf(z.string()).nullish().catch(null) })
    .nullish()
    .catch(null),
})
type OsvRecord = z.infer<typeof record>

const summarise = (read: OsvRecord): AdvisorySummary => {
  const problems = new Problems()
  const names = [read.id, ...(read.aliases ?? [])]
  const vectors = [
    ...(read.severity ?? []),
    ...(read.affected ?? []).flatMap((each) => each.severity ?? []),
  ].filter(({ type }) => type.startsWith('CVSS_'))
  return {
    format: 'OSV',
    ...given('specVersion', read.schema_version),
    id: read.id,
    title: read.summary || read.id,
    description: read.details ?? '',
    cves: unique(names.filter((name) => cveId.test(name))),
    aliases: unique(names.slice(1).filter((name) => !cveId.test(name))),
    cwes: unique(read.database_specific?.cwe_ids ?? []),
    products: (read.affected ?? []).flatMap((each) => product(each, problems)),
    references: (read.references ?? []).map(({ url, type }) => ({ url, kind: type })),
    severities: readSeverities(
      vectors.map(({ score }) => score),
      problems,
    ),
    ...given('published', read.published),
    modified: read.modified,
    ...given('withdrawn', read.withdrawn),
    problems: problems.list(),
  }
}

const product = (read: Affected, problems: Problems): readonly AdvisedProduct[] => {
  const ranges = (read.ranges ?? []).map((range) => rangeOf(range, problems))
  const repository = ranges.find((range) => range.repository !== undefined)?.repository
  const name = read.package?.name ?? repository
  if (name === undefined) {
    problems.add('An affected part names neither a package nor a repository.')
    return []
  }
  return [
    {
      name,
      ...given('ecosystem', read.package?.ecosystem),
      ...given('purl', identifiers(name, read.package?.purl, undefined, problems).purl),
      cpes: [],
      affected: ranges.map(rangeText).filter((text) => text !== ''),
      versions: read.versions ?? [],
      ranges,
    },
  ]
}

const eventNames = ['introduced', 'fixed', 'last_affected', 'limit'] as const

const rangeOf = (
  { type, repo, events }: NonNullable<Affected['ranges']>[number],
  problems: Problems,
): AffectedRange => {
  const read = events.flatMap((each) => {
    const stated = eventNames.flatMap((name) => {
      const version = each[name]
      return version === undefined ? [] : [{ event: name, version }]
    })
    if (stated.length !== 1) problems.add('An event of a range states not exactly one thing.')
    return stated
  })
  if (!read.some(({ event: name }) => name === 'introduced'))
    problems.add('A range does not say where the vulnerability was introduced.')
  return { scheme: type, ...given('repository', repo || undefined), events: read }
}
