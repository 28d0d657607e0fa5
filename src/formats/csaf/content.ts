/**
 * What an advisory of ours says, before it is written as CSAF. Whatever can be derived (document
 * version, dates of release, product statuses by list, scores from vectors) is derived by the
 * writer, so that it cannot contradict itself. Dates are RFC 3339 with an offset.
 */
import type { CvssScore } from '../cvss.ts'

export interface AdvisoryContent {
  readonly profile: 'csaf_security_advisory' | 'csaf_vex'
  readonly title: string
  /** BCP 47 tag; `en` unless given. */
  readonly language?: string
  readonly publisher: AdvisoryPublisher
  readonly tracking: AdvisoryTracking
  readonly distribution: { readonly tlp: AdvisoryTlp; readonly text?: string }
  readonly aggregateSeverity?: { readonly text: string; readonly namespace?: string }
  readonly summary: string
  readonly legalDisclaimer?: string
  readonly notes?: readonly AdvisoryNote[]
  /** Where this very document will be found; its file name must be `csafFileName(id)`. */
  readonly selfUrl?: string
  readonly references?: readonly AdvisoryReference[]
  readonly acknowledgments?: readonly AdvisoryAcknowledgment[]
  readonly products: readonly AdvisoryProduct[]
  readonly vulnerabilities: readonly AdvisoryVulnerability[]
}

export interface AdvisoryPublisher {
  readonly name: string
  /** A URL under the publisher's control: with the tracking id it names the document worldwide. */
  readonly namespace: string
  readonly contact?: string
  readonly issuingAuthority?: string
}

export interface AdvisoryTracking {
  readonly id: string
  readonly status: 'draft' | 'interim' | 'final'
  readonly aliases?: readonly string[]
  /** Oldest first, at least one: they are numbered 1, 2, 3 and the last is the document's version. */
  readonly revisions: readonly { readonly date: string; readonly summary: string }[]
  readonly generator?: { readonly name: string; readonly version?: string; readonly date?: string }
}

export interface AdvisoryTlp {
  readonly label: 'WHITE' | 'GREEN' | 'AMBER' | 'RED'
  readonly url?: string
}

export interface AdvisoryNote {
  readonly category: 'description' | 'details' | 'faq' | 'general' | 'other' | 'summary'
  readonly text: string
  readonly title?: string
}

export interface AdvisoryReference {
  readonly category: 'external' | 'self'
  readonly summary: string
  readonly url: string
}

/** At least one of the three. */
export interface AdvisoryAcknowledgment {
  readonly names?: readonly string[]
  readonly organization?: string
  readonly summary?: string
}

export interface AdvisoryProduct {
  readonly vendor: string
  readonly name: string
  readonly revisions: readonly AdvisoryProductRevision[]
}

export interface AdvisoryProductRevision {
  /** Names the revision in this advisory and its later versions; no two products share one. */
  readonly id: string
  /** A version, or a range (best as `vers:…`). */
  readonly version: string
  readonly identification?: ProductIdentification
}

export interface ProductIdentification {
  readonly purl?: string
  readonly cpe?: string
  /** Hex digests (32 digits or more) by algorithm name, for each file. */
  readonly hashes?: readonly {
    readonly fileName: string
    readonly digests: Readonly<Record<string, string>>
  }[]
  readonly sbomUrls?: readonly string[]
  readonly modelNumbers?: readonly string[]
  readonly serialNumbers?: readonly string[]
  readonly skus?: readonly string[]
}

export interface AdvisoryVulnerability {
  readonly cve?: string
  /** The VEX profile asks for a CVE or one of these. */
  readonly ids?: readonly { readonly system: string; readonly text: string }[]
  readonly title?: string
  readonly description: string
  readonly notes?: readonly AdvisoryNote[]
  /** The name must be the one of the CWE list: see `cweName`. */
  readonly cwe?: { readonly id: string; readonly name: string }
  readonly discoveryDate?: string
  readonly releaseDate?: string
  /** At most one for each CVSS version and product. 4.0 becomes a note: CSAF 2.0 has no place. */
  readonly scores?: readonly AdvisoryScore[]
  /** One for each product revision. */
  readonly assessments: readonly ProductAssessment[]
  readonly threats?: readonly AdvisoryThreat[]
  readonly remediations?: readonly AdvisoryRemediation[]
  readonly references?: readonly AdvisoryReference[]
  readonly acknowledgments?: readonly AdvisoryAcknowledgment[]
}

export interface AdvisoryScore {
  readonly score: CvssScore
  /** Product revision ids; all affected ones unless given. */
  readonly products?: readonly string[]
}

export type ProductAssessment =
  | {
      readonly product: string
      readonly status:
        | 'first_affected'
        | 'first_fixed'
        | 'fixed'
        | 'known_affected'
        | 'last_affected'
        | 'recommended'
        | 'under_investigation'
    }
  | {
      readonly product: string
      readonly status: 'known_not_affected'
      /** The VEX profile asks for a justification or a statement of the impact. */
      readonly justification?: NotAffectedJustification
      readonly impact?: string
    }

export type NotAffectedJustification =
  | 'component_not_present'
  | 'inline_mitigations_already_exist'
  | 'vulnerable_code_cannot_be_controlled_by_adversary'
  | 'vulnerable_code_not_in_execute_path'
  | 'vulnerable_code_not_present'

export interface AdvisoryThreat {
  readonly category: 'exploit_status' | 'impact' | 'target_set'
  readonly details: string
  readonly date?: string
  /** All assessed products unless given. */
  readonly products?: readonly string[]
}

export interface AdvisoryRemediation {
  readonly category:
    | 'mitigation'
    | 'no_fix_planned'
    | 'none_available'
    | 'vendor_fix'
    | 'workaround'
  readonly details: string
  readonly date?: string
  readonly url?: string
  readonly restartRequired?: {
    readonly category:
      | 'connected'
      | 'dependencies'
      | 'machine'
      | 'none'
      | 'parent'
      | 'service'
      | 'system'
      | 'vulnerable_component'
      | 'zone'
    readonly details?: string
  }
  /** All affected products unless given; all assessed ones where none is affected. */
  readonly products?: readonly string[]
}
