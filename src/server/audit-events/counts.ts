import { createHash } from 'node:crypto'
import { utf8 } from '../../kernel/canonical-json.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { RandomBytes } from '../../kernel/ports.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Database } from '../../ledger/index.ts'
import { insertsOf, listOf, run, type Statement } from '../../ledger/statements.ts'
import type { PersonKeys } from '../vault/index.ts'
import { type CauseState, type Counted, countHits, type Hit, keysOf } from './rules/counting.ts'
import type { Rule } from './rules/schema.ts'

/** What rules have counted, in the database: processes and restarts count together. */
export interface Counts {
  /** Counts these, without writing; `statements` writes it and fails where another was quicker. */
  count(hits: readonly Hit[], now: number): Promise<CountedNow>
  keyOf(rule: Rule, cause: string): string
  /** Forgets what no window can reach any more, and what is more than so many. */
  prune(before: number): Promise<void>
}

export interface CountedNow extends Counted {
  readonly statements: readonly Statement[]
}

/** New causes after which it is made sure that they are not too many. */
const lookAfter = 2_000

export const createCounts = (
  { engine, writer }: Database,
  sealing: Pick<PersonKeys, 'fingerprint'>,
  random: RandomBytes,
): Counts => {
  let sincePrune = 0
  const keyOf = (rule: Rule, cause: string): string =>
    createHash('sha256')
      .update(sealing.fingerprint(utf8(`audit-cause\n${rule.id}\n${cause}`)))
      .digest('hex')
  const versions = async (keys: readonly string[]) => {
    const found = new Map<string, { readonly version: number; readonly state: CauseState }>()
    // Of the writer, which has seen all that was written.
    const { rows } = await run(
      writer,
      engine === 'postgres'
        ? 'select cause, version, content from audit_cause where cause = any($1)'
        : 'select cause, version, content from audit_cause where cause in (select value from json_each(?))',
      [listOf(engine, keys)],
    )
    // Our own writer, below, put it there.
    for (const { cause, version, content } of rows as Row[])
      found.set(cause, { version: Number(version), state: JSON.parse(content) as CauseState })
    return found
  }
  const prune: Counts['prune'] = async (before) => {
    sincePrune = 0
    await writer.deleteFrom('audit_cause').where('touched', '<', instantOf(before)).execute()
    const beyond = await writer
      .selectFrom('audit_cause')
      .select('touched')
      .orderBy('touched', 'desc')
      .offset(limits.auditEvents.rules.causes)
      .limit(1)
      .executeTakeFirst()
    if (beyond !== undefined)
      await writer.deleteFrom('audit_cause').where('touched', '<=', beyond.touched).execute()
  }
  return {
    keyOf,
    prune,
    count: async (hits, now) => {
      if (hits.length === 0)
        return { changed: new Map(), met: [], grown: new Map(), copies: [], statements: [] }
      if (sincePrune > lookAfter) await prune(0)
      const memo = new Map<string, string>()
      const memoised = (rule: Rule, cause: string): string => {
        const name = `${rule.id}\n${cause}`
        const key = memo.get(name) ?? keyOf(rule, cause)
        memo.set(name, key)
        return key
      }
      const known = await versions(keysOf(hits, memoised))
      const counted = countHits(
        hits,
        new Map([...known].map(([key, { state }]) => [key, state])),
        memoised,
        () => uuidv7(now, random(10)),
      )
      // In one order for all processes, so that two of them cannot wait for each other.
      const changed = [...counted.changed].sort(([one], [other]) => (one < other ? -1 : 1))
      sincePrune += changed.filter(([key]) => !known.has(key)).length
      const rows = changed.map(([cause, state]) => ({
        cause,
        version: (known.get(cause)?.version ?? 0) + 1,
        touched: instantOf(now),
        content: JSON.stringify(state),
      }))
      return { ...counted, statements: insertsOf(engine, 'audit_cause', rows, onlyTheNext) }
    },
  }
}

/** Where the version is not the one before, it becomes null, which the table refuses. */
const onlyTheNext =
  'on conflict (cause) do update set version = case when audit_cause.version = excluded.version - 1 then excluded.version end, touched = excluded.touched, content = excluded.content'

interface Row {
  readonly cause: string
  readonly version: number | string
  readonly content: string
}

/**
 * Whether another process counted the same cause in between (or locked the other way round: 40001,
 * 40P01 of PostgreSQL's appendix A): nothing was written, and it is counted anew.
 */
export const wasOvertaken = (cause: unknown): boolean => {
  if (!(cause instanceof Error && 'code' in cause)) return false
  if (cause.code === '40001' || cause.code === '40P01') return true
  if (cause.code === 'SQLITE_CONSTRAINT_NOTNULL') return cause.message.includes('audit_cause')
  return cause.code === '23502' && 'table' in cause && cause.table === 'audit_cause'
}
