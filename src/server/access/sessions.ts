import type { StreamId } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { Clock, RandomBytes } from '../../kernel/ports.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Database } from '../../ledger/index.ts'
import { hashOfToken, looksLikeToken, newToken } from './credentials/tokens.ts'

export interface Session {
  readonly person: StreamId
  /** The hash of its token. */
  readonly id: string
  readonly startedAt: string
}

export interface Sessions {
  /** A new session's token; the oldest of the person's sessions ends where there are too many. */
  start(person: StreamId): Promise<string>
  /** The session of this token, unless it was idle too long or is too old. */
  find(token: string): Promise<Session | undefined>
  end(token: string): Promise<void>
  /** Ends the person's sessions but the one of this id. */
  endOthers(person: StreamId, id: string): Promise<void>
}

const minute = 60_000

export const createSessions = (
  { writer, reader }: Database,
  clock: Clock,
  random: RandomBytes,
): Sessions => {
  const { idle, absolute, perPerson } = limits.session

  const tidy = async (person: StreamId): Promise<void> => {
    const now = clock()
    await writer
      .deleteFrom('session')
      .where((or) =>
        or.or([or('expires_at', '<=', instantOf(now)), or('seen_at', '<=', instantOf(now - idle))]),
      )
      .execute()
    const youngest = await writer
      .selectFrom('session')
      .select('token_hash')
      .where('person', '=', person)
      .orderBy('created_at', 'desc')
      .orderBy('token_hash')
      .limit(perPerson - 1)
      .execute()
    await writer
      .deleteFrom('session')
      .where('person', '=', person)
      .where('token_hash', 'not in', ['', ...youngest.map(({ token_hash }) => token_hash)])
      .execute()
  }

  return {
    start: async (person) => {
      await tidy(person)
      const token = newToken(random)
      const now = clock()
      await writer
        .insertInto('session')
        .values({
          token_hash: hashOfToken(token),
          person,
          created_at: instantOf(now),
          seen_at: instantOf(now),
          expires_at: instantOf(now + absolute),
        })
        .execute()
      return token
    },
    find: async (token) => {
      if (!looksLikeToken(token)) return undefined
      const id = hashOfToken(token)
      const row = await reader
        .selectFrom('session')
        .select(['person', 'created_at', 'seen_at', 'expires_at'])
        .where('token_hash', '=', id)
        .executeTakeFirst()
      const now = clock()
      if (row === undefined || row.expires_at <= instantOf(now)) return undefined
      if (row.seen_at <= instantOf(now - idle)) return undefined
      // A write for each request would cost more than the requests.
      if (row.seen_at <= instantOf(now - minute))
        await writer
          .updateTable('session')
          .set({ seen_at: instantOf(now) })
          .where('token_hash', '=', id)
          .execute()
      // Our own writer put the stream's id there.
      return { person: row.person as StreamId, id, startedAt: row.created_at }
    },
    endOthers: async (person, id) => {
      await writer
        .deleteFrom('session')
        .where('person', '=', person)
        .where('token_hash', '<>', id)
        .execute()
    },
    end: async (token) => {
      if (!looksLikeToken(token)) return
      await writer.deleteFrom('session').where('token_hash', '=', hashOfToken(token)).execute()
    },
  }
}
