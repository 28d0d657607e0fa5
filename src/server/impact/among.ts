import { type RawBuilder, sql } from 'kysely'
import type { Engine } from '../../ledger/index.ts'

/** That a column is one of many values, as one parameter, so that the statement's text stays the same. */
export const among = (
  engine: Engine,
  column: string,
  values: readonly string[],
): RawBuilder<boolean> =>
  engine === 'postgres'
    ? sql<boolean>`${sql.ref(column)} = any(${[...values]})`
    : sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`
