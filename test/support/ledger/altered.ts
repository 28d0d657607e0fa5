import { type Kysely, sql, type Transaction } from 'kysely'
import type { LedgerReport } from '../../../src/ledger/check.ts'
import type { Database, Engine } from '../../../src/ledger/database.ts'
import type { Tables } from '../../../src/ledger/tables.ts'
import type { LedgerWorld } from './world.ts'

type Alter = (transaction: Transaction<Tables>) => Promise<unknown>

/** The ledger checked as if this had been done to its rows, which is then undone. */
export const checkAfter = async (world: LedgerWorld, alter: Alter): Promise<LedgerReport> => {
  const undo = new Error('undo')
  let report: LedgerReport | undefined
  await world.database.writer
    .transaction()
    .execute(async (transaction) => {
      await dropTriggers(world.engine, transaction)
      await alter(transaction)
      const within: Database = {
        ...world.database,
        reader: transaction,
        writer: transaction,
        snapshot: (use) => use(transaction),
      }
      report = await world.check(within)
      throw undo
    })
    .catch((cause: unknown) => {
      if (cause !== undo) throw cause
    })
  if (report === undefined) throw new Error('No report.')
  return report
}

/** Whoever owns the database can take the triggers away. */
const dropTriggers = async (engine: Engine, connection: Kysely<Tables>) => {
  if (engine === 'postgres') {
    for (const table of ['event', 'leaf', 'checkpoint'])
      await sql`alter table ${sql.table(table)} disable trigger user`.execute(connection)
    return
  }
  const { rows } = await sql<{
    name: string
  }>`select name from sqlite_master where type = 'trigger' and name like '%_is_not_%'`.execute(
    connection,
  )
  for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(connection)
}

/** A ledger with records of every sort, a full tile and more, and several checkpoints. */
export const fill = async (world: LedgerWorld) => {
  const memo = world.ledger.kinds.get('memo')
  if (memo === undefined) throw new Error('There is no memo.')
  for (let round = 0; round < 5; round++) {
    const note = await world.open({
      title: `Note ${round}`,
      text: 'leaks',
      tags: ['a', `n${round}`],
      owner: 'person:ada',
      severity: 'high',
      due: '2026-04-01T00:00:00.000Z',
      named: round === 2 ? ['person:ada'] : null,
    })
    await world.append({
      on: note,
      events: Array.from({ length: 60 }, (_, index) => ({ text: `text ${index}` })),
    })
    await world.open({ title: 'Memo' }, { kind: memo })
    await world.sequence()
  }
}
