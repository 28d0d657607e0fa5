import { Readable } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { RefusalError, refuse } from '../../kernel/result.ts'
import type { Cell } from './snapshot.ts'

/** Rows as lines of JSON under a line with the column names, compressed. Bytes are `{"bytes": base64}`. */
export const packRows = (
  columns: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncIterable<Uint8Array> =>
  Readable.from(textOf(columns, rows), { objectMode: false }).compose(
    createGzip(),
  ) as AsyncIterable<Uint8Array>

const batchCharacters = 65_536

async function* textOf(columns: readonly string[], rows: AsyncIterable<readonly Cell[]>) {
  let text = `${JSON.stringify(columns)}\n`
  for await (const row of rows) {
    text += `${JSON.stringify(row.map(writeCell))}\n`
    if (text.length < batchCharacters) continue
    yield text
    text = ''
  }
  yield text
}

const writeCell = (cell: Cell): unknown =>
  cell instanceof Uint8Array ? { bytes: Buffer.from(cell).toString('base64') } : cell

/** The lines that `packRows` wrote: the column names first. Throws a `RefusalError` (`backup/damaged`). */
export async function* unpackRows(
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly Cell[]> {
  const plain = Readable.from(content, { objectMode: false }).compose(createGunzip())
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of plain as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = piece.indexOf(0x0a); end >= 0; end = piece.indexOf(0x0a, start)) {
      yield readLine(Buffer.concat([rest, piece.subarray(start, end)]))
      rest = Buffer.alloc(0)
      start = end + 1
    }
    rest = Buffer.concat([rest, piece.subarray(start)])
  }
  if (rest.length > 0) throw unreadable()
}

const readLine = (line: Buffer): readonly Cell[] => {
  const row: unknown = JSON.parse(line.toString('utf8'))
  if (!Array.isArray(row)) throw unreadable()
  return row.map(readCell)
}

const readCell = (cell: unknown): Cell => {
  if (cell === null || typeof cell === 'string' || typeof cell === 'number') return cell
  if (typeof cell === 'object' && 'bytes' in cell && typeof cell.bytes === 'string')
    return Buffer.from(cell.bytes, 'base64')
  throw unreadable()
}

const unreadable = () =>
  new RefusalError(
    refuse('backup/damaged', 'A table in the backup cannot be read. Nothing was restored.'),
  )
