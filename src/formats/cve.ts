/** Reads CVE records (CVE Record Format 5.0 to 5.2, cveproject.github.io/cve-schema). */
import { z } from 'zod'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
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
import { filledText, given, listOf, member, readShape } from './shape.ts'

/**
 * Refuses with `cve/not-cve`, `cve/version`, `cve/reserved` (nothing is known of it yet) or
 * `cve/unreadable`. A rejected record reads as withdrawn, its reason as description.
 */
export const readCve = (json: unknown): AdvisorySummary | Refusal => {
  const type = member(json, 'dataType')
  if (type !== 'CVE_RECORD') {
    if (member(json, 'data_type') === 'CVE')
      return refuse('cve/version', 'This is CVE JSON 4: fetch the record in version 5.')
    return refuse('cve/not-cve', 'This does not call itself a CVE record.')
  }
  const version = member(json, 'dataVersion')
  if (typeof version !== 'string' || !/^5\.\d{1,3}(?:\.\d{1,3})?$/.test(version))
    return refuse('cve/version', 'Fetch the CVE record in version 5.', { version })
  if (member(member(json, 'cveMetadata'), 'state') === 'RESERVED')
    return refuse('cve/reserved', 'This CVE id is reserved: its record says nothing yet.')
  const read = readShape(record, json, 'cve', 'a CVE record')
  return isRefusal(read) ? read : summarise(read)
}

// The format allows times without an offset, which then are UTC.
const timestamp = z.iso.datetime({ offset: true, local: true })

const prose = listOf(z.object({ lang: filledText, value: filledText }))

const vector = z.object({ vectorString: filledText }).optional()

const affected = z.object({
  vendor: z.string().optional(),
  product: z.string().optional(),
  packageName: z.string().optional(),
  packageURL: z.string().optional(),
  collectionURL: z.string().optional(),
  cpes: listOf(z.string()).optional(),
  defaultStatus: z.enum(['affected', 'unaffected', 'unknown']).optional(),
  versions: listOf(
    z.object({
      version: filledText,
      status: z.enum(['affected', 'unaffected', 'unknown']),
      versionType: z.string().optional(),
      lessThan: filledText.optional(),
      lessThanOrEqual: filledText.optional(),
    }),
  ).optional(),
})
type Affected = z.infer<typeof affected>

const container = z.object({
  title: z.string().optional(),
  descriptions: prose.optional(),
  rejectedReasons: prose.optional(),
  affected: listOf(affected).optional(),
  references: listOf(z.object({ url: filledText, tags: listOf(z.string()).optional() })).optional(),
  problemTypes: listOf(
    z.object({ descriptions: listOf(z.object({ cweId: z.string().optional() })) }),
  ).optional(),
  metrics: listOf(
    z.object({ cvssV4_0: vector, cvssV3_1: vector, cvssV3_0: vector, cvssV2_0: vector }),
  ).optional(),
})
type Container = z.infer<typeof container>

const record = z.object({
  dataType: z.literal('CVE_RECORD'),
  dataVersion: filledText,
  cveMetadata: z.object({
    cveId: z.string().regex(cveId, 'must be a CVE id'),
    state: z.enum(['PUBLISHED', 'REJECTED']),
    datePublished: timestamp.optional(),
    dateUpdated: timestamp.optional(),
    dateRejected: timestamp.optional(),
  }),
  containers: z.object({ cna: container, adp: listOf(container).optional() }),
})
type CveRecord = z.infer<typeof record>

const summarise = ({ dataVersion, cveMetadata, containers }: CveRecord): AdvisorySummary => {
  const problems = new Problems()
  const { cna } = containers
  const all = [cna, ...(containers.adp ?? [])]
  const rejected = cveMetadata.state === 'REJECTED'
  const text = inEnglish(rejected ? cna.rejectedReasons : cna.descriptions)
  if (text === undefined)
    problems.add(rejected ? 'It gives no reason for the rejection.' : 'It has no description.')
  return {
    format: 'CVE',
    specVersion: dataVersion,
    id: cveMetadata.cveId,
    title: cna.title || cveMetadata.cveId,
    description: text ?? '',
    cves: [cveMetadata.cveId],
    aliases: [],
    cwes: unique(
      all.flatMap(({ problemTypes }) =>
        (problemTypes ?? []).flatMap(({ descriptions }) =>
          descriptions.flatMap((each) => each.cweId ?? []),
        ),
      ),
    ),
    products: all.flatMap((each) => (each.affected ?? []).map((one) => product(one, problems))),
    references: all.flatMap((each) =>
      (each.references ?? []).map(({ url, tags }) => ({ url, ...given('kind', tags?.at(0)) })),
    ),
    severities: readSeverities(all.flatMap(vectorsOf), problems),
    ...given('published', cveMetadata.datePublished),
    ...given('modified', cveMetadata.dateUpdated),
    ...(rejected ? { withdrawn: cveMetadata.dateRejected ?? 'unknown' } : {}),
    problems: problems.list(),
  }
}

const inEnglish = (texts: Container['descriptions']): string | undefined =>
  (texts?.find(({ lang }) => /^en\b/i.test(lang)) ?? texts?.[0])?.value

const vectorsOf = ({ metrics }: Container): readonly string[] =>
  (metrics ?? []).flatMap((metric) =>
    [metric.cvssV4_0, metric.cvssV3_1, metric.cvssV3_0, metric.cvssV2_0].flatMap(
      (each) => each?.vectorString ?? [],
    ),
  )

const product = (read: Affected, problems: Problems): AdvisedProduct => {
  const name = read.product || read.packageName || 'unnamed product'
  const versions = read.versions ?? []
  const isAffected = versions.filter(({ status }) => status === 'affected')
  const others = versions.filter(({ status }) => status === 'unaffected')
  const ranges = isAffected.flatMap(rangeOf)
  const single = isAffected.filter(isSingle).map(({ version }) => version)
  return {
    name,
    ...given('vendor', read.vendor || undefined),
    ...given('ecosystem', read.collectionURL || undefined),
    ...given('purl', identifiers(name, read.packageURL, undefined, problems).purl),
    cpes: (read.cpes ?? []).flatMap((cpe) => identifiers(name, undefined, cpe, problems).cpe ?? []),
    affected: [
      ...(read.defaultStatus === 'affected'
        ? [
            others.length === 0
              ? 'all versions'
              : `all versions but ${others.map(versionText).join('; ')}`,
          ]
        : []),
      ...ranges.map(rangeText),
      ...single,
    ],
    versions: single,
    ranges,
  }
}

type Version = NonNullable<Affected['versions']>[number]

const isSingle = ({ lessThan, lessThanOrEqual }: Version): boolean =>
  lessThan === undefined && lessThanOrEqual === undefined

const rangeOf = (version: Version): readonly AffectedRange[] => {
  if (isSingle(version)) return []
  const { lessThan, lessThanOrEqual } = version
  // `*` is "without end" in either member.
  const end =
    lessThan === '*' || lessThanOrEqual === '*'
      ? []
      : lessThan !== undefined
        ? [{ event: 'fixed' as const, version: lessThan }]
        : [{ event: 'last_affected' as const, version: lessThanOrEqual ?? '' }]
  return [
    {
      scheme: version.versionType ?? 'custom',
      events: [{ event: 'introduced', version: version.version }, ...end],
    },
  ]
}

const versionText = (version: Version): string =>
  rangeOf(version).map(rangeText).at(0) ?? version.version
