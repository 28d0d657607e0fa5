/** What a document says of one vulnerability in products, whatever its format (VEX, VDR, CSAF …). */
import type { CvssScore } from './cvss.ts'

/** The four statuses of VEX (CISA, Minimum Requirements for VEX), and one for none given. */
export type StatedStatus = 'affected' | 'fixed' | 'not_affected' | 'under_investigation' | 'unknown'

export interface StatedVulnerability {
  /** What its author calls it: a CVE id or a number of their own; empty where they give none. */
  readonly id: string
  /** Its other names. */
  readonly aliases: readonly string[]
  readonly title: string
  readonly description: string
  /** `CWE-79`. */
  readonly cwes: readonly string[]
  /** Vectors that could be read, each once. */
  readonly severities: readonly CvssScore[]
  readonly products: readonly StatedProduct[]
  /** What its author advises to do. */
  readonly advice: readonly string[]
  /** Addresses as in the file: not checked, never to be fetched. */
  readonly references: readonly string[]
  /** When it was withdrawn or rejected; `unknown` where the file does not say when. */
  readonly withdrawn?: string
}

export interface StatedProduct {
  /** A name, or a purl where the file has nothing else. */
  readonly name: string
  readonly versions: readonly string[]
  readonly status: StatedStatus
  /** Why it has this status, as its author puts it; may be empty. */
  readonly why: string
}
