/** What the clause review answers; the workbench, the pack and kept reviews read it. */

/** Only `met` is green. */
export const verdicts = ['met', 'partial', 'absent', 'not-applicable', 'could-not-run'] as const
export type Verdict = (typeof verdicts)[number]

/** As they are called in a report. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  met: 'met',
  partial: 'partial',
  absent: 'absent',
  'not-applicable': 'not applicable',
  'could-not-run': 'could not run',
}

/** A record that shows it, or the gap. `kind` is the kind of record. */
export interface RecordLink {
  readonly kind: string
  readonly id: string
  readonly label: string
}

/** What the records say to one constraint. */
export interface RecordAnswer {
  readonly verdict: Verdict
  /** One or two sentences with counts. */
  readonly detail: string
  readonly links: readonly RecordLink[]
}

/** A passage that shows it, quoted verbatim. */
export interface DocumentEvidence {
  /** The document's human id and title. */
  readonly document: string
  readonly documentId: string
  /** The document's own version, the name of its file, and the SHA-256 of the file. */
  readonly version: string
  readonly file: string
  readonly revision: string
  readonly quote: string
  /** The part of the quote that matched, where the quote is longer: for marking it. */
  readonly focus?: string
  /** For people: page, line, headings. */
  readonly location: string
  /** The same in parts: the page counts from 1, the heading is the nearest above. */
  readonly page?: number
  readonly heading?: string
  /** Index of the passage in the document, and SHA-256 of its text. */
  readonly passage: number
  readonly passageHash: string
  /** The pattern that found it, or `person` where somebody pointed to it. */
  readonly pattern: string
  /** A person's word that the judge saw it right, while the passage stands as it was then. */
  readonly confirmed?: Finding
}

/** What the documents of the library say to one constraint, in force or not. */
export interface DocumentAnswer {
  readonly verdict: Verdict
  /** How many documents could answer, and how many could not be read, or only in part. */
  readonly read: number
  readonly unread: number
  /** Best first. */
  readonly evidence: readonly DocumentEvidence[]
}

/** One of the four questions that a verdict rests on, with one or two sentences. */
export interface Leg {
  readonly verdict: Verdict
  readonly detail: string
}

/** A document as it stands in the library today. */
export interface StandingDocument {
  readonly id: string
  /** Its human id and title. */
  readonly document: string
  readonly kind: string
  /** Of the revision in force, or else of the one to come; empty where it has none. */
  readonly version: string
  readonly revision: string
  /** The day from which it holds; null where it has no revision. */
  readonly inForceFrom: string | null
  readonly approved: { readonly by: string; readonly on: string } | null
}

/** A document of the kind `record` that a person named as proof: something ran elsewhere. */
export interface ImportedRecord {
  readonly finding: Finding
  readonly id: string
  /** Its human id and title. */
  readonly document: string
  readonly version: string
  readonly revision: string
  /** The day on which it ran. */
  readonly on: string
}

/** The four questions. */
export interface Legs {
  /** Is a document of the kind there? */
  readonly exists: Leg & { readonly documents: readonly StandingDocument[] }
  /** Does a passage say it? */
  readonly says: Leg & { readonly evidence: readonly DocumentEvidence[] }
  /** Has what says it a version, a date that has come and an approval? */
  readonly inForce: Leg & { readonly documents: readonly StandingDocument[] }
  /** Does a record prove that it ran: of this ledger, or an imported one? */
  readonly record: Leg & {
    readonly links: readonly RecordLink[]
    readonly imported: readonly ImportedRecord[]
  }
}

/** A person's word on a constraint. */
export interface Finding {
  readonly id: string
  readonly humanId: string
  readonly reason: string
  readonly by: string
  readonly at: string
}

/** A person's word that holds no more, because what it was about changed: somebody must look again. */
export interface AsksAgain extends Finding {
  readonly was: 'overruled' | 'confirmed' | 'record-named'
  /** What the person said then. */
  readonly verdict: Verdict
  /** What changed. */
  readonly because: string
}

/** Who closes the gap until when: a person by their actor. */
export interface GapTask extends Finding {
  readonly what: string
  readonly who: string
  readonly until: string
}

/** A documentation defect that was opened from the gap and is not over. */
export interface GapDefect {
  readonly id: string
  readonly humanId: string
  readonly title: string
  readonly status: string
}

/** Whether a constraint asks anything of this scope, by the facts of its products (4.3 and others). */
export interface Applicability {
  readonly applies: boolean
  readonly reason: string
}

/** One constraint, answered. */
export interface ConstraintAnswer {
  readonly id: string
  readonly title: string
  readonly duty: string
  /** How bad it is where it is missing: minor, moderate or major. */
  readonly severity: string
  readonly applicability: Applicability
  /** The verdict is met where all four are. */
  readonly legs: Legs
  /** `says` and `inForce` together. */
  readonly documents: DocumentAnswer
  readonly records: RecordAnswer
  readonly verdict: Verdict
  /** What closes the gap, in the order of the work; empty where it is none. */
  readonly next: readonly string[]
  /**
   * SHA-256 over what was found: the halves' verdicts, the passages and what the scope's facts say
   * to applicability. Whoever confirms or overrules the whole names it, and is asked again once it
   * changed.
   */
  readonly basis: string
  /** Present where a person overruled: `verdict` is theirs, this is what the review found. */
  readonly overruled?: Finding & { readonly found: Verdict }
  /** Present where a person confirmed the verdict as it stands. */
  readonly confirmed?: Finding
  /** Present where the gap is accepted by signature; it is still a gap. */
  readonly accepted?: Finding
  /** What is under way to close the gap. */
  readonly tasks: readonly GapTask[]
  readonly defects: readonly GapDefect[]
  /** Words that hold no more, newest last. */
  readonly asksAgain: readonly AsksAgain[]
  /** The sentences of the clause's defence that claim this constraint. */
  readonly defence?: string
}

/** A common gap of the catalogue that this scope has. */
export interface StandingGap {
  readonly text: string
  readonly severity: string
  /** Whole: nothing of it is shown. In part: something is. Not known: it could not be reviewed. */
  readonly stands: 'whole' | 'in-part' | 'not-known'
  /** The constraints, of whichever clause, whose gaps it is. */
  readonly shownBy: readonly {
    readonly id: string
    readonly verdict: Verdict
    readonly next: readonly string[]
  }[]
  /** Every one of them is accepted by signature; it still stands. */
  readonly accepted: boolean
}

export interface ClauseAnswer {
  readonly id: string
  readonly title: string
  readonly constraints: readonly ConstraintAnswer[]
  /** The clause's common gaps as they stand; one that does not is left out. */
  readonly commonGaps: readonly StandingGap[]
  /** What the maker can say to an auditor: only sentences whose every claim is met. */
  readonly defence?: string
  /** The other sentences of the catalogue's text, which nobody should say yet. */
  readonly withheld: readonly WithheldSentence[]
}

/** A sentence of the defence that cannot be shown, and what keeps it out. */
export interface WithheldSentence {
  /** With its blanks filled; `…` where there is nothing to fill one with. */
  readonly text: string
  /** Ids of the constraints that it claims and that are not met. */
  readonly missing: readonly string[]
  /** A sentence for each kind of blank that stays empty. */
  readonly unfilled: readonly string[]
}
