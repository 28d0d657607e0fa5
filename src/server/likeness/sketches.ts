import { type Kysely, sql } from 'kysely'
import { inCommon, sketchLength } from '../../intake/index.ts'
import { breath, type Database, insertsOf, runAtOnce } from '../../ledger/index.ts'
import type { ReportSketchTable, Tables } from '../../ledger/tables.ts'
import { aloneLocks } from '../alone.ts'

/** Its position says how far the table is filled. */
export const reactionName = 'sketch-reports'

export const writeSketches = async (
  { engine, writer }: Database,
  sketches: readonly ReportSketchTable[],
): Promise<void> => {
  const replacing = 'on conflict (stream) do update set sketch = excluded.sketch'
  await runAtOnce(engine, writer, insertsOf(engine, 'report_sketch', sketches, replacing))
}

const emptiedAtOnce = 500

/** Their person was erased: of words that nobody may know, nothing is kept. */
export const emptySketches = async (
  { writer }: Database,
  streams: readonly string[],
): Promise<void> => {
  for (let from = 0; from < streams.length; from += emptiedAtOnce)
    await writer
      .updateTable('report_sketch')
      .set({ sketch: '' })
      .where('stream', 'in', streams.slice(from, from + emptiedAtOnce))
      .execute()
}

/** All are made anew by the reaction, from the first fact on. On SQLite it must not run meanwhile. */
export const forgetSketches = ({ engine, writer }: Pick<Database, 'engine' | 'writer'>) =>
  writer.transaction().execute(async (transaction) => {
    // What another process just sketches must not be taken for done.
    if (engine === 'postgres')
      await sql`select pg_advisory_xact_lock(${aloneLocks.reactions})`.execute(transaction)
    await dropSketches(transaction)
  })

/** Within a transaction in which nothing else is at them. */
export const dropSketches = async (connection: Kysely<Tables>): Promise<void> => {
  await connection.deleteFrom('report_sketch').execute()
  await connection.deleteFrom('reaction').where('name', '=', reactionName).execute()
}

/** Sketches that are compared, the newest: it bounds the time of an answer, not what a maker has. */
const comparedAtMost = 500_000
const readAtOnce = 5_000

export interface Nearest {
  /** The most like ones first, of equal ones the oldest. */
  readonly streams: readonly string[]
  /** What those that were asked for have in common. */
  readonly asked: ReadonlyMap<string, number>
}

/**
 * The reports with the sketches most like this one, which have at least so many characters in common
 * with it. It looks at each: a hundred thousand are some megabytes, read in parts, so that other
 * requests are answered in between.
 */
export const nearestSketches = async (
  database: Database,
  sketch: string,
  { atLeast, atMost }: { readonly atLeast: number; readonly atMost: number },
  asked: ReadonlySet<string>,
): Promise<Nearest> => {
  const byCount = Array.from({ length: sketchLength + 1 }, (): string[] => [])
  const counts = new Map<string, number>()
  for (let before = last, seen = 0; sketch !== '' && seen < comparedAtMost; ) {
    const part = await readPart(database, before)
    for (const [place, stream] of part.streams.entries()) {
      const count = inCommon(sketch, part.sketches, place)
      if (asked.has(stream)) counts.set(stream, count)
      if (count < atLeast) continue
      const equal = byCount[count]
      equal?.push(stream)
      if (equal !== undefined && equal.length > atMost) equal.shift()
    }
    seen += part.streams.length
    if (part.streams.length < readAtOnce) break
    before = part.streams.at(-1) ?? ''
    await breath()
  }
  const streams = byCount.reverse().flatMap((equal) => equal.reverse())
  return { streams: streams.slice(0, atMost), asked: counts }
}

/** After every id, whose digits are hexadecimal. */
const last = 'z'

interface Part {
  readonly streams: readonly string[]
  readonly sketches: string
}

/** One row instead of thousands: what a row costs on its way is more than what it holds. */
const readPart = async ({ engine, reader }: Database, before: string): Promise<Part> => {
  const joined = engine === 'sqlite' ? sql`group_concat` : sql`string_agg`
  const { rows } = await sql<{
    streams: string | null
    sketches: string | null
  }>`select ${joined}(stream, ' ') as streams, ${joined}(sketch, '') as sketches from (select stream, sketch from report_sketch where sketch <> '' and stream < ${before} order by stream desc limit ${readAtOnce}) as part`.execute(
    reader,
  )
  return {
    streams: rows[0]?.streams?.split(' ') ?? [],
    sketches: rows[0]?.sketches ?? '',
  }
}
