/** A document of any format that we read, as what it says of each vulnerability. */
import { type Refusal, refuse } from '../kernel/result.ts'
import { type AdvisedProduct, type AdvisorySummary, readSeverities, unique } from './advisory.ts'
import type { CsafSummary, CsafVulnerability, ProductStatus } from './csaf.ts'
import type { Identified } from './identify.ts'
import type { OpenVexSummary } from './openvex.ts'
import { Problems } from './problems.ts'
import type { SbomSummary } from './sbom.ts'
import type { StatedProduct, StatedStatus, StatedVulnerability } from './stated.ts'
import { type TlpMark, tlpMarkOf } from './tlp.ts'

export interface AdvisedDocument {
  /** `CSAF 2.0`. */
  readonly format: string
  /** Who gives out the ids: the format, and the publisher's namespace where ids are theirs. */
  readonly authority: string
  /** Unique with the authority, whatever its version; empty where the document has none. */
  readonly id: string
  /** Which version of the document this is: a number or a time; may be empty. */
  readonly version: string
  readonly title: string
  readonly publisher: string
  /** Who speaks: a supplier, who found it, who coordinates, or unknown. */
  readonly by: 'coordinator' | 'discoverer' | 'supplier' | 'unknown'
  readonly tlp: TlpMark | ''
  /** Whether everybody can know of it by now. */
  readonly public: boolean
  /** Where it stands, as it says of itself; not checked. */
  readonly url: string
  /** What it says beside its vulnerabilities. */
  readonly note: string
  readonly references: readonly string[]
  readonly vulnerabilities: readonly StatedVulnerability[]
}

/** Refuses with `import/no-vulnerabilities` what states none: a plain bill of materials. */
export const documentOf = (found: Identified): AdvisedDocument | Refusal => {
  switch (found.format) {
    case 'CSAF':
      return ofCsaf(found.summary)
    case 'OpenVEX':
      return ofOpenVex(found.summary)
    case 'CycloneDX':
    case 'SPDX':
      return ofSbom(found.summary)
    case 'CVE':
    case 'GitHub advisory':
    case 'OSV':
      return ofAdvisory(found.summary)
    case 'EPSS':
    case 'KEV':
      return refuse(
        'import/no-vulnerabilities',
        `This is ${found.format}: it tells of known vulnerabilities how they are exploited, and reports none of your products. Look up in it what you know, or attach it to a report.`,
      )
    default:
      return refuse(
        'import/no-vulnerabilities',
        `This is ${found.format}, which states no vulnerability. Attach it to a report as a file.`,
      )
  }
}

const ofCsaf = (csaf: CsafSummary): AdvisedDocument => {
  const names = new Map(csaf.products.map(({ id, name }) => [id, name]))
  const by = { vendor: 'supplier', discoverer: 'discoverer', coordinator: 'coordinator' } as const
  const { category } = csaf.publisher
  return {
    format: `CSAF ${csaf.specVersion}`,
    authority: `CSAF ${csaf.publisher.namespace}`,
    id: csaf.id,
    version: csaf.version,
    title: csaf.title,
    publisher: csaf.publisher.name,
    by: Object.hasOwn(by, category) ? by[category as keyof typeof by] : 'unknown',
    tlp: tlpMarkOf(csaf.tlp ?? ''),
    public: csaf.tlp === 'WHITE' || csaf.tlp === 'CLEAR',
    url: csaf.references.find((each) => each.category === 'self')?.url ?? '',
    note: notesOf(csaf.notes),
    references: csaf.references.map(({ url }) => url),
    vulnerabilities: csaf.vulnerabilities.map((each) => ofCsafVulnerability(each, names)),
  }
}

const notesOf = (notes: CsafSummary['notes']): string =>
  notes
    .filter(({ category }) => ['description', 'details', 'summary'].includes(category))
    .map(({ text }) => text)
    .join('\n\n')

const csafStatuses: Readonly<Record<ProductStatus, StatedStatus>> = {
  first_affected: 'affected',
  first_fixed: 'fixed',
  fixed: 'fixed',
  known_affected: 'affected',
  known_not_affected: 'not_affected',
  last_affected: 'affected',
  recommended: 'fixed',
  under_investigation: 'under_investigation',
  unknown: 'unknown',
}

