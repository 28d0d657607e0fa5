import { CompiledQuery, type Kysely } from 'kysely'
import type { Engine } from './database.ts'
import { allOfThese } from './sqlite/messages.ts'
import type { Tables } from './tables.ts'

/**
 * The few statements that every append runs, as text: putting them together anew from a query
 * builder costs more time than the database needs for them. Names come from this code only.
 */
export interface Statement {
  readonly text: (firstParameter: number) => string
  readonly parameters: readonly unknown[]
}

type Row = object

/** `insert` of all rows, which have the same columns, in as few statements as the engine likes. */
export const insertsOf = (
  engine: Engine,
  table: keyof Tables,
  rows: readonly Row[],
  onConflict = '',
): readonly Statement[] => {
  const [first] = rows
  if (first === undefined) return []
  const columns = Object.keys(first)
  const names = columns.map(quoted).join(', ')
  const into = `insert into ${table} (${names})`
  if (engine === 'postgres') {
    const text = (parameter: number) =>
      `${into} select ${names} from ${recordsOf(table, parameter)} ${onConflict}`
    return [{ text, parameters: [JSON.stringify(rows)] }]
  }
  const statements: Statement[] = []
  const values = `(${columns.map(() => '?').join(', ')})`
  for (let from = 0; from < rows.length; ) {
    const part = rows.slice(from, from + rowsAtOnce(rows.length - from))
    from += part.length
    const list = part.map(() => values).join(', ')
    statements.push({
      text: () => `${into} values ${list} ${onConflict}`,
      parameters: part.flatMap((row) => valuesOf(row, columns)),
    })
  }
  return statements
}

/** `delete` of the rows with exactly these values. */
export const deletesOf = (
  engine: Engine,
  table: keyof Tables,
  rows: readonly Row[],
): readonly Statement[] => {
  const [first] = rows
  if (first === undefined) return []
  const columns = Object.keys(first)
  if (engine === 'postgres') {
    const same = columns.map((name) => `${table}.${quoted(name)} = gone.${quoted(name)}`)
    const text = (parameter: number) =>
      `delete from ${table} using ${recordsOf(table, parameter)} as gone where ${same.join(' and ')}`
    return [{ text, parameters: [JSON.stringify(rows)] }]
  }
  const same = columns.map((name) => `${quoted(name)} = ?`).join(' and ')
  return rows.map((row) => ({
    text: () => `delete from ${table} where ${same}`,
    parameters: valuesOf(row, columns),
  }))
}

/** Any number of rows as one parameter: the text stays short, and the same. */
const recordsOf = (table: keyof Tables, parameter: number): string =>
  `json_populate_recordset(null::${quoted(table)}, $${parameter})`

const valuesOf = (row: Row, columns: readonly string[]): readonly unknown[] =>
  columns.map((name): unknown => Reflect.get(row, name))

/** Powers of two, so that a few compiled statements serve batches of every size. */
const rowsAtOnce = (left: number): number => {
  let count = 1
  while (count * 2 <= left && count < 32) count *= 2
  return count
}

/** Runs them in order; on PostgreSQL in one round trip. */
export const runAll = async (
  engine: Engine,
  connection: Kysely<Tables>,
  statements: readonly Statement[],
): Promise<void> => {
  if (engine === 'postgres') {
    if (statements.length === 0) return
    const { text, parameters } = joined(statements)
    await run(connection, text, parameters)
    return
  }
  for (const { text, parameters } of statements) await run(connection, text(1), parameters)
}

/** All of them or none, in one go, which is a transaction by itself. */
export const runAtOnce = async (
  engine: Engine,
  writer: Kysely<Tables>,
  statements: readonly Statement[],
): Promise<void> => {
  if (engine === 'postgres') return runAll(engine, writer, statements)
  const pairs = statements.map(({ text, parameters }) => [text(1), parameters])
  await run(writer, allOfThese, pairs)
}

/** Many values as one parameter, so that the statement's text stays the same. */
export const listOf = (engine: Engine, values: readonly string[]): unknown =>
  engine === 'postgres' ? values : JSON.stringify(values)

export const run = (
  connection: Kysely<Tables>,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<{ readonly rows: unknown[] }> =>
  connection.executeQuery(CompiledQuery.raw(text, [...parameters]))

/**
 * Statements of PostgreSQL joined into one, each a part of its WITH clause: one round trip, and by
 * itself one transaction. The parts see none of each other's changes and need none.
 */
const joined = (
  statements: readonly Statement[],
): { readonly text: string; readonly parameters: readonly unknown[] } => {
  const parts: string[] = []
  const parameters: unknown[] = []
  for (const statement of statements) {
    parts.push(`part${parts.length} as (${statement.text(parameters.length + 1)})`)
    parameters.push(...statement.parameters)
  }
  return { text: askedAgain(`with ${parts.join(', ')} select 1`), parameters }
}

const mark = '/* again */ '

/** Marks a statement of PostgreSQL that is worth being planned once for each connection. */
export const askedAgain = (text: string): string => `${mark}${text}`
export const isAskedAgain = (text: string): boolean => text.startsWith(mark)

const quoted = (name: string): string => `"${name}"`
