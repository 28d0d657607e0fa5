import type { AdvisoryContent } from '../formats/csaf-write.ts'
import type { Refusal } from '../kernel/result.ts'
import type { Gathered } from '../ledger/index.ts'
import type { AdvisoryTlpLabel } from './contract.ts'

/** What a case says for an advisory about it. */
export interface CaseForAdvisory {
  /**
   * Publisher, products, vulnerabilities, acknowledgments, `selfUrl`. Title, summary, tracking,
   * distribution and mitigation are the advisory's own: what stands there is replaced, but for
   * `tracking.aliases`, `tracking.generator`, and the TLP where no decision and nobody gave one.
   */
  readonly content: AdvisoryContent
  /** Null where nothing was decided. `on` is the first day of disclosure, `2026-01-31`. */
  readonly disclosure: {
    readonly disclose: boolean
    readonly approved: boolean
    readonly on: string | null
    readonly tlp: AdvisoryTlpLabel
  } | null
  /** Present while the case is under embargo: only these see the advisory until it is published. */
  readonly restrictedTo?: readonly string[]
}

/** The CSAF validator's answer; `errors` are its findings, the schema's and section 6.1's. */
export interface Validation {
  readonly valid: boolean
  readonly errors: readonly {
    readonly test: string
    readonly instancePath: string
    readonly message: string
  }[]
}

/** What this slice asks of others; `server/wiring` supplies it. */
export interface AdvisoryPorts {
  /** `reference` is the advisory's human id, from which `selfUrl` follows (`csafFileName`). */
  caseForAdvisory(caseId: string, reference: string): Promise<Gathered<CaseForAdvisory> | Refusal>
  /** Validates `writeCsaf(content)`. */
  validate(content: AdvisoryContent): Promise<Gathered<Validation> | Refusal>
}
