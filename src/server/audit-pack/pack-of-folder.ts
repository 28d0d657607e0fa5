import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import {
  createLedger,
  type Database,
  type Ledger,
  readPostgres,
  readSqlite,
} from '../../ledger/index.ts'
import { createRenderer } from '../../releases/index.ts'
import { createClauseReview } from '../clause-review.ts'
import { lockHolder } from '../data-lock.ts'
import { openFileStore } from '../files/index.ts'
import { localPrincipal } from '../http/local-operator.ts'
import { actorOf } from '../http/principals.ts'
import { allKinds } from '../kinds.ts'
import { createForeignTasks } from '../processes/foreign-tasks.ts'
import type { Settings } from '../settings.ts'
import { checkpointSigner } from '../signing.ts'
import { startServer } from '../start.ts'
import { openMasterKey } from '../vault/index.ts'
import type { ReviewScope } from './review-answers.ts'
import { type PackParts, type WrittenPack, writeAuditPack } from './write-audit-pack.ts'

export interface FolderPackOptions {
  readonly about: { readonly case: string } | { readonly review: ReviewScope }
  readonly withFiles?: boolean | undefined
  readonly onProgress?: ((facts: number) => void) | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: () => number
}

/**
 * The audit pack of a case or of clauses for whoever owns the data folder. Where a server runs on it, the facts
 * are read beside it, and the server's tree is waited for; where none runs, the folder is opened.
 */
export const writeFolderPack = async (
  settings: Settings,
  { environment, clock, about, ...request }: FolderPackOptions,
  path: string,
): Promise<WrittenPack | Refusal> => {
  if (!existsSync(join(settings.dataDir, 'keys', 'master.check')))
    return refuse(
      'data/no-workspace',
      `${settings.dataDir} holds no workspace. Set DATA_DIR to the folder of one.`,
    )
  const write = async (parts: PackParts) => {
    const review = createClauseReview(parts)
    const asked = 'case' in about ? about : { ...about, by: review }
    try {
      const actor = actorOf(localPrincipal)
      return await writeAuditPack(parts, { ...request, ...asked, actor }, path)
    } finally {
      await review.close()
    }
  }
  if ((await lockHolder(settings.dataDir)) === undefined) {
    const server = await startServer(settings, { environment, clock })
    if (isRefusal(server)) return server
    try {
      return await write(server.parts)
    } finally {
      await server.stop()
    }
  }
  const master = await openMasterKey(settings.dataDir, environment)
  if (isRefusal(master)) return master
  const database = readOnly(settings)
  const renderer = createRenderer()
  try {
    const ledger: Ledger = createLedger(
      database,
      allKinds(() => ledger, settings, createForeignTasks()),
    )
    const random = () => {
      throw new Error('Nothing is written here.')
    }
    const files = await openFileStore({ dataDir: settings.dataDir, master, random, clock })
    return await write({
      ledger,
      signer: checkpointSigner(master),
      files,
      clock,
      settings,
      workers: { renderer },
      sequencer: { run: () => waitForTree(database) },
    })
  } finally {
    await renderer.close()
    await database.close()
  }
}

const readOnly = ({ dataDir, databaseUrl }: Settings): Database =>
  databaseUrl === undefined ? readSqlite(join(dataDir, 'vulnerary.db')) : readPostgres(databaseUrl)

/** The server takes facts into its tree within a fraction of a second. */
const patience = { looks: 50, milliseconds: 100 }

const waitForTree = async ({ reader }: Database): Promise<void> => {
  for (let look = 0; look < patience.looks; look++) {
    const { rows } = await sql<{
      waiting: number
    }>`select (select count(*) from event) - (select count(*) from leaf) as waiting`.execute(reader)
    if (Number(rows[0]?.waiting ?? 0) === 0) return
    await wait(patience.milliseconds)
  }
}
