import type { ExtractedDocument } from '../kernel/passage.ts'
import type { Refusal } from '../kernel/result.ts'
import type { JudgedFile } from './folder-review.ts'

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
  /** Documents may lie there that nobody saw: what is not found elsewhere is then not absent. */
  readonly hides?: true
}

/** Lists the files below a folder in a stable order; throws when the folder cannot be listed. */
export type ListFolder = (
  root: string,
  onProblem: (problem: FolderProblem) => void,
) => AsyncIterable<FolderFile>

export interface DocumentReader {
  /** How many files are worth giving at once. */
  readonly atOnce: number
  /** Whether text in pictures is recognised, which takes as long as the machine lets it. */
  readonly recognises?: boolean
  /** Never rejects for what a file holds: such a file is `could-not-read`, with the reason. */
  extract(file: { readonly bytes: Uint8Array; readonly name: string }): Promise<ExtractedDocument>
}

/** Verdicts of earlier runs. Neither call rejects: a store that does not work holds nothing. */
export interface KeptReviews {
  /** The place for the verdicts on a file with this path and SHA-256 (hex). */
  slot(path: string, sha256: string): KeptReview
}

export interface KeptReview {
  read(): Promise<JudgedFile | undefined>
  write(judged: JudgedFile): Promise<void>
}
