import { StringDecoder } from 'node:string_decoder'
import { limits } from '../kernel/limits.ts'

export interface Line {
  /** From 1. */
  readonly number: number
  /** Without its line ending. A line of more than the bound is cut to the bound and one character. */
  readonly text: string
}

/**
 * The lines of a stream of UTF-8, one after the other: memory holds one piece of the stream and
 * `most` characters, however long a line is. Ends of lines are LF or CR LF; a byte order mark is
 * passed over; the last line needs no end.
 */
export const readLines = async function* (
  stream: AsyncIterable<unknown>,
  most: number = limits.text.line,
): AsyncGenerator<Line> {
  const decoder = new StringDecoder('utf8')
  let number = 1
  let text = ''
  let first = true
  const add = (more: string) => {
    // CR LF takes one character more than the line itself.
    if (text.length <= most + 1) text += more.slice(0, most + 2)
  }
  const taken = (): Line => {
    const line = { number, text: text.replace(/\r$/, '').slice(0, most + 1) }
    number++
    text = ''
    return line
  }
  for await (const piece of stream) {
    let decoded = typeof piece === 'string' ? piece : decoder.write(bytesOf(piece))
    if (first && decoded !== '') {
      first = false
      if (decoded.startsWith('\uFEFF')) decoded = decoded.slice(1)
    }
    const [start = '', ...rest] = decoded.split('\n')
    add(start)
    for (const more of rest) {
      yield taken()
      add(more)
    }
  }
  add(decoder.end())
  if (text !== '') yield taken()
}

const bytesOf = (piece: unknown): Buffer => {
  if (piece instanceof Uint8Array) return Buffer.from(piece)
  throw new TypeError('A stream of bytes or text was expected.')
}
