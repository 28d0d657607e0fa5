/**
 * Data and error correction of a QR code (ISO/IEC 18004:2015, section 7), byte mode, level M,
 * versions 1 to 20: enough for an `otpauth:` address with the longest sign-in name.
 */

// Table 9, level M: error correction codewords per block, and blocks, by version.
const correctionPerBlock = [
  0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
] as const
const blocks = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16] as const
const versions = blocks.length - 1

export interface Codewords {
  readonly version: number
  readonly bytes: Uint8Array
}

/** The smallest version that holds the bytes, with its codewords in the order they are drawn. */
export const codewordsOf = (data: Uint8Array): Codewords => {
  for (let version = 1; version <= versions; version++) {
    const layout = layoutOf(version)
    const lengthBits = version < 10 ? 8 : 16
    if (4 + lengthBits + data.length * 8 <= layout.dataBytes * 8)
      return { version, bytes: interleave(pad(data, lengthBits, layout.dataBytes), layout) }
  }
  throw new Error('The text is too long for a QR code of version 20.')
}

interface Layout {
  readonly blocks: number
  readonly correction: number
  readonly allBytes: number
  readonly dataBytes: number
}

const layoutOf = (version: number): Layout => {
  const count = blocks[version] ?? 0
  const correction = correctionPerBlock[version] ?? 0
  const allBytes = Math.floor(dataModules(version) / 8)
  return { blocks: count, correction, allBytes, dataBytes: allBytes - count * correction }
}

/** Modules left for data and correction once the fixed patterns are drawn. */
const dataModules = (version: number): number => {
  const plain = (16 * version + 128) * version + 64
  if (version < 2) return plain
  const alignment = Math.floor(version / 7) + 2
  return plain - ((25 * alignment - 10) * alignment - 55) - (version >= 7 ? 36 : 0)
}

/** Section 7.4: mode 0100, length, data, terminator, then 0xEC and 0x11 in turn. */
const pad = (data: Uint8Array, lengthBits: number, size: number): Uint8Array => {
  let bits = `0100${data.length.toString(2).padStart(lengthBits, '0')}`
  for (const byte of data) bits += byte.toString(2).padStart(8, '0')
  bits += '0'.repeat(Math.min(4, size * 8 - bits.length))
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0')
  const used = bits.length / 8
  return Uint8Array.from({ length: size }, (_, index) =>
    index < used
      ? Number.parseInt(bits.slice(index * 8, index * 8 + 8), 2)
      : (index - used) % 2 === 0
        ? 0xec
        : 0x11,
  )
}

/** Section 7.6: blocks in turn, their data first and then their correction. */
const interleave = (data: Uint8Array, layout: Layout): Uint8Array => {
  const short = Math.floor(layout.dataBytes / layout.blocks)
  const long = layout.dataBytes % layout.blocks
  const divisor = generator(layout.correction)
  const parts: { readonly data: Uint8Array; readonly correction: Uint8Array }[] = []
  for (let index = 0, at = 0; index < layout.blocks; index++) {
    const length = short + (index >= layout.blocks - long ? 1 : 0)
    const part = data.subarray(at, at + length)
    parts.push({ data: part, correction: remainder(part, divisor) })
    at += length
  }
  const drawn: number[] = []
  for (let index = 0; index <= short; index++)
    for (const part of parts) {
      const byte = part.data[index]
      if (byte !== undefined) drawn.push(byte)
    }
  for (let index = 0; index < layout.correction; index++)
    for (const part of parts) drawn.push(part.correction[index] ?? 0)
  return Uint8Array.from(drawn)
}

/** Product in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1. */
export const multiply = (one: number, other: number): number => {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    product ^= ((other >>> bit) & 1) * one
  }
  return product
}

/** The Reed-Solomon generator polynomial, highest power first and its leading 1 left out. */
const generator = (degree: number): Uint8Array => {
  const polynomial = new Uint8Array(degree)
  polynomial[degree - 1] = 1
  let root = 1
  for (let times = 0; times < degree; times++) {
    for (let index = 0; index < degree; index++)
      polynomial[index] = multiply(polynomial[index] ?? 0, root) ^ (polynomial[index + 1] ?? 0)
    root = multiply(root, 2)
  }
  return polynomial
}

const remainder = (data: Uint8Array, divisor: Uint8Array): Uint8Array => {
  const rest = new Uint8Array(divisor.length)
  for (const byte of data) {
    const factor = byte ^ (rest[0] ?? 0)
    rest.copyWithin(0, 1)
    rest[rest.length - 1] = 0
    for (let index = 0; index < rest.length; index++)
      rest[index] = (rest[index] ?? 0) ^ multiply(divisor[index] ?? 0, factor)
  }
  return rest
}
