import type { InputOf } from '../kernel/fields.ts'
import type { PageWithoutText, PassageBox } from '../kernel/passage.ts'
import type { Refusal } from '../kernel/result.ts'
import type { Gathered } from '../ledger/index.ts'
import type { registerDocument } from './contract/library.ts'

/** What the library asks of products and of its own other documents. */
export interface LibraryPorts {
  /** What a description of this document names, as it stands. */
  namedBy(
    document: string,
    description: InputOf<typeof registerDocument>,
  ): Promise<Gathered<NamedByDocument>>
}

export interface NamedByDocument {
  /** The revisions of each product that it names; one that is missing is no product. */
  readonly products: ReadonlyMap<string, readonly string[]>
  /** The document that it translates; null where none of that id is in the library. */
  readonly original: { readonly language: string; readonly translationOf: string | null } | null
  /** Whether others say that they translate it. */
  readonly translations: boolean
}

/**
 * Processes outside this one that run `readerProgram`, so that no file of strangers is read beside
 * the records; `server/processes` supplies it.
 */
export interface ReadingPool {
  /** What the process answered to this message, or the refusal `process/…` where it did not. */
  run(message: unknown): Promise<unknown | Refusal>
  /** Ends the processes; what waits is refused with `process/closed`. */
  close(): Promise<void>
}

/**
 * Recognises text in pictures, by programs of the machine; `server/processes` supplies it where they
 * are installed.
 */
export interface TextRecogniser {
  /** What stands on these pages of a PDF. A page that took too long or failed is not answered. */
  pages(pdf: Uint8Array, pages: readonly PageWithoutText[]): Promise<readonly RecognisedPage[]>
  /** What stands in a picture's own file; undefined where that could not be told. */
  picture(bytes: Uint8Array): Promise<readonly RecognisedText[] | undefined>
}

export interface RecognisedPage {
  readonly page: number
  readonly texts: readonly RecognisedText[]
}

/** A paragraph, and where it stands on its page. */
export interface RecognisedText {
  readonly text: string
  readonly box?: PassageBox
}

/** What a look asks of the library. */
export interface LookPorts {
  /** Whether a statement of the newest revision of a document holds these words. */
  statementIn(document: string, quote: string): Promise<Gathered<NamedStatement> | Refusal>
}

export interface NamedStatement {
  readonly revision: string
  readonly stands: boolean
}
