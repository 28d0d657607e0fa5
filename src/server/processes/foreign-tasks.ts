import type { Keys } from '../../connections/mail-message/open-pgp.ts'
import type { ReadMail } from '../../connections/mail-message/read.ts'
import type { DocumentPage, DocumentProperties, SourceFile } from '../../documents/index.ts'
import type { CsafValidation } from '../../formats/csaf-validate.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import type { ReadImport } from '../imports/read.ts'
import type { ReadTable, WrittenTable } from '../tables/table.ts'
import { createPool, type Pool } from './pool.ts'

/** What a foreign worker can be asked; `foreign-worker.ts` answers each. */
export type ForeignTask =
  | { readonly task: 'csaf'; readonly document: unknown }
  | { readonly task: 'mail'; readonly bytes: Uint8Array; readonly keys: Keys }
  | { readonly task: 'import'; readonly bytes: Uint8Array }
  | { readonly task: 'read-table'; readonly bytes: Uint8Array }
  | { readonly task: 'properties'; readonly bytes: Uint8Array; readonly name: string }
  | { readonly task: 'write-workbook'; readonly table: WrittenTable }
  | { readonly task: 'page'; readonly file: SourceFile }

/** Work on what strangers wrote, outside the server's process. */
export interface ForeignTasks {
  validateCsaf(document: unknown): Promise<CsafValidation | Refusal>
  /** Reads a mail. Refuses with `mail/unreadable`, or with `process/…` where it could not be tried. */
  readMail(bytes: Uint8Array, keys: Keys): Promise<ReadMail | Refusal>
  readImport(bytes: Uint8Array): Promise<ReadImport | Refusal>
  readTable(bytes: Uint8Array): Promise<ReadTable | Refusal>
  /** What a document says of itself: its version, its language. */
  readProperties(bytes: Uint8Array, name: string): Promise<DocumentProperties | Refusal>
  /** Our own words, but packing them takes seconds. */
  writeWorkbook(table: WrittenTable): Promise<Uint8Array | Refusal>
  /** A document as HTML that is safe to show. */
  drawPage(file: SourceFile): Promise<DocumentPage | Refusal>
  close(): Promise<void>
}

export interface ForeignPools {
  readonly pool?: Pool
  /** Of its own: a mail that takes all its time keeps no advisory waiting. */
  readonly mailPool?: Pool
  /** Of its own, too: whoever reads a document keeps neither waiting. */
  readonly pagePool?: Pool
}

/** What the processes of a pool run to do these tasks. */
export const foreignProgram = (): URL =>
  new URL(
    import.meta.url.endsWith('.ts') ? './foreign-worker.ts' : './foreign-worker.js',
    import.meta.url,
  )

export const createForeignTasks = ({
  pool = createPool({
    program: foreignProgram(),
    workers: 1,
    milliseconds: 60_000,
    memoryMegabytes: 512,
    waiting: 100,
  }),
  mailPool = createPool({ program: foreignProgram(), workers: 1, ...limits.mail.reading }),
  pagePool = createPool({
    program: foreignProgram(),
    workers: 1,
    ...limits.document.page.drawing,
  }),
}: ForeignPools = {}): ForeignTasks => {
  const ask = (task: ForeignTask) =>
    (task.task === 'mail' ? mailPool : task.task === 'page' ? pagePool : pool).run(task)
  return {
    validateCsaf: async (document) => {
      const answer = await ask({ task: 'csaf', document })
      // The only sender is foreign-worker.ts, which answers this task with this type.
      return isRefusal(answer) ? answer : (answer as CsafValidation)
    },
    readMail: async (bytes, keys) => {
      const answer = await ask({ task: 'mail', bytes, keys })
      // As above.
      return isRefusal(answer) ? answer : (answer as ReadMail)
    },
    close: async () => {
      await Promise.all([pool.close(), mailPool.close(), pagePool.close()])
    },
    readImport: async (bytes) => {
      const answer = await ask({ task: 'import', bytes })
      // As above: the answer to this task has this type.
      return isRefusal(answer) ? answer : (answer as ReadImport)
    },
    readProperties: async (bytes, name) => {
      const answer = await ask({ task: 'properties', bytes, name })
      // As above.
      return isRefusal(answer) ? answer : (answer as DocumentProperties)
    },
    readTable: async (bytes) => {
      const answer = await ask({ task: 'read-table', bytes })
      // As above.
      return isRefusal(answer) ? answer : (answer as ReadTable)
    },
    drawPage: async (file) => {
      const answer = await ask({ task: 'page', file })
      // As above.
      return isRefusal(answer) ? answer : (answer as DocumentPage)
    },
    writeWorkbook: async (table) => {
      const answer = await ask({ task: 'write-workbook', table })
      // As above.
      return isRefusal(answer) ? answer : (answer as Uint8Array)
    },
  }
}
