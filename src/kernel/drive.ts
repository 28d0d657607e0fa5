/**
 * The port to a place where documents lie: a folder, a repository, a drive. Everything here reads;
 * there is no way to write. It stands in the kernel as `tracker.ts` does: `connections/drives`
 * speaks each one's protocol, `server/library` keeps the documents in step with it.
 */
export interface Drive {
  /** The same mark on two files means the same bytes: a blob's id, a checksum. */
  readonly marksContent?: true
  /**
   * Proves that the place is there and what it lets us do, as the place itself says it. Throws
   * `DriveError` where it is not there, or lets us do more than read.
   */
  connect(): Promise<Granted>
  /** What lies there now, beside what lay there at `position`. Throws `DriveError`. */
  look(position: string | null): Promise<DriveLook>
  /**
   * The bytes of one file, of at most `limits.document.bytes`. Throws `DriveFileError` where this
   * file cannot be had, `DriveError` where none can.
   */
  open(file: Pick<DriveFile, 'key' | 'path' | 'mark'>): AsyncIterable<Uint8Array>
  /** Ends what is under way. */
  close(): Promise<void>
}

/** What the place lets us do, in its own words. */
export interface Granted {
  /** For people: `read files as the user vulnerary`, `https://www.googleapis.com/auth/drive.readonly`. */
  readonly scopes: readonly string[]
  /** As whom we come; empty where the place does not say. */
  readonly account: string
}

export interface DriveLook {
  /** To be given to the next look; null where the place knows none. */
  readonly position: string | null
  /** Nothing changed since the position that was given: then `files` is empty. */
  readonly unchanged: boolean
  readonly files: AsyncIterable<DriveFile | LeftOut>
  /** The version that the place itself gives all of it: a tag. */
  readonly version?: string
}

export interface DriveFile {
  /** What the place knows it by: its path, or an id that a new name does not change. */
  readonly key: string
  /** For people and rules, with forward slashes. */
  readonly path: string
  /** While it stays, the bytes are the same: a blob's id, a checksum, a time and a size. */
  readonly mark: string
  /** Bytes; null where the place does not know. */
  readonly size: number | null
  /** When it was changed last, `2026-01-31`; empty where the place does not say. */
  readonly changed: string
}

/** What was not listed, and why. */
export interface LeftOut {
  readonly path: string
  readonly leftOut: string
  /** All that lies below it could not be looked at: it may still be there. */
  readonly below?: true
}

/** The place cannot be read: what happened, and what to do next. */
export class DriveError extends Error {
  readonly next: string
  constructor(message: string, next: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DriveError'
    this.next = next
  }
}

/** One file cannot be read; the others can. */
export class DriveFileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DriveFileError'
  }
}
