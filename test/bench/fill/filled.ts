import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type CasePorts, caseKind } from '../../../src/cases/index.ts'
import { orThrow } from '../../../src/kernel/result.ts'
import { type Append, appendBatch } from '../../../src/ledger/append.ts'
import {
  createLedger,
  type Database,
  type Kind,
  type LedgerReport,
  openPostgres,
  openSqlite,
  sequence,
} from '../../../src/ledger/index.ts'
import { type ProductPorts, productKind } from '../../../src/products/index.ts'
import { shippedCaseClocks } from '../../../src/server/case-clocks.ts'
import { checkpointSigner, sha256 } from '../../../src/server/signing.ts'
import { openMasterKey } from '../../../src/server/vault/index.ts'
import { startServerProcess } from '../../faults/server-process.ts'
import { type CliRun, runCli } from '../cli-run.ts'
import { type SignedIn, setUp } from '../signed-in.ts'
import { chanceFrom } from './chance.ts'
import { lookedAt } from './dates.ts'
import { someCases, someProducts, type Written } from './some-cases.ts'

export interface Filled extends SignedIn {
  readonly folder: string
  readonly databaseUrl: string | undefined
  /** For a server on it, beside the folder. */
  readonly environment: Readonly<Record<string, string>>
  readonly cases: number
  readonly events: number
  /** How long it took to append and to take everything into the tree. */
  readonly seconds: number
  /** The full check of it, which found no problem. */
  readonly check: CliRun
  readonly report: Report
  remove(): Promise<void>
}

const root = join(import.meta.dirname, '..', '..', '..')
const products = 40
/** As many as the server takes into one checkpoint when it is busy. */
const casesAtOnce = 100

/**
 * A data folder that the server itself began, with its administrator, and whose ledger then got so
 * many cases: real facts, folded by the real kinds, written by the ledger's own append in large
 * batches, and taken into the tree under the server's own key.
 */
export const fillWorkspace = async (
  scratch: string,
  { cases, events = 0 }: { readonly cases: number; readonly events?: number },
  databaseUrl?: string,
): Promise<Filled> => {
  const folder = await mkdtemp(join(scratch, 'filled-'))
  const environment = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }
  const server = await startServerProcess({ folder, environment })
  const signedIn = await setUp(server)
  await server.stop()
  const signer = checkpointSigner(orThrow(await openMasterKey(folder, {})))
  const began = performance.now()
  const database =
    databaseUrl === undefined
      ? await openSqlite(join(folder, 'vulnerary.db'))
      : await openPostgres(databaseUrl)
  let total: number
  let seconds: number
  try {
    const parts = { database, sha256, signer, clock: Date.now }
    await write(database, cases, events, () => sequence(parts))
    // Autovacuum has done so on a server that has run for long.
    if (database.engine === 'postgres') await sql`vacuum analyze`.execute(database.writer)
    total = await reactedToAll(database)
    seconds = (performance.now() - began) / 1_000
  } finally {
    await database.close()
  }
  const check = await runCli({ folder, environment }, ['ledger', 'check', '--json'])
  // What `vulnerary ledger check --json` answers.
  const report = check.answer as Report
  if (report.problemCount !== 0) throw new Error(`Not sound: ${JSON.stringify(report.problems)}`)
  return {
    ...signedIn,
    folder,
    databaseUrl,
    environment,
    cases,
    events: total,
    seconds,
    check,
    report,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

type Report = Pick<LedgerReport, 'streams' | 'checkpoints' | 'problemCount' | 'problems'>

/** Folding asks nothing of others. */
const noPorts = new Proxy({} as CasePorts & ProductPorts, {
  get: () => () => {
    throw new Error('What is only folded asked for something.')
  },
})

const write = async (
  database: Database,
  count: number,
  events: number,
  takeIn: () => Promise<unknown>,
): Promise<void> => {
  const cases = caseKind(noPorts, shippedCaseClocks())
  const { kinds } = createLedger(database, [cases, productKind(noPorts)])
  const chance = chanceFrom(1)
  const about = someProducts(chance, products)
  await writeBatch(database, kinds, about)
  let batch: Written[] = []
  const flush = async () => {
    await writeBatch(database, kinds, batch)
    await takeIn()
    batch = []
  }
  const now = Date.now()
  for (const one of someCases(chance, about, count, events)) {
    batch.push(lookedAt(cases, chance, now, one))
    if (batch.length === casesAtOnce) await flush()
  }
  await flush()
}

const writeBatch = async (
  database: Database,
  kinds: ReadonlyMap<string, Kind>,
  batch: readonly Written[],
): Promise<void> => {
  if (batch.length === 0) return
  const appends = batch.map((one): Append => {
    const kind = kinds.get(one.kind)
    if (kind === undefined) throw new Error(`No kind ${one.kind}.`)
    const { stream, humanId, openedAt, events } = one
    const from = { stream, humanId, openedAt, version: 0, state: kind.initial }
    return { kind, from, events, read: [], deliveries: [] }
  })
  for (const result of await appendBatch(database, appends)) orThrow(result)
}

/** A server that has run for six years has reacted to all this long ago. Answers all events. */
const reactedToAll = async ({ writer }: Database): Promise<number> => {
  const { size } = await writer
    .selectFrom('leaf')
    .select(({ fn }) => fn.countAll<number>().as('size'))
    .executeTakeFirstOrThrow()
  const next = Number(size)
  await writer
    .insertInto('reaction')
    .values((await reactionNames()).map((name) => ({ name, next })))
    .onConflict((on) => on.column('name').doUpdateSet({ next }))
    .execute()
  return next
}

/** From the build: some of them write pages in JSX, which Node does not read as it stands. */
const reactionNames = async (): Promise<readonly string[]> => {
  const built = join(root, 'dist/server/server/reactions/all.js')
  // What `src/server/reactions/all.ts` exports.
  const { allReactions } = (await import(built)) as {
    readonly allReactions: readonly { readonly name: string }[]
  }
  return allReactions.map(({ name }) => name)
}