const ofCsafVulnerability = (
  read: CsafVulnerability,
  names: ReadonlyMap<string, string>,
): StatedVulnerability => {
  const ids = [...(read.cve === undefined ? [] : [read.cve]), ...read.ids.map(({ text }) => text)]
  const why = new Map<string, string[]>()
  const reasons = [
    ...read.flags.map(({ label, products }) => ({ text: label.replaceAll('_', ' '), products })),
    ...read.threats
      .filter(({ category }) => category === 'impact')
      .map(({ details, products }) => ({ text: details, products })),
  ]
  for (const { text, products } of reasons)
    for (const id of products) why.set(id, [...(why.get(id) ?? []), text])
  // The reader has bounded how many there are; the names come from its product tree.
  const statuses = Object.entries(read.status) as [ProductStatus, readonly string[]][]
  return {
    id: ids[0] ?? '',
    aliases: unique(ids.slice(1)),
    title: read.title ?? '',
    description: notesOf(read.notes),
    cwes: unique(read.cwes.map(({ id }) => id)),
    severities: readSeverities(
      read.scores.map(({ vector }) => vector),
      new Problems(),
    ),
    products: statuses.flatMap(([status, products]) =>
      products.map(
        (id): StatedProduct => ({
          name: names.get(id) ?? id,
          versions: [],
          status: csafStatuses[status],
          why: (why.get(id) ?? []).join('. '),
        }),
      ),
    ),
    advice: [
      ...read.threats
        .filter(({ category }) => category === 'exploit_status')
        .map(({ details }) => `Exploitation: ${details}`),
      ...read.remediations.map(
        ({ category, details, url }) =>
          `${category.replaceAll('_', ' ')}: ${details}${url === undefined ? '' : ` ${url}`}`,
      ),
    ],
    references: read.references.map(({ url }) => url),
  }
}

const ofOpenVex = (vex: OpenVexSummary): AdvisedDocument => ({
  ...blank,
  format: `OpenVEX ${vex.specVersion}`,
  authority: 'OpenVEX',
  id: vex.id,
  version: vex.version,
  title: `VEX of ${vex.author}`,
  publisher: vex.author,
  by: 'supplier',
  vulnerabilities: vex.statements,
})

const ofSbom = (sbom: SbomSummary): AdvisedDocument | Refusal => {
  if (sbom.statements.length === 0)
    return refuse(
      'import/no-vulnerabilities',
      'This is a bill of materials that states no vulnerability. Record it with its product.',
    )
  const subject = sbom.subject?.name
  return {
    ...blank,
    format: `${sbom.format} ${sbom.specVersion}`,
    authority: sbom.format,
    id: sbom.serialNumber ?? '',
    version: sbom.revision === undefined ? (sbom.created ?? '') : String(sbom.revision),
    title: subject === undefined ? 'Vulnerability disclosure report' : `Report on ${subject}`,
    publisher: sbom.subject?.supplier ?? '',
    by: 'supplier',
    vulnerabilities: sbom.statements,
  }
}

const ofAdvisory = (read: AdvisorySummary): AdvisedDocument => ({
  ...blank,
  format: read.specVersion === undefined ? read.format : `${read.format} ${read.specVersion}`,
  authority: read.format,
  id: read.id,
  version: read.modified ?? read.published ?? '',
  title: read.title,
  by: 'unknown',
  public: read.published !== undefined,
  vulnerabilities: [
    {
      id: read.id,
      aliases: unique([...read.cves, ...read.aliases]).filter((name) => name !== read.id),
      title: read.title === read.id ? '' : read.title,
      description: read.description,
      cwes: read.cwes,
      severities: read.severities,
      products: read.products.map(ofAdvised),
      advice: [],
      references: read.references.map(({ url }) => url),
      ...(read.withdrawn === undefined ? {} : { withdrawn: read.withdrawn }),
    },
  ],
})

const ofAdvised = ({ name, vendor, ecosystem, affected, versions }: AdvisedProduct) => ({
  name: [vendor, name, ecosystem === undefined ? undefined : `(${ecosystem})`]
    .filter((part) => part !== undefined && part !== '')
    .join(' '),
  versions: affected.length > 0 ? affected : versions,
  status: 'affected' as const,
  why: '',
})

const blank = { publisher: '', tlp: '', public: false, url: '', note: '', references: [] } as const
