import type { StreamId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/result.ts'
import type { NamedMatrix } from '../kernel/risk-matrix.ts'
import type { Gathered } from '../ledger/index.ts'
import type { CaseFacts } from './contract.ts'
import type { Authority } from './decide/clocks/rules.ts'
import type { DecidingPorts } from './ports/deciding.ts'
import type { InquiryPorts } from './ports/inquiries.ts'
import type { RiskEntry } from './ports/risks.ts'
import type { CaseState } from './state.ts'

/** What proposals are made from. */
export type ImpactOfFlaw = Pick<CaseState, 'facts' | 'impact' | 'ranges'>

/** What other records say about a case that is to be closed. */
export interface ClosureEvidence {
  /** Reports that are linked to it. */
  readonly reports?: readonly string[]
  /** Looks at the documents after the fix, when each was, and what is still undecided in it. */
  readonly looks: readonly {
    readonly reference: string
    readonly at: string
    readonly undecided: number
  }[]
  /** Documents of affected revisions that no look has searched or told of as they stand now. */
  readonly unsearched?: readonly string[]
  /**
   * Documentation defects of the case that are neither closed nor scheduled, each with what it lacks.
   */
  readonly openDefects: readonly string[]
  /** Updates and advisories that carry the case, published or not. */
  readonly published: readonly string[]
  readonly unpublished: readonly string[]
  /** All active products of the maker, and whether the rules have all their owners asked. */
  readonly products: {
    readonly active: readonly { readonly id: string; readonly name: string }[]
    readonly askAll: boolean
  }
  /** Whom the maker's rule file names, where there is one. */
  readonly authorities?: readonly Authority[]
  /** Entries of the risk register that name the case and are not retired. */
  readonly risks?: readonly RiskEntry[]
}

/** An open case as the open-issue review freezes it. */
export interface OpenIssue {
  readonly case: StreamId
  readonly reference: string
  readonly title: string
  readonly status: string
  readonly severity: string | null
  readonly version: number
  readonly dueAt?: string | null
  readonly stale?: boolean
  /** Null where none was proposed, and of a case under embargo. */
  readonly disposition?: { readonly path: string; readonly approved: boolean } | null
  /** How many revisions have each VEX status: of the product asked for, or of all. */
  readonly impact?: Readonly<Record<string, number>>
}

/** A case that another one may be a duplicate of. */
export interface OriginalCase {
  readonly id: StreamId
  readonly reference: string
  /** Whether it is to end as a duplicate itself. */
  readonly duplicate: boolean
}

/** What a case takes over from the report that it is opened from. */
export interface FromReport {
  /** The day on which it came in: the maker was aware then. */
  readonly on: string
  /** Whom alone it is for, with the last day where there is one; null where it is for everybody. */
  readonly embargo: {
    readonly named: readonly string[]
    readonly until?: string | undefined
  } | null
}

/** A product as the impact of a flaw sees it. */
export interface ConcernedProduct {
  readonly id: string
  readonly name: string
  readonly configurations: readonly string[]
  readonly revisions: readonly {
    readonly revision: string
    /** Components of the flaw that its SBOM names, as `name version`, sorted. */
    readonly components: readonly string[]
  }[]
}

/** A revision that may be affected, and why. */
export interface ProposedRow {
  readonly product: string
  readonly revision: string
  readonly because: {
    readonly reason: 'component' | 'shared-code' | 'range'
    readonly what: string
  }[]
}

/** What this slice asks of others; `server/wiring` supplies it. */
export interface CasePorts extends InquiryPorts, DecidingPorts {
  closureEvidence(caseId: StreamId): Promise<Gathered<ClosureEvidence>>
  /** Reports that are linked to a case, whenever that was. */
  reportsOf(caseId: StreamId): Promise<Gathered<readonly string[]>>
  /** Where to write to those whom a rule names, and where the case is to be found. */
  toldOf(
    humanId: string,
    recipients: readonly string[],
  ): Promise<{
    readonly addresses: ReadonlyMap<string, readonly string[]>
    readonly link: string
  }>
  originalCase(id: string): Promise<Gathered<OriginalCase> | Refusal>
  /** All open cases, or those that may concern a product; refuses more than a review can hold. */
  openIssues(product: string | undefined): Promise<Gathered<readonly OpenIssue[]> | Refusal>
  /** The report that a case is opened from. */
  reportedOn(report: string): Promise<Gathered<FromReport> | Refusal>
  /** These products, with what their SBOMs name of the components of a flaw. */
  concerned(
    products: readonly string[],
    facts: CaseFacts,
  ): Promise<Gathered<readonly ConcernedProduct[]>>
  /** An entry of the register; refuses one that does not name this case, or is retired. */
  riskEntry(risk: string, caseId: StreamId): Promise<Gathered<RiskEntry> | Refusal>
  /** The maker's risk matrix, the same as long as the server runs. */
  riskMatrix(): NamedMatrix
  /** Revisions that may be affected, over all products. */
  proposedRows(state: ImpactOfFlaw): Promise<Gathered<readonly ProposedRow[]>>
  /** The trackers that tasks can go to, as origins name them. */
  readonly trackers: readonly string[]
}
