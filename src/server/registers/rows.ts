import type { ImportColumn } from '../../cases/contract.ts'
import { limits } from '../../kernel/limits.ts'
import type { TableRow } from '../tables/table.ts'

/** What is wrong with a file, by the row and column that people see; column '' means the row. */
export interface Problem {
  readonly row: number
  readonly column: string
  readonly message: string
}

/** A row by the keys of its columns; a column that the file does not have is ''. */
export interface NamedRow<Key extends string> {
  readonly row: number
  readonly cells: Readonly<Record<Key, string>>
  /** The same with the titles that the columns have, where a cell is filled. */
  readonly kept: readonly { readonly column: string; readonly value: string }[]
}

export interface NamedRows<Key extends string> {
  readonly rows: readonly NamedRow<Key>[]
  readonly problems: readonly Problem[]
  /** Columns of the file that are not read. */
  readonly notRead: readonly string[]
}

type Columns<Key extends string> = Readonly<Record<Key, ImportColumn>>

/** A table by its header. Column titles are compared without regard to case and outer spaces. */
export const namedRows = <Key extends string>(
  [header, ...rows]: readonly TableRow[],
  columns: Columns<Key>,
): NamedRows<Key> => {
  // The columns' own keys.
  const keys = Object.keys(columns) as Key[]
  const titles = (header?.cells ?? []).map(plain)
  const headerRow = header?.row ?? 1
  const problems: Problem[] = []
  const places = new Map<Key, number>()
  for (const key of keys) {
    const { title, required } = columns[key] as ImportColumn
    const at = titles.indexOf(plain(title))
    if (at >= 0) places.set(key, at)
    else if (required === true)
      problems.push({
        row: headerRow,
        column: title,
        message: 'This column is missing. Add it to the first row.',
      })
    if (at >= 0 && titles.indexOf(plain(title), at + 1) >= 0)
      problems.push({
        row: headerRow,
        column: title,
        message: 'Two columns have this title. Keep one.',
      })
  }
  const read = new Set(places.values())
  const notRead = (header?.cells ?? []).filter(
    (title, index) => title.trim() !== '' && !read.has(index),
  )
  if (places.size === 0)
    return {
      rows: [],
      notRead,
      problems: [
        {
          row: headerRow,
          column: '',
          message: `None of the columns is known. The first row must name them: ${keys.map((key) => columns[key].title).join(', ')}.`,
        },
      ],
    }
  const titleAt = new Map([...places].map(([key, at]) => [at, columns[key].title]))
  for (const { row, wrong } of rows)
    for (const { at, why } of wrong)
      if (at < 0 || read.has(at))
        problems.push({ row, column: titleAt.get(at) ?? '', message: sentence(why) })
  return { rows: rows.map((row) => named(row, keys, columns, places)), problems, notRead }
}

const named = <Key extends string>(
  { row, cells }: TableRow,
  keys: readonly Key[],
  columns: Columns<Key>,
  places: ReadonlyMap<Key, number>,
): NamedRow<Key> => {
  const told = keys.map((key) => {
    const at = places.get(key)
    return [key, at === undefined ? '' : (cells[at] ?? '').trim()] as const
  })
  return {
    row,
    // One entry for each key, just made.
    cells: Object.fromEntries(told) as Record<Key, string>,
    kept: told.flatMap(([key, value]) =>
      value === '' ? [] : [{ column: columns[key].title, value }],
    ),
  }
}

const plain = (title: string): string => title.trim().toLowerCase()

const sentence = (half: string): string => `${half[0]?.toUpperCase() ?? ''}${half.slice(1)}.`

/** As many as are told at once, in the order of the file, the first of each cell. */
export const inOrder = (problems: readonly Problem[]): readonly Problem[] => {
  const first = new Map<string, Problem>()
  for (const problem of problems) {
    const cell = `${problem.row} ${problem.column}`
    if (!first.has(cell)) first.set(cell, problem)
  }
  return [...first.values()]
    .toSorted((one, other) => one.row - other.row)
    .slice(0, limits.tables.problems)
}
