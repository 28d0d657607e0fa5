import { limits } from '../../kernel/limits.ts'
import { RefusalError, refuse } from '../../kernel/result.ts'
import type { PackBytes } from './ports.ts'
import type { PlacedMember } from './zip-layout.ts'

const pieceBytes = 65_536
const newline = 0x0a

/**
 * The lines of a member without their ends, in order, read in pieces. Throws a `RefusalError`
 * (`pack/bad-line`) on a line that is too long, empty, or does not end.
 */
export async function* linesOf(
  bytes: PackBytes,
  { name, offset, size }: PlacedMember,
): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0)
  let count = 0
  const fail = (why: string) =>
    new RefusalError(
      refuse('pack/bad-line', `${name} line ${count + 1} ${why}.`, {
        member: name,
        line: count + 1,
      }),
    )
  for (let at = 0; at < size; ) {
    const piece = await bytes.read(offset + at, Math.min(pieceBytes, size - at))
    at += piece.length
    let start = 0
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, start)) {
      const line = append(rest, piece.subarray(start, end))
      if (line.length === 0) throw fail('is empty')
      if (line.length > limits.auditPack.lineBytes) throw fail('is too long')
      yield line
      count++
      rest = new Uint8Array(0)
      start = end + 1
    }
    rest = append(rest, piece.subarray(start))
    if (rest.length > limits.auditPack.lineBytes) throw fail('is too long')
  }
  if (rest.length > 0) throw fail('does not end')
}

const append = (one: Uint8Array, other: Uint8Array): Uint8Array => {
  if (one.length === 0) return other.slice()
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
