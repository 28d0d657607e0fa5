/** In points (1/72 inch) from the top left of the page as it is shown, turned pages turned. */
export interface PassageBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where a passage stands in its file; `page` counts from 1, `line` from 1. */
export interface PassageLocation {
  readonly page?: number
  readonly line?: number
  /** Where it stands on its page: all its lines. */
  readonly box?: PassageBox
  /** The number that the file counts before it by itself, such as `4.2` or `b)`: not in its text. */
  readonly number?: string
  /** Recognised in a picture: letters may be wrong, and the file does not hold it as text. */
  readonly recognised?: true
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
  /**
   * Offsets where the file has markup that `text` leaves out, in order: a quote across one of them
   * is not found in the file letter by letter. Absent where there are none.
   */
  readonly seams?: readonly number[]
}

/** A drawing or picture that no search can clear: a person has to look at it. */
export interface Drawing {
  readonly page?: number
  readonly line?: number
  /** Headings above it, outermost first. */
  readonly headings: readonly string[]
  /** What it is, such as `a picture over 60 % of the page`. */
  readonly reason: string
  readonly caption?: string
}

/** Its size in points, as it is shown. */
export interface PageWithoutText {
  readonly page: number
  readonly width: number
  readonly height: number
}

export type ExtractionOutcome = 'read' | 'partly-read' | 'could-not-read'

/** What reading a file gave. Never an empty success: a file without text says so in `reason`. */
export interface ExtractedDocument {
  readonly outcome: ExtractionOutcome
  readonly format: string
  readonly reason?: string
  readonly title?: string
  readonly passages: readonly Passage[]
  /** What a person should know of a file that was read: tracked changes, comments, macros. */
  readonly notes?: readonly string[]
  readonly drawings?: readonly Drawing[]
  /** Pages that show something and hold no text that can be read. */
  readonly pagesWithoutText?: readonly PageWithoutText[]
}
