/** A line of a table as texts, with the number that a spreadsheet program or an editor shows for it. */
export interface TableRow {
  readonly row: number
  readonly cells: readonly string[]
  /** Cells that hold no value of their own, by their place, and lines that are none (`at` -1). */
  readonly wrong: readonly { readonly at: number; readonly why: string }[]
}

export type TableFormat = 'csv' | 'xlsx'

/** What a file holds; the first row is its header. */
export interface ReadTable {
  readonly format: TableFormat
  readonly rows: readonly TableRow[]
}

/** A column of a table that is written. */
export interface WrittenColumn {
  readonly title: string
  /** Characters of its width on the screen. */
  readonly width: number
  /** What a cell may hold, for a list to choose from. */
  readonly choices?: readonly string[]
}

export interface WrittenTable {
  readonly name: string
  readonly columns: readonly WrittenColumn[]
  readonly rows: readonly (readonly string[])[]
}
