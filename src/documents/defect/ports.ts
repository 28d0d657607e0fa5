import type { Refusal } from '../../kernel/result.ts'
import type { NamedMatrix } from '../../kernel/risk-matrix.ts'
import type { Actor } from '../../kernel/roles.ts'
import type { Gathered } from '../../ledger/index.ts'

/** What a documentation defect asks of documents and of others' records; `server/wiring` supplies it. */
export interface DefectPorts {
  /** The document of a defect, to hold the defect and its correction against. */
  documentOf(document: string): Promise<Gathered<AboutDocument> | Refusal>
  /** Refuses where a defect names a record that is not there, or not for this actor. */
  linked(links: DefectLinks, actor: Actor): Promise<Gathered<undefined> | Refusal>
  /** What a later revision says in the place of the wrong statements. */
  compare(asked: ComparisonAsked): Promise<Comparison>
  /** A release that a correction goes out with. */
  releaseOf(release: string, document: string): Promise<Gathered<ReleaseOfDocument> | Refusal>
  /** What a notice says of itself; undefined where no advisory or update has this id. */
  noticeOf(notice: string, document: string): Promise<Gathered<NoticeOfDocument | undefined>>
  /** The colleague that a person means by this: an account, a name, a sign-in name; or nobody's. */
  colleagueOf(named: string): Promise<Gathered<{ id: string; name: string } | undefined> | Refusal>
  /** The same statement in the other languages of the document. */
  counterpartsOf(
    defect: string,
    about: { readonly document: string; readonly counterpartOf: string | null },
  ): Promise<Gathered<Counterparts>>
  /** Mail addresses of people and roles. */
  addresses(recipients: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>
  linkTo(humanId: string): string
  /** Connected trackers, and whether each decides on the status of what is tracked there. */
  readonly trackers: readonly { readonly system: string; readonly decides: boolean }[]
  readonly matrix: NamedMatrix
}

export interface AboutDocument {
  /** Oldest first. */
  readonly revisions: readonly NamedRevision[]
  readonly language: string
}

/** A citation names a revision by its version or by the hash of its file. */
export interface NamedRevision {
  readonly version: string
  readonly hash: string
  /** How far its text is known; null while it is being read. */
  readonly reading: 'read' | 'partly-read' | 'could-not-read' | null
}

export interface DefectLinks {
  readonly case?: string | undefined
  readonly report?: string | undefined
  readonly finding?: string | undefined
  readonly look?: string | undefined
  readonly candidate?: string | undefined
  readonly candidates?: readonly string[]
  readonly document: string
  readonly counterpartOf?: string | undefined
}

export interface ComparisonAsked {
  readonly document: string
  readonly statements: readonly { readonly revision: string; readonly quote: string }[]
  /** The hash of the corrected revision. */
  readonly revision: string
  /** Words that should stand there now. */
  readonly after: string
}

/** How the wrong statement stands in the later revision. */
export interface ComparedStatement {
  readonly quote: string
  /** Whole: its passage is as it was. Words: they stand, in a passage that was changed. */
  readonly stands: 'whole' | 'words' | 'gone' | 'unknown'
  readonly before: string
  readonly after: string
}
export interface Comparison {
  readonly statements: readonly ComparedStatement[]
  /** Whether the words that should stand there do. */
  readonly says: boolean
}

export interface ReleaseOfDocument {
  readonly reference: string
  /** Whether the document belongs to the product that is released. */
  readonly concerns: boolean
  readonly released: boolean
}

export interface NoticeOfDocument {
  readonly reference: string
  readonly kind: 'advisory' | 'update'
  readonly published: boolean
  readonly concerns: boolean
}

export interface Counterparts {
  /** Documents of other languages that nobody has looked at for this defect yet. */
  readonly missing: readonly string[]
  /** Counterparts that are open, with what each lacks. */
  readonly unscheduled: readonly { readonly reference: string; readonly lacks: readonly string[] }[]
}
