import type { Passage } from '../kernel/passage.ts'
import type { Refusal } from '../kernel/result.ts'
import type { Gathered } from '../ledger/index.ts'
import type { ClauseAnswer } from './contract.ts'
import type { RecordKind } from './records/views.ts'

/** One record of any slice, as the review gets it. `state` is parsed by a view of `records/views.ts`. */
export interface RecordSummary {
  readonly id: string
  readonly humanId: string
  readonly kind: string
  readonly title: string
  readonly status: string
  readonly openedAt: string
  readonly updatedAt: string
  readonly state: unknown
}

/** What outsiders find: the server answers at these addresses as long as it runs. */
export interface ChannelFacts {
  /** The report form. */
  readonly form: string
  /** The disclosure policy. */
  readonly policy: string
  /** RFC 9116. */
  readonly securityTxt: string
  readonly mail: string
  /** False where the public address is one that only this machine, or nobody, can reach. */
  readonly reachable: boolean
}

/** What the review asks of others, on behalf of one person; `server/wiring` supplies it. */
export interface ReviewPorts {
  /**
   * All records of a kind that this person may see, oldest first, in batches, so that a large
   * ledger neither fills the memory nor holds the server up.
   */
  records(kind: RecordKind): AsyncIterable<readonly RecordSummary[]>
  /** The passages of a document's revision (the hash of its file) in reading order. */
  passages(document: string, revision: string): Promise<readonly Passage[]>
  readonly channel: ChannelFacts
}

/** A document that somebody names as a record. */
export interface NamedDocument {
  readonly kind: string
  /** Undefined where it has no revision. */
  readonly newest: { readonly version: string; readonly revision: string } | undefined
}

/** What a finding needs to know before it is decided. */
export interface FindingPorts {
  document(id: string): Promise<Gathered<NamedDocument | undefined>>
  /** A duty of the maker's own, as it reads today. Refuses where the file that holds it is wrong. */
  ownDuty(id: string): Promise<Gathered<string | undefined> | Refusal>
  /** Mail addresses of people, by their actors. */
  addresses(people: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>
  /** The page of a finding in the workbench. */
  linkTo(humanId: string): string
}

/** The review of one scope as every colleague may see it. */
export interface AnsweredScope {
  /** How the scope is called: "Pump, revision 2.4.1", "All products". */
  readonly title: string
  /** SHA-256 over the clauses and patterns that it was judged by. */
  readonly catalogue: string
  readonly clauses: readonly ClauseAnswer[]
}

/** What keeping a review needs. */
export interface KeepingPorts {
  answered(scope: {
    readonly product?: string | undefined
    readonly revision?: string | undefined
  }): Promise<Gathered<AnsweredScope> | Refusal>
}
