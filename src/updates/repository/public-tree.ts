/**
 * The static tree that the public reads, over whatever holds it. Paths are relative, with `/`
 * between segments, as `treePath` in names.ts accepts them. A reader sees a file whole or not at
 * all, and a write that has answered outlasts a loss of power: the repository relies on both when
 * it writes the timestamp last.
 */
export interface PublicTree {
  /** Makes or replaces a file. */
  write(path: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>
  read(path: string): Promise<Uint8Array | undefined>
  /** Gives a written file a second name (consistent snapshots want one for each hash). */
  copy(from: string, to: string): Promise<void>
}
