import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { isAskedAgain } from './statements.ts'

/**
 * The pool as Kysely takes it. Statements that are asked again and again get a name, so that each
 * connection of PostgreSQL parses and plans them once: that costs more than most of them do.
 */
export const namingPool = (pool: pg.Pool): PostgresPool => {
  // Kysely knows a connection by its object, so each has one.
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect()
      const known = clients.get(client) ?? namingClient(client)
      clients.set(client, known)
      return known
    },
  }
}

const namingClient = (client: pg.PoolClient): PostgresPoolClient => {
  const query = (text: string, values: readonly unknown[]) =>
    client.query({ ...named(text), text, values: [...values] })
  return {
    // Without the option of cursors, Kysely hands on texts only.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  }
}

/** Names by text, which come from this code only: a few statements, each in some combinations. */
const names = new Map<string, string>()
const namesAtMost = 200

const named = (text: string): { readonly name?: string } => {
  if (!isAskedAgain(text)) return {}
  const name = names.get(text) ?? `kept-${names.size}`
  // Beyond, a statement is planned each time.
  if (!names.has(text) && names.size >= namesAtMost) return {}
  names.set(text, name)
  return { name }
}
