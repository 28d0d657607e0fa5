import { type Verdict, verdictWords } from '../../../review/contract.ts'
import type { PackVerdict } from '../../../review/verify/lines-schema.ts'
import type { CaseConstraint } from '../constraints.ts'

/** One fact as the page tells it. */
export { verdictWords }

export interface PageFact {
  /** Its line in `events.jsonl`, from 1. */
  readonly line: number
  readonly leafIndex: number
  readonly at: string
  readonly record: string
  readonly what: string
  readonly who: string
  readonly said: string
  readonly signature: { readonly name: string; readonly meaning: string } | null
}

/** A passage as the page cites it. */
export interface PageQuote {
  readonly quote: string
  /** `DOC-2026-0001 Disclosure policy, version 2`. */
  readonly document: string
  /** Page, line and headings, as far as the file has them. */
  readonly place: string
  readonly revision: string
  /** Its line in `passages.jsonl`. */
  readonly line: number
}

export interface PageVerdict
  extends Omit<PackVerdict, 'overruled' | 'confirmed' | 'accepted' | 'defence'> {
  readonly quotes: readonly PageQuote[]
  /** A person's word on it, in a sentence. */
  readonly word: string | null
}

export interface PageClause {
  readonly id: string
  readonly title: string
  readonly defence: string | null
  readonly verdicts: readonly PageVerdict[]
}

/** A review that was kept, and how the verdicts of now differ from it. */
export interface PageKeptReview {
  readonly humanId: string
  readonly title: string
  readonly at: string
  readonly reason: string
  readonly counts: string
  /** `9.2/channel: partial, now met`. */
  readonly changed: readonly string[]
}

/** What the pack is about: the duties that the facts of a case answer, or verdicts on clauses. */
export type PageSubject =
  | {
      readonly kind: 'case'
      readonly status: string
      readonly answered: readonly {
        readonly constraint: CaseConstraint
        readonly lines: readonly number[]
      }[]
    }
  | {
      readonly kind: 'review'
      readonly counts: readonly (readonly [Verdict, number])[]
      readonly clauses: readonly PageClause[]
      /** Oldest first. */
      readonly kept: readonly PageKeptReview[]
    }

/** What the readable summary says, as a page and as a PDF. */
export interface PageContent {
  readonly maker: string
  readonly made: string
  readonly heading: string
  readonly subject: PageSubject
  /** What a reader must know of what is in it and what is not. */
  readonly notes: readonly string[]
  readonly origin: string
  readonly key: string
  readonly treeSize: number
  readonly earlierTreeSize: number
  readonly facts: readonly PageFact[]
  readonly factCount: number
  readonly records: readonly {
    readonly humanId: string
    readonly kind: string
    readonly version: number
    readonly title: string
    readonly status: string
  }[]
  readonly recordCount: number
  readonly files: readonly {
    readonly hash: string
    readonly name: string
    readonly size: number
    readonly included: boolean
  }[]
  readonly fileCount: number
}

/** `3 met, 1 partial`. */
export const countsInWords = (counts: readonly (readonly [Verdict, number])[]): string =>
  counts.map(([verdict, count]) => `${count} ${verdictWords[verdict]}`).join(', ')

/** `FND-2026-0001 said met, and holds no more: …`. */
export const wordsAgain = ({ asksAgain }: PageVerdict): readonly string[] =>
  asksAgain.map(({ humanId, was, verdict, because }) => {
    const said = was === 'record-named' ? 'named a record' : `said ${verdictWords[verdict]}`
    return `${humanId} ${said}, and holds no more: ${because}`
  })

/** `2026-05-06T07:08:09.000Z` → `2026-05-06 07:08`. */
export const moment = (at: string): string => at.slice(0, 16).replace('T', ' ')

export const legWords = {
  exists: 'A document of the kind is there',
  says: 'A passage says it',
  inForce: 'It is in force',
  record: 'A record proves that it ran',
} as const

/** The four questions with what they rest on by number, in their order. */
export const legsTold = ({ legs: { exists, says, inForce, record } }: PageVerdict) => [
  { leg: 'exists' as const, ...exists, names: exists.documents },
  { leg: 'says' as const, ...says, names: [] },
  { leg: 'inForce' as const, ...inForce, names: inForce.documents },
  { leg: 'record' as const, ...record, names: [...record.links, ...record.imported] },
]
