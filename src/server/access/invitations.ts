import type { StreamId } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { Clock, RandomBytes } from '../../kernel/ports.ts'
import type { Role } from '../../kernel/roles.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Database } from '../../ledger/index.ts'
import { hashOfToken, looksLikeToken, newToken } from './credentials/tokens.ts'

export interface Invitation {
  readonly token: string
  readonly expiresAt: string
}

/** One-time links by which people set up their account; good for `limits.account.invitation`. */
export interface Invitations {
  /** A new link for a person, or (null) for the first administrator. Earlier ones stop working. */
  issue(person: StreamId | null, roles: readonly Role[]): Promise<Invitation>
  /** Whom an unused link of ours is for; undefined where it is none, or too old. */
  find(token: string): Promise<{ readonly person: StreamId | null } | undefined>
  /** Uses the link up. False where somebody else was first. */
  use(token: string): Promise<boolean>
  /** Takes a use back that came to nothing. */
  release(token: string): Promise<void>
  withdraw(person: StreamId | null): Promise<void>
}

export const createInvitations = (
  { writer, reader }: Database,
  clock: Clock,
  random: RandomBytes,
): Invitations => {
  const withdraw: Invitations['withdraw'] = async (person) => {
    const query = writer.deleteFrom('invitation').where('used_at', 'is', null)
    await (person === null
      ? query.where('person', 'is', null)
      : query.where('person', '=', person)
    ).execute()
  }
  return {
    issue: async (person, roles) => {
      await withdraw(person)
      const token = newToken(random)
      const now = clock()
      const expiresAt = instantOf(now + limits.account.invitation)
      await writer
        .insertInto('invitation')
        .values({
          token_hash: hashOfToken(token),
          person,
          roles: JSON.stringify(roles),
          created_at: instantOf(now),
          expires_at: expiresAt,
          used_at: null,
        })
        .execute()
      return { token, expiresAt }
    },
    find: async (token) => {
      if (!looksLikeToken(token)) return undefined
      const row = await reader
        .selectFrom('invitation')
        .select('person')
        .where('token_hash', '=', hashOfToken(token))
        .where('used_at', 'is', null)
        .where('expires_at', '>', instantOf(clock()))
        .executeTakeFirst()
      // Our own writer put the stream's id there.
      return row === undefined ? undefined : { person: row.person as StreamId | null }
    },
    use: async (token) => {
      const { numUpdatedRows } = await writer
        .updateTable('invitation')
        .set({ used_at: instantOf(clock()) })
        .where('token_hash', '=', hashOfToken(token))
        .where('used_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    release: async (token) => {
      await writer
        .updateTable('invitation')
        .set({ used_at: null })
        .where('token_hash', '=', hashOfToken(token))
        .execute()
    },
    withdraw,
  }
}
