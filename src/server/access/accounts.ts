import type { Selectable } from 'kysely'
import type { StreamId } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { Clock } from '../../kernel/ports.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Database } from '../../ledger/index.ts'
import type { AccountTable } from '../../ledger/tables.ts'
import type { Passwords } from './credentials/passwords.ts'
import type { Totp } from './credentials/totp.ts'

/** Who wants to prove who they are: by the name they typed, or known from their session. */
export type Claim = { readonly login: string } | { readonly person: StreamId }

export interface Accounts {
  create(account: NewAccount): Promise<boolean>
  /** Password and authenticator of an account that there is, with a clean count of failures. */
  replace(account: Omit<NewAccount, 'login'>): Promise<boolean>
  /** A new hashed password. */
  changePassword(person: StreamId, password: string): Promise<void>
  /** A new sealed secret; `step` is that of the code which proved it. */
  changeAuthenticator(person: StreamId, totpSecret: string, step: number): Promise<void>
  has(person: StreamId): Promise<boolean>
  /** Whose sign-in name this is. */
  named(login: string): Promise<StreamId | null>
  /**
   * The person whose password and code these are; undefined where anything is wrong, the code was
   * used before, or the account rests after too many failures. `code: undefined` asks for the
   * password alone, which only a confirmation within an open session may.
   */
  prove(claim: Claim, password: string, code: string | undefined): Promise<StreamId | undefined>
}

export interface NewAccount {
  readonly person: StreamId
  readonly login: string
  /** Hashed. */
  readonly password: string
  /** Sealed. */
  readonly totpSecret: string
  /** Time step of the code that proved the authenticator: it is used up. */
  readonly step: number
}

type Row = Selectable<AccountTable>

export const createAccounts = (
  { writer, reader }: Database,
  passwords: Passwords,
  totp: Totp,
  clock: Clock,
): Accounts => {
  const find = (claim: Claim): Promise<Row | undefined> => {
    const query = reader.selectFrom('account').selectAll()
    return 'login' in claim
      ? query.where('login', '=', claim.login).executeTakeFirst()
      : query.where('person', '=', claim.person).executeTakeFirst()
  }

  /**
   * Counts the attempt before it is judged, so that many at once cannot share one count. False
   * where the account rests.
   */
  const counted = async (row: Row): Promise<boolean> => {
    let seen: Row | undefined = row
    for (let tries = 0; tries < limits.command.retries && seen !== undefined; tries++) {
      const now = clock()
      if (seen.locked_until !== null && seen.locked_until > instantOf(now)) return false
      const failed = seen.failed + 1
      const { numUpdatedRows } = await writer
        .updateTable('account')
        .set({ failed, locked_until: restAfter(failed, now) })
        .where('person', '=', seen.person)
        .where('failed', '=', seen.failed)
        .executeTakeFirst()
      if (numUpdatedRows === 1n) return true
      seen = await find({ person: row.person as StreamId })
    }
    return false
  }

  const succeeded = async (person: string, step: number | undefined): Promise<boolean> => {
    let query = writer
      .updateTable('account')
      .set({
        failed: 0,
        locked_until: null,
        ...(step === undefined ? {} : { totp_last_step: step }),
      })
      .where('person', '=', person)
    // RFC 6238 section 5.2: a code is good once. One statement, so two requests cannot both use it.
    if (step !== undefined)
      query = query.where((or) =>
        or.or([or('totp_last_step', 'is', null), or('totp_last_step', '<', step)]),
      )
    return (await query.executeTakeFirst()).numUpdatedRows === 1n
  }

  return {
    create: async ({ person, login, password, totpSecret, step }) => {
      const result = await writer
        .insertInto('account')
        .values({
          person,
          login,
          password,
          totp_secret: totpSecret,
          totp_last_step: step,
          failed: 0,
          locked_until: null,
        })
        .onConflict((on) => on.doNothing())
        .executeTakeFirst()
      return result.numInsertedOrUpdatedRows === 1n
    },
    replace: async ({ person, password, totpSecret, step }) => {
      const result = await writer
        .updateTable('account')
        .set({
          password,
          totp_secret: totpSecret,
          totp_last_step: step,
          failed: 0,
          locked_until: null,
        })
        .where('person', '=', person)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    changePassword: async (person, password) => {
      await writer.updateTable('account').set({ password }).where('person', '=', person).execute()
    },
    changeAuthenticator: async (person, totpSecret, step) => {
      await writer
        .updateTable('account')
        .set({ totp_secret: totpSecret, totp_last_step: step })
        .where('person', '=', person)
        .execute()
    },
    named: async (login) => {
      const row = await find({ login })
      // Our own writer put the stream's id there.
      return row === undefined ? null : (row.person as StreamId)
    },
    has: async (person) => (await find({ person })) !== undefined,
    prove: async (claim, password, code) => {
      const row = await find(claim)
      // At the same time, so that the disk's share does not tell a known name from an unknown one.
      const [awake, right] = await Promise.all([
        row === undefined ? false : counted(row),
        passwords.verify(row?.password, password),
      ])
      if (row === undefined || !awake || !right || row.totp_secret === null) return undefined
      const secret = totp.open(row.person, row.totp_secret)
      const step = code === undefined ? undefined : totp.stepOf(secret, code)
      if (code !== undefined && step === undefined) return undefined
      // Our own writer put the stream's id there.
      return (await succeeded(row.person, step)) ? (row.person as StreamId) : undefined
    },
  }
}

/** Until when the account rests after so many failures in a row; null where it does not. */
const restAfter = (failed: number, now: number): string | null => {
  const { failures, first, last } = limits.lockout
  if (failed < failures) return null
  return instantOf(now + Math.min(last, first * 2 ** Math.min(failed - failures, 30)))
}
