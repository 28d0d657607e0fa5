import type { DriveFile } from '../../kernel/drive.ts'
import type { Database } from '../../ledger/index.ts'

/** A file of a source as it was found last. */
export interface KnownFile extends DriveFile {
  /** SHA-256; empty where it was never read. */
  readonly hash: string
  /** Empty where it never became a document. */
  readonly document: string
  readonly standing: 'there' | 'gone' | 'unread' | 'left-out'
  readonly reason: string
}

/** The table `source_file` of one source: what need not be read again. */
export interface SourceFiles {
  all(): Promise<Map<string, KnownFile>>
  keep(file: KnownFile): Promise<void>
  forget(key: string): Promise<void>
}

export const sourceFilesOf = ({ writer, reader }: Database, source: string): SourceFiles => ({
  all: async () => {
    const found = new Map<string, KnownFile>()
    const rows = await reader
      .selectFrom('source_file')
      .selectAll()
      .where('source', '=', source)
      .execute()
    // Only `keep` writes the standing.
    for (const { file: key, standing, source: _, ...row } of rows)
      found.set(key, { key, ...row, standing: standing as KnownFile['standing'] })
    return found
  },
  keep: async ({ key, ...row }) => {
    await writer
      .insertInto('source_file')
      .values({ source, file: key, ...row })
      .onConflict((conflict) => conflict.columns(['source', 'file']).doUpdateSet(row))
      .execute()
  },
  forget: async (key) => {
    await writer
      .deleteFrom('source_file')
      .where('source', '=', source)
      .where('file', '=', key)
      .execute()
  },
})
