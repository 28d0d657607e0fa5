/**
 * Reads CISA's catalogue of Known Exploited Vulnerabilities in JSON, or one entry of it (CISA, KEV
 * catalogue and its JSON schema).
 */
import { z } from 'zod'
import { isRefusal, type Refusal } from '../kernel/result.ts'
import { cveId } from './advisory.ts'
import { Problems } from './problems.ts'
import { dateTime, filledText, given, listOf, member, readShape } from './shape.ts'

export interface KevSummary {
  readonly format: 'KEV'
  /** Of the catalogue, as `2026.01.02`; absent where one entry stands alone. */
  readonly specVersion?: string
  /** RFC 3339, as in the file. */
  readonly released?: string
  readonly entries: readonly KevEntry[]
  /** What the file gets wrong that we could read past; at most `limits.formats.problems`. */
  readonly problems: readonly string[]
}

export interface KevEntry {
  readonly cve: string
  readonly vendor: string
  readonly product: string
  readonly name: string
  readonly description: string
  /** Days as `2026-01-02`: when it came into the catalogue, and by when US agencies must act. */
  readonly added: string
  readonly due: string
  readonly action: string
  /** Whether campaigns of ransomware are known to use it; false where the catalogue says "Unknown". */
  readonly ransomware: boolean
  readonly notes: string
  readonly cwes: readonly string[]
}

export const isKev = (json: unknown): boolean => isCatalogue(json) || isEntry(json)

const isCatalogue = (json: unknown): boolean =>
  typeof member(json, 'catalogVersion') === 'string' &&
  member(json, 'vulnerabilities') !== undefined

const isEntry = (json: unknown): boolean =>
  typeof member(json, 'cveID') === 'string' && member(json, 'dateAdded') !== undefined

const entry = z.object({
  cveID: z.string().regex(cveId, 'is no CVE id'),
  vendorProject: filledText,
  product: filledText,
  vulnerabilityName: filledText,
  dateAdded: z.iso.date(),
  shortDescription: z.string(),
  requiredAction: z.string(),
  dueDate: z.iso.date(),
  knownRansomwareCampaignUse: z.string().default('Unknown'),
  notes: z.string().default(''),
  cwes: listOf(z.string()).default([]),
})
type Entry = z.infer<typeof entry>

const catalogue = z.object({
  catalogVersion: filledText,
  dateReleased: dateTime,
  count: z.int().min(0),
  vulnerabilities: listOf(entry),
})

/** Refuses with `kev/unreadable`. */
export const readKev = (json: unknown): KevSummary | Refusal => {
  const problems = new Problems()
  if (!isCatalogue(json)) {
    const one = readShape(entry, json, 'kev', 'an entry of the KEV catalogue')
    if (isRefusal(one)) return one
    return { format: 'KEV', entries: [entryOf(one, problems)], problems: problems.list() }
  }
  const read = readShape(catalogue, json, 'kev', 'the KEV catalogue')
  if (isRefusal(read)) return read
  const { vulnerabilities, count } = read
  if (vulnerabilities.length !== count)
    problems.add(
      `The catalogue says that it has ${count} entries, and has ${vulnerabilities.length}.`,
    )
  const seen = new Set<string>()
  for (const { cveID } of vulnerabilities) {
    if (seen.has(cveID)) problems.add(`${cveID} is there twice.`)
    seen.add(cveID)
  }
  return {
    format: 'KEV',
    ...given('specVersion', read.catalogVersion),
    released: read.dateReleased,
    entries: vulnerabilities.map((each) => entryOf(each, problems)),
    problems: problems.list(),
  }
}

const entryOf = (read: Entry, problems: Problems): KevEntry => {
  const { knownRansomwareCampaignUse: campaigns, cveID } = read
  if (campaigns !== 'Known' && campaigns !== 'Unknown')
    problems.add(`${cveID} says neither "Known" nor "Unknown" of ransomware.`)
  return {
    cve: cveID,
    vendor: read.vendorProject,
    product: read.product,
    name: read.vulnerabilityName,
    description: read.shortDescription,
    added: read.dateAdded,
    due: read.dueDate,
    action: read.requiredAction,
    ransomware: campaigns === 'Known',
    notes: read.notes,
    cwes: read.cwes,
  }
}
