import type { Calendar } from '../../kernel/calendar.ts'
import type { Refusal } from '../../kernel/result.ts'
import type { Gathered } from '../../ledger/index.ts'
import type { InquiryRules } from '../decide/inquiries/rules.ts'

/** A product as its owners are asked about it. */
export interface OwnedProduct {
  readonly id: string
  readonly name: string
  readonly active: boolean
  /** `person:<id>`. */
  readonly owners: readonly string[]
  readonly revisions: readonly string[]
}

/** Mail addresses behind roles and `person:<id>`, and where the case is shown. */
export interface Reached {
  readonly addresses: ReadonlyMap<string, readonly string[]>
  readonly link: string
}

/** What the questions to owners and the notices to third parties ask of others. */
export interface InquiryPorts {
  readonly inquiries: InquiryRules
  readonly calendar: Calendar
  /** The maker as a notice names it. */
  readonly maker: { readonly name: string; readonly contact: string }
  /** These products; all active ones where no list is given. */
  ownedProducts(ids: readonly string[] | undefined): Promise<Gathered<readonly OwnedProduct[]>>
  reached(recipients: readonly string[], humanId: string): Promise<Reached>
  /** Reads an armored public key that mail can be encrypted to; refuses any other text. */
  publicKey(armored: string): Promise<{ readonly fingerprint: string } | Refusal>
}
