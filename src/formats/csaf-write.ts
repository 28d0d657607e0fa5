/**
 * Writes our advisories as CSAF 2.0, in the profiles "security advisory" and "VEX" (OASIS Common
 * Security Advisory Framework 2.0, sections 3, 4.4 and 4.5).
 */
import type { AdvisoryContent } from './csaf/content.ts'
import { type JsonObject, written } from './csaf/json.ts'
import { acknowledgmentParts, referenceParts } from './csaf/write-parts.ts'
import { productTree } from './csaf/write-products.ts'
import { vulnerabilityPart } from './csaf/write-vulnerability.ts'

export type {
  AdvisoryAcknowledgment,
  AdvisoryContent,
  AdvisoryNote,
  AdvisoryProduct,
  AdvisoryRemediation,
  AdvisoryScore,
  AdvisoryVulnerability,
  NotAffectedJustification,
  ProductAssessment,
  ProductIdentification,
} from './csaf/content.ts'

/** JSON ready to be serialised, its members in alphabetical order at every level. */
export type CsafDocument = JsonObject

/**
 * The document for an advisory. It takes what it is given: publish nothing that `validateCsaf` has
 * not found valid (a CWE under a wrong name, or a VEX that leaves out an impact, is found there).
 */
export const writeCsaf = (content: AdvisoryContent): CsafDocument =>
  written({
    document: documentPart(content),
    product_tree: productTree(content.products),
    vulnerabilities: content.vulnerabilities.map(vulnerabilityPart),
  })

/** The name a CSAF file must have for its tracking id (section 5.1). */
export const csafFileName = (id: string): string =>
  `${id.toLowerCase().replaceAll(/[^+\-a-z0-9]+/g, '_')}.json`

const documentPart = (content: AdvisoryContent) => {
  const { publisher, distribution, tracking } = content
  return {
    acknowledgments: acknowledgmentParts(content.acknowledgments),
    aggregate_severity: content.aggregateSeverity && {
      text: content.aggregateSeverity.text,
      namespace: content.aggregateSeverity.namespace,
    },
    category: content.profile,
    csaf_version: '2.0',
    distribution: {
      text: distribution.text,
      tlp: { label: distribution.tlp.label, url: distribution.tlp.url },
    },
    lang: content.language ?? 'en',
    notes: [
      { category: 'summary', title: 'Summary', text: content.summary },
      ...(content.notes ?? []).map(({ category, text, title }) => ({ category, text, title })),
      ...(content.legalDisclaimer === undefined
        ? []
        : [{ category: 'legal_disclaimer', title: 'Legal notice', text: content.legalDisclaimer }]),
    ],
    publisher: {
      category: 'vendor',
      name: publisher.name,
      namespace: publisher.namespace,
      contact_details: publisher.contact,
      issuing_authority: publisher.issuingAuthority,
    },
    references: referenceParts([
      ...(content.selfUrl === undefined
        ? []
        : [{ category: 'self' as const, summary: 'This advisory', url: content.selfUrl }]),
      ...(content.references ?? []),
    ]),
    title: content.title,
    tracking: trackingPart(tracking),
  }
}

/** Version and dates follow from the revisions (sections 6.1.16, 6.1.21, 6.2.5 and 6.2.6). */
const trackingPart = ({
  id,
  status,
  aliases,
  revisions,
  generator,
}: AdvisoryContent['tracking']) => ({
  aliases,
  current_release_date: revisions.at(-1)?.date,
  generator: generator && {
    date: generator.date,
    engine: { name: generator.name, version: generator.version },
  },
  id,
  initial_release_date: revisions.at(0)?.date,
  revision_history: revisions.map(({ date, summary }, index) => ({
    date,
    number: String(index + 1),
    summary,
  })),
  status,
  version: String(revisions.length),
})
