import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { impactFactsSchema } from '../../../src/documents/index.ts'
import { type Database, openPostgres, openSqlite } from '../../../src/ledger/index.ts'
import { searchLibrary } from '../../../src/server/impact/index.ts'
import { percentile } from '../rate.ts'
import { costOfChange, fillLibrary } from './fill.ts'
import { documentId, titleOf } from './library.ts'
import { factsOf, type WordSource, wordSource } from './words.ts'

export interface ImpactMeasured {
  readonly database: string
  readonly words: string
  readonly documents: number
  readonly statements: number
  readonly p50: number
  readonly p95: number
  readonly longest: number
  /** Candidates of the searches: the median. */
  readonly candidates: number
  /** Milliseconds of a scan for the same words, and how many times the search that is. */
  readonly scan: number
  readonly ratio: number
  /** Bytes of the index, and of the statements. */
  readonly indexBytes: number
  readonly statementBytes: number
  /** Seconds to index all, and to store the statements. */
  readonly built: number
  readonly stored: number
  /** Milliseconds to index a changed document, when there are 100 and when there are all. */
  readonly changeFew: number
  readonly changeAll: number
  readonly load: string
  readonly kept: boolean
}

const bound = 300
const few = 100
const cases = 12

/** Impact search over a library, a scan by the same words beside it, and what the index costs. */
export const measureImpact = async (
  scratch: string,
  documents: number,
  databaseUrl: string | undefined,
  say: (text: string) => void,
): Promise<ImpactMeasured> => {
  const folder = await mkdtemp(join(scratch, 'impact-'))
  const database =
    databaseUrl === undefined
      ? await openSqlite(join(folder, 'impact.sqlite'))
      : await openPostgres(databaseUrl)
  try {
    return await measureOn(database, documents, say)
  } finally {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const measureOn = async (
  database: Database,
  documents: number,
  say: (text: string) => void,
): Promise<ImpactMeasured> => {
  const source = wordSource()
  const name = database.engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'
  say(`Filling ${name} with ${documents} documents (${source.from}) …`)
  const first = await fillLibrary(database, source, 0, few)
  const changeFew = await costOfChange(database, source, 2)
  const rest = await fillLibrary(database, source, few, documents)
  if (database.engine === 'postgres') await sql`vacuum analyze`.execute(database.writer)
  const statements = first.statements + rest.statements
  const [built, stored] = [first.indexed + rest.indexed, first.stored + rest.stored]
  say(
    `… ${statements} statements stored in ${stored.toFixed(0)} s, indexed in ${built.toFixed(0)} s`,
  )
  const changeAll = await costOfChange(database, source, 3)
  const searched = await measureSearches(database, source, documents)
  const scan = await measureScan(database, source)
  return {
    database: name,
    words: source.from,
    documents,
    statements,
    ...searched,
    scan,
    ratio: scan / searched.p50,
    ...(await sizesOf(database)),
    built,
    stored,
    changeFew,
    changeAll,
    load: loadavg()[0]?.toFixed(1) ?? '',
    kept: searched.p95 <= bound,
  }
}

const rounds = 5

const measureSearches = async (database: Database, source: WordSource, documents: number) => {
  const library = Array.from({ length: documents }, (_, number) => ({
    id: documentId(number),
    revision: changed.has(number) ? 'r3' : 'r1',
    title: titleOf(number),
  }))
  const times: number[] = []
  const candidates: number[] = []
  for (let round = 0; round <= rounds; round++)
    for (let seed = 1; seed <= cases; seed++) {
      const facts = impactFactsSchema.parse(factsOf(seed, source))
      const began = performance.now()
      const answer = await searchLibrary(database, facts, library)
      // The first round warms up.
      if (round === 0) continue
      times.push(performance.now() - began)
      candidates.push(answer.candidates.length)
      if (answer.missed.length > 0) throw new Error(`Not searched: ${answer.missed[0]}`)
    }
  return {
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    longest: Math.max(...times),
    candidates: percentile(candidates, 0.5),
  }
}

/** The documents that `costOfChange` gave their third revision. */
const changed = new Set([4, 12, 20, 28, 36, 44, 52, 60, 68, 76, 84])

/** What one would do without an index: look for each name of the facts in the text of all statements. */
const measureScan = async (database: Database, source: WordSource): Promise<number> => {
  const times: number[] = []
  const like = database.engine === 'sqlite' ? sql`like` : sql`ilike`
  for (let seed = 1; seed <= 3; seed++) {
    const facts = factsOf(seed, source)
    const words = [
      facts.product.name,
      ...facts.components.map(({ name }) => name),
      ...facts.ports.map(({ port }) => String(port)),
      ...facts.accounts.flatMap(({ name, defaultCredential }) => [name, defaultCredential]),
      ...[facts.algorithms, facts.settings, facts.paths, facts.hosts, facts.features].flat(),
      ...facts.terms,
    ].map((word) => `%${word.replaceAll(/[%_\\]/g, ' ')}%`)
    const any = sql.join(
      words.map((word) => sql`text ${like} ${word}`),
      sql` or `,
    )
    const began = performance.now()
    await sql`select document, idx from statement where ${any} limit 100000`.execute(
      database.reader,
    )
    times.push(performance.now() - began)
  }
  return percentile(times, 0.5)
}

const tables = ['posting', 'indexed_document', 'indexed_keys'] as const

const sizesOf = async ({ engine, reader }: Database) => {
  const sizeOf = async (table: string): Promise<number> => {
    const { rows } =
      engine === 'sqlite'
        ? await sql<{
            size: number
          }>`select sum(pgsize) as size from dbstat where name in (select name from sqlite_master where tbl_name = ${table})`.execute(
            reader,
          )
        : await sql<{ size: number }>`select pg_total_relation_size(${table}) as size`.execute(
            reader,
          )
    return Number(rows[0]?.size ?? 0)
  }
  let indexBytes = 0
  for (const table of tables) indexBytes += await sizeOf(table)
  return { indexBytes, statementBytes: await sizeOf('statement') }
}
