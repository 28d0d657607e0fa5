import { z } from 'zod'
import type { StreamId } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { Clock, RandomBytes } from '../../kernel/ports.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import { type Role, roles } from '../../kernel/roles.ts'
import { addDays, type Instant, instantOf } from '../../kernel/time.ts'
import { type Database, together } from '../../ledger/index.ts'
import { hashOfToken, looksLikeToken, newToken } from './credentials/tokens.ts'

/** A token as its owner sees it later; the token itself is shown once. */
export interface TokenInfo {
  readonly id: string
  readonly label: string
  readonly roles: readonly Role[]
  /** Those of its owner's products that it is limited to; empty: all of those. */
  readonly products: readonly string[]
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly revokedAt: string | null
}

export interface NewTokenInput {
  readonly label: string
  readonly roles: readonly Role[]
  readonly products?: readonly string[] | undefined
  readonly expiresInDays: number
}

export interface AccessTokens {
  create(
    person: StreamId,
    input: NewTokenInput,
  ): Promise<{ token: string; info: TokenInfo } | Refusal>
  list(person: StreamId): Promise<readonly TokenInfo[]>
  /** Revokes a token of this person, or with `anybodys` of any; answers whose it was. */
  revoke(person: StreamId, id: string, anybodys: boolean): Promise<RevokedToken | Refusal>
  find(token: string): Promise<FoundToken | undefined>
}

export interface RevokedToken {
  readonly person: StreamId
}

export interface FoundToken {
  readonly person: StreamId
  readonly id: string
  readonly roles: readonly Role[]
  readonly products: readonly string[]
  readonly createdAt: string
}

/** Starts every token, so that people and secret scanners know one when they see it. */
const tokenPrefix = 'vul_'

const roleList = z.array(z.enum(roles))
const productList = z.array(z.string())

export const createAccessTokens = (
  { engine, writer, reader }: Database,
  clock: Clock,
  random: RandomBytes,
): AccessTokens => {
  // Every request of a machine asks it: compiled once, and once for all that ask together.
  const byHash = reader
    .selectFrom('access_token')
    .select(['token_hash', 'person', 'id', 'roles', 'products', 'created_at', 'expires_at'])
    .where('revoked_at', 'is', null)
  const one = byHash.where('token_hash', '=', '').compile()
  const ofHash =
    engine === 'postgres'
      ? together(async (hashes: readonly string[]) => {
          const rows = await byHash.where('token_hash', 'in', [...new Set(hashes)]).execute()
          const found = new Map(rows.map((row) => [row.token_hash, row]))
          return hashes.map((hash) => found.get(hash))
        })
      : async (hash: string) => {
          const query: typeof one = { ...one, parameters: [hash] }
          return (await reader.executeQuery(query)).rows[0]
        }
  return {
    create: async (person, { label, roles: given, products = [], expiresInDays }) => {
      const now = instantOf(clock())
      const { live } = await writer
        .selectFrom('access_token')
        .select(({ fn }) => fn.countAll<number>().as('live'))
        .where('person', '=', person)
        .where('revoked_at', 'is', null)
        .where((or) => or.or([or('expires_at', 'is', null), or('expires_at', '>', now)]))
        .executeTakeFirstOrThrow()
      if (Number(live) >= limits.account.tokensPerPerson)
        return refuse('access/too-many-tokens', 'You have too many tokens. Revoke one first.')
      const token = `${tokenPrefix}${newToken(random)}`
      const info: TokenInfo = {
        id: Buffer.from(random(9)).toString('base64url'),
        label,
        roles: given,
        products,
        createdAt: now,
        expiresAt: addDays(now, expiresInDays),
        revokedAt: null,
      }
      await writer
        .insertInto('access_token')
        .values({
          token_hash: hashOfToken(token),
          id: info.id,
          label,
          person,
          roles: JSON.stringify(given),
          products: JSON.stringify(products),
          created_at: info.createdAt,
          expires_at: info.expiresAt,
          revoked_at: null,
        })
        .execute()
      return { token, info }
    },
    list: async (person) => {
      const rows = await reader
        .selectFrom('access_token')
        .selectAll()
        .where('person', '=', person)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(limits.page.max)
        .execute()
      return rows.map((row) => ({
        id: row.id,
        label: row.label,
        roles: roleList.parse(JSON.parse(row.roles)),
        products: productList.parse(JSON.parse(row.products)),
        createdAt: row.created_at,
        expiresAt: row.expires_at,
        revokedAt: row.revoked_at,
      }))
    },
    revoke: async (person, id, anybodys) => {
      let query = writer
        .updateTable('access_token')
        .set({ revoked_at: instantOf(clock()) })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
      if (!anybodys) query = query.where('person', '=', person)
      const revoked = await query.returning('person').executeTakeFirst()
      return revoked === undefined
        ? refuse('record/not-found', 'There is no such token, or it was revoked already.')
        : // Our own writer put the stream's id there.
          { person: revoked.person as StreamId }
    },
    find: async (token) => {
      if (!token.startsWith(tokenPrefix) || !looksLikeToken(token)) return undefined
      const row = await ofHash(hashOfToken(token))
      if (row === undefined || isPast(row.expires_at, instantOf(clock()))) return undefined
      return {
        // Our own writer put the stream's id there.
        person: row.person as StreamId,
        id: row.id,
        createdAt: row.created_at,
        roles: roleList.parse(JSON.parse(row.roles)),
        products: productList.parse(JSON.parse(row.products)),
      }
    },
  }
}

const isPast = (moment: string | null, now: Instant): boolean => moment !== null && moment <= now
