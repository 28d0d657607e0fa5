/**
 * In which statements of a block's documents a key stands, as bytes: for each document that has it, in
 * the order of their slots, the slot, how many statements, and their places as differences; all as
 * numbers of seven bits a byte (LEB128).
 */
export interface Posting {
  readonly slot: number
  /** Rising. */
  readonly statements: readonly number[]
}

/** The same bytes with what one document has of the key: nothing where the list is empty. */
export const withDocument = (
  bytes: Uint8Array,
  slot: number,
  statements: readonly number[],
): Uint8Array => {
  const own = statements.length === 0 ? [] : encoded({ slot, statements })
  const parts = { before: 0, after: bytes.length }
  walk(bytes, (each, from, to) => {
    if (each < slot) parts.before = to
    else if (each > slot) parts.after = Math.min(parts.after, from)
  })
  const result = new Uint8Array(parts.before + own.length + bytes.length - parts.after)
  result.set(bytes.subarray(0, parts.before))
  result.set(own, parts.before)
  result.set(bytes.subarray(parts.after), parts.before + own.length)
  return result
}

const encoded = ({ slot, statements }: Posting): readonly number[] => {
  const bytes: number[] = []
  const write = (number: number) => {
    let rest = number
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
    bytes.push(rest)
  }
  write(slot)
  write(statements.length)
  let last = 0
  for (const statement of statements) {
    write(statement - last)
    last = statement
  }
  return bytes
}

/**
 * Writes the positions in a stretch into `room` from `from` on, and answers where they end. `firsts`
 * gives for each slot the position of its document's first statement, -1 where the document is not
 * searched; `sizes`, how many statements it has. Each position takes at least one byte of `bytes`.
 */
export const positionsInto = (
  room: Uint32Array,
  from: number,
  bytes: Uint8Array,
  firsts: readonly number[],
  sizes: readonly number[],
): number => {
  let end = from
  let at = 0
  const long = (low: number): number => {
    let number = low & 127
    for (let scale = 128; ; scale *= 128) {
      const byte = bytes[at++] ?? 0
      number += (byte & 127) * scale
      if (byte < 128) return number
    }
  }
  // Millions of them for one search, nearly all of one byte.
  const next = (): number => {
    const byte = bytes[at++] ?? 0
    return byte < 128 ? byte : long(byte)
  }
  while (at < bytes.length) {
    const slot = next()
    const first = firsts[slot] ?? -1
    const size = first < 0 ? 0 : (sizes[slot] ?? 0)
    let statement = 0
    for (let left = next(); left > 0; left--) {
      const byte = bytes[at++] ?? 0
      statement += byte < 128 ? byte : long(byte)
      if (statement < size) room[end++] = first + statement
    }
  }
  return end
}

/** Where each document's part begins and ends. */
const walk = (bytes: Uint8Array, see: (slot: number, from: number, to: number) => void): void => {
  let at = 0
  const next = (): number => {
    let number = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++] ?? 0
      number += (byte & 127) * scale
      if (byte < 128) return number
    }
  }
  while (at < bytes.length) {
    const from = at
    const slot = next()
    for (let left = next(); left > 0; left--) next()
    see(slot, from, at)
  }
}
