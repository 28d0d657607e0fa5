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
  const statements: Statement[] = []
  for (let from = 0; from < rows.length; ) {
    const count = rowsAtOnce(engine, rows.length - from)
    const part = rows.slice(from, from + count)
    from += count
    statements.push({
      text: (parameter) =>
        `insert into ${table} (${columns.map(quoted).join(', ')}) values ${valuesText(engine, count, columns.length, parameter)}${onConflict === '' ? '' : ` ${onConflict}`}`,
      parameters: part.flatMap((row) => columns.map((name): unknown => Reflect.get(row, name))),
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
  return rows.map((row) => ({
    text: (parameter) =>
      `delete from ${table} where ${columns.map((name, index) => `${quoted(name)} = ${placeholder(engine, parameter + index)}`).join(' and ')}`,
    parameters: columns.map((name): unknown => Reflect.get(row, name)),
  }))
}

const mostParameters = 30_000

/** Runs them in order; on PostgreSQL as few round trips as there can be. */
export const runAll = async (
  engine: Engine,
  connection: Kysely<Tables>,
  statements: readonly Statement[],
): Promise<void> => {
  if (engine === 'sqlite') {
    for (const { text, parameters } of statements) await run(connection, text(1), parameters)
    return
  }
  for (const { text, parameters } of joined(statements)) await run(connection, text, parameters)
}

/** All of them or none, in one go; false where they are too many for it. */
export const runAtOnce = async (
  engine: Engine,
  writer: Kysely<Tables>,
  statements: readonly Statement[],
): Promise<boolean> => {
  if (engine === 'sqlite') {
    const pairs = statements.map(({ text, parameters }) => [text(1), parameters])
    await run(writer, allOfThese, pairs)
    return true
  }
  const [only, ...more] = joined(statements)
  if (only === undefined || more.length > 0) return false
  await run(writer, only.text, only.parameters)
  return true
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
): readonly { readonly text: string; readonly parameters: readonly unknown[] }[] => {
  const all: { text: string; parameters: readonly unknown[] }[] = []
  for (let from = 0; from < statements.length; ) {
    const parts: string[] = []
    const parameters: unknown[] = []
    while (from < statements.length) {
      const next = statements[from]
      if (next === undefined) break
      if (parts.length > 0 && parameters.length + next.parameters.length > mostParameters) break
      parts.push(`part${parts.length} as (${next.text(parameters.length + 1)})`)
      parameters.push(...next.parameters)
      from++
    }
    all.push({ text: `with ${parts.join(', ')} select 1`, parameters })
  }
  return all
}

/** On SQLite powers of two, so that a few compiled statements serve batches of every size. */
const rowsAtOnce = (engine: Engine, left: number): number => {
  if (engine === 'postgres') return Math.min(left, 400)
  let count = 1
  while (count * 2 <= left && count < 32) count *= 2
  return count
}

const valuesText = (engine: Engine, rows: number, columns: number, first: number): string => {
  if (engine === 'sqlite') {
    const row = `(${Array<string>(columns).fill('?').join(', ')})`
    return Array<string>(rows).fill(row).join(', ')
  }
  const texts: string[] = []
  for (let row = 0, parameter = first; row < rows; row++) {
    const names: string[] = []
    for (let column = 0; column < columns; column++) names.push(`$${parameter++}`)
    texts.push(`(${names.join(', ')})`)
  }
  return texts.join(', ')
}

const placeholder = (engine: Engine, parameter: number): string =>
  engine === 'sqlite' ? '?' : `$${parameter}`

const quoted = (name: string): string => `"${name}"`
