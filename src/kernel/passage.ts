/** Where a passage stands in its file; `page` counts from 1, `line` from 1. */
export interface PassageLocation {
  readonly page?: number
  readonly line?: number
  /** Headings above the passage, outermost first. */
  readonly headings: readonly string[]
}

export type PassageKind = 'heading' | 'paragraph' | 'list-item' | 'table-row' | 'code' | 'caption'

/**
 * One citable stretch of a document's text, in reading order. `text` is verbatim but for white
 * space, so that a quote of it can be found again in the original.
 */
export interface Passage {
  readonly index: number
  readonly kind: PassageKind
  readonly text: string
  readonly location: PassageLocation
}

export type ExtractionOutcome = 'read' | 'partly-read' | 'could-not-read'

/** What reading a file gave. Never an empty success: a file without text says so in `reason`. */
export interface ExtractedDocument {
  readonly outcome: ExtractionOutcome
  readonly format: string
  readonly reason?: string
  readonly title?: string
  readonly passages: readonly Passage[]
}
