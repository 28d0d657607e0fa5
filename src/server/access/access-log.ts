import { type StreamId, uuidv7 } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { Clock, RandomBytes } from '../../kernel/ports.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Database } from '../../ledger/index.ts'

/** `confirmation-failed`: the credential given again for a signature was wrong. */
export const accessActs = [
  'signed-in',
  'signed-out',
  'sign-in-failed',
  'confirmation-failed',
  'openpgp-key-made',
  'openpgp-key-taken-in',
] as const
export type AccessAct = (typeof accessActs)[number]

/** One line of the log; failures of one account on one day (UTC) are one line with a count. */
export interface AccessEntry {
  readonly id: string
  readonly what: AccessAct
  /** Null where nobody has the name that was given. */
  readonly person: string | null
  readonly firstAt: string
  readonly lastAt: string
  readonly times: number
}

/**
 * Who signed in, out, and who failed to (decision 0021), and who made or took in an OpenPGP key: no secret, no typed name, no address. A
 * stranger adds at most a line for each account and one for all unknown names in a day; lines go
 * after `limits.accessLog`.
 */
export interface AccessLog {
  note(what: AccessAct, person: StreamId | null): Promise<void>
  /** The newest first, from before that entry on. */
  list(limit: number, before?: Pick<AccessEntry, 'id' | 'lastAt'>): Promise<readonly AccessEntry[]>
}

export const createAccessLog = (
  { writer, reader }: Database,
  clock: Clock,
  random: RandomBytes,
): AccessLog => {
  const tidy = async (): Promise<void> => {
    const { entries, milliseconds } = limits.accessLog
    await writer
      .deleteFrom('access_entry')
      .where('last_at', '<', instantOf(clock() - milliseconds))
      .execute()
    const beyond = await writer
      .selectFrom('access_entry')
      .select('last_at')
      .orderBy('last_at', 'desc')
      .orderBy('id', 'desc')
      .offset(entries)
      .limit(1)
      .executeTakeFirst()
    if (beyond !== undefined)
      await writer.deleteFrom('access_entry').where('last_at', '<=', beyond.last_at).execute()
  }
  return {
    note: async (what, person) => {
      const now = instantOf(clock())
      const failure = what === 'sign-in-failed' || what === 'confirmation-failed'
      const id = failure
        ? `${what}:${person ?? ''}:${now.slice(0, 10)}`
        : uuidv7(clock(), random(10))
      // One statement for the first failure of a day and for the next: the time of a refused
      // sign-in must not tell a name that somebody has from one that nobody has.
      await writer
        .insertInto('access_entry')
        .values({ id, what, person, first_at: now, last_at: now, times: 1 })
        .onConflict((on) =>
          on.column('id').doUpdateSet((row) => ({
            last_at: now,
            times: row('access_entry.times', '+', 1),
          })),
        )
        .execute()
      if (!failure) await tidy()
    },
    list: async (limit, before) => {
      let query = reader.selectFrom('access_entry').selectAll()
      if (before !== undefined)
        query = query.where((or) =>
          or.or([
            or('last_at', '<', before.lastAt),
            or.and([or('last_at', '=', before.lastAt), or('id', '<', before.id)]),
          ]),
        )
      const rows = await query
        .orderBy('last_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ id, what, person, first_at, last_at, times }) => ({
        id,
        what: accessActs.find((one) => one === what) ?? 'sign-in-failed',
        person,
        firstAt: first_at,
        lastAt: last_at,
        times,
      }))
    },
  }
}
