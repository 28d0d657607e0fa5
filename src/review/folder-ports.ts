import type { ExtractedDocument } from '../kernel/passage.ts'
import type { Refusal } from '../kernel/result.ts'

/** What the folder review needs of the document library; the caller wires both. */

/** One file of a folder, not yet read. */
export interface FolderFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string
  /** The bytes, or a refusal when it is gone, unreadable or too large. */
  read(): Promise<Uint8Array | Refusal>
}

/** A file that was left out, and why. */
export interface FolderProblem {
  readonly path: string
  readonly reason: string
}

/** Lists the files below a folder in a stable order; throws when the folder cannot be listed. */
export type ListFolder = (
  root: string,
  onProblem: (problem: FolderProblem) => void,
) => AsyncIterable<FolderFile>

export interface DocumentReader {
  /** How many files are worth giving at once. */
  readonly atOnce: number
  /** Never rejects for what a file holds: such a file is `could-not-read`, with the reason. */
  extract(file: { readonly bytes: Uint8Array; readonly name: string }): Promise<ExtractedDocument>
}
