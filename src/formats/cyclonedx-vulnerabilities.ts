/**
 * Reads what a CycloneDX document (1.4 and later) states of vulnerabilities: as a vulnerability
 * disclosure report (VDR) or as VEX (ECMA-424, `vulnerabilities`). The BOM that names the parts may
 * be another document, by BOM-Link.
 */
import { z } from 'zod'
import { readSeverities, unique } from './advisory.ts'
import type { Problems } from './problems.ts'
import { dateTime, given, listOf } from './shape.ts'
import type { StatedProduct, StatedStatus, StatedVulnerability } from './stated.ts'

const source = z.object({ url: z.string().optional(), name: z.string().optional() })

const versions = listOf(
  z
    .object({
      version: z.string().optional(),
      range: z.string().optional(),
      status: z.enum(['affected', 'unaffected', 'unknown']).optional(),
    })
    .refine(
      ({ version, range }) => (version === undefined) !== (range === undefined),
      'needs either a version or a range',
    ),
)

export const cycloneDxVulnerability = z.object({
  id: z.string().optional(),
  source: source.optional(),
  references: listOf(z.object({ id: z.string(), source })).optional(),
  ratings: listOf(
    z.object({
      severity: z.enum(['critical', 'high', 'medium', 'low', 'info', 'none', 'unknown']).optional(),
      method: z.string().optional(),
      vector: z.string().optional(),
    }),
  ).optional(),
  cwes: listOf(z.number().int().min(1)).optional(),
  description: z.string().optional(),
  detail: z.string().optional(),
  recommendation: z.string().optional(),
  workaround: z.string().optional(),
  advisories: listOf(z.object({ title: z.string().optional(), url: z.string() })).optional(),
  published: dateTime.optional(),
  updated: dateTime.optional(),
  rejected: dateTime.optional(),
  analysis: z
    .object({
      state: z
        .enum([
          'resolved',
          'resolved_with_pedigree',
          'exploitable',
          'in_triage',
          'false_positive',
          'not_affected',
        ])
        .optional(),
      justification: z
        .enum([
          'code_not_present',
          'code_not_reachable',
          'requires_configuration',
          'requires_dependency',
          'requires_environment',
          'protected_by_compiler',
          'protected_at_runtime',
          'protected_at_perimeter',
          'protected_by_mitigating_control',
        ])
        .optional(),
      response: listOf(
        z.enum(['can_not_fix', 'will_not_fix', 'update', 'rollback', 'workaround_available']),
      ).optional(),
      detail: z.string().optional(),
    })
    .optional(),
  affects: listOf(z.object({ ref: z.string(), versions: versions.optional() })).optional(),
})
type Vulnerability = z.infer<typeof cycloneDxVulnerability>

/** A component or service of the same document, by its bom-ref. */
export type PartNames = ReadonlyMap<string, string>

export const statedIn = (
  all: readonly Vulnerability[],
  names: PartNames,
  problems: Problems,
): readonly StatedVulnerability[] => all.map((each) => stated(each, names, problems))

const stated = (
  read: Vulnerability,
  names: PartNames,
  problems: Problems,
): StatedVulnerability => ({
  id: read.id ?? '',
  aliases: unique((read.references ?? []).map(({ id }) => id)).filter((id) => id !== read.id),
  title: read.description ?? '',
  description: [read.description ?? '', read.detail ?? '']
    .filter((text) => text !== '')
    .join('\n\n'),
  cwes: unique((read.cwes ?? []).map((number) => `CWE-${number}`)),
  severities: readSeverities((read.ratings ?? []).flatMap(vectorOf), problems),
  products: (read.affects ?? []).map((each) => productOf(each, read, names, problems)),
  advice: [
    read.recommendation ?? '',
    read.workaround ?? '',
    (read.analysis?.response ?? []).map(inWords).join(', '),
  ].filter((text) => text !== ''),
  references: unique([
    ...(read.source?.url === undefined ? [] : [read.source.url]),
    ...(read.advisories ?? []).map(({ url }) => url),
    ...(read.references ?? []).flatMap((each) => each.source.url ?? []),
  ]),
  ...given('withdrawn', read.rejected),
})

/** Vectors of CVSS only: the schema lets OWASP's and others stand in the same place. */
const vectorOf = ({
  method,
  vector,
}: NonNullable<Vulnerability['ratings']>[number]): readonly string[] => {
  if (vector === undefined || vector === '') return []
  if (method !== undefined && !/^CVSSv(?:2|3|31|4)$/.test(method)) return []
  // The examples of the specification leave the prefix of version 3 out.
  const bare = !vector.startsWith('CVSS:')
  if (bare && method === 'CVSSv31') return [`CVSS:3.1/${vector}`]
  if (bare && method === 'CVSSv3') return [`CVSS:3.0/${vector}`]
  if (bare && method === 'CVSSv4') return [`CVSS:4.0/${vector}`]
  return [vector]
}

const statuses: Readonly<Record<string, StatedStatus>> = {
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under_investigation',
  false_positive: 'not_affected',
  not_affected: 'not_affected',
}

const productOf = (
  { ref, versions: read = [] }: NonNullable<Vulnerability['affects']>[number],
  { analysis }: Vulnerability,
  names: PartNames,
  problems: Problems,
): StatedProduct => {
  const name = names.get(ref)
  const linked = ref.startsWith('urn:cdx:')
  if (name === undefined && !linked)
    problems.add(
      `A vulnerability affects ${JSON.stringify(ref.slice(0, 300))}, which is not there.`,
    )
  const why = [
    analysis?.state === 'false_positive' ? 'false positive' : '',
    inWords(analysis?.justification ?? ''),
    analysis?.detail ?? '',
  ].filter((text) => text !== '')
  return {
    name: name ?? (linked ? afterLink(ref) : ref),
    versions: read.map((each) => {
      const text = each.version ?? each.range ?? ''
      return each.status === undefined || each.status === 'affected'
        ? text
        : `${text} (${each.status})`
    }),
    status: statuses[analysis?.state ?? ''] ?? (analysis === undefined ? 'affected' : 'unknown'),
    why: why.join('. '),
  }
}

/** BOM-Link (`urn:cdx:serial/version#bom-ref`): the reference is what names the part. */
const afterLink = (link: string): string => {
  const [, ref = ''] = link.split('#', 2)
  if (ref === '') return link
  try {
    return decodeURIComponent(ref)
  } catch (cause) {
    if (cause instanceof URIError) return ref
    throw cause
  }
}

const inWords = (word: string): string => word.replaceAll('_', ' ')
