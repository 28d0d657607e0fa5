/**
 * The one layout of a backup as a tar archive (POSIX.1-2017 pax, "ustar Interchange Format"): plain
 * files, mode 600, no owner, no time. All bytes that are no member's own follow from names and
 * sizes, so a reader derives and compares them.
 */
export const blockBytes = 512

/** The largest size that eleven octal digits hold. */
export const largestMember = 0o777_7777_7777

/** What stands in front of a member: its header, and before it one for a name that is too long. */
export const headersOf = (name: string, size: number): Uint8Array => {
  const split = splitName(name)
  if (split !== undefined) return header(split, size, '0')
  const record = paxRecord(name)
  return Buffer.concat([
    header({ name: 'long-name', prefix: '' }, record.length, 'x'),
    padded(record),
    header({ name: 'long-name', prefix: '' }, size, '0'),
  ])
}

/** Zeros up to the next block. */
export const paddingOf = (size: number): Uint8Array =>
  new Uint8Array((blockBytes - (size % blockBytes)) % blockBytes)

/** Two blocks of zeros end the archive. */
export const endOfArchive = new Uint8Array(2 * blockBytes)

/** What a header block says, unchecked; undefined where it is none of a plain or a pax header. */
export const readHeader = (
  block: Uint8Array,
): { readonly name: string; readonly size: number; readonly type: '0' | 'x' } | undefined => {
  const field = (at: number, length: number) => {
    const bytes = Buffer.from(block.subarray(at, at + length))
    const end = bytes.indexOf(0)
    return bytes.subarray(0, end < 0 ? length : end).toString('latin1')
  }
  const digits = field(124, 12)
  const type = field(156, 1)
  if (!/^[0-7]{11}$/.test(digits) || (type !== '0' && type !== 'x')) return undefined
  const prefix = field(345, 155)
  const name = field(0, 100)
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: Number.parseInt(digits, 8),
    type,
  }
}

/** The name in a pax record (`LENGTH path=NAME\n`); undefined where it is another record. */
export const readPaxName = (record: Uint8Array): string | undefined => {
  const text = Buffer.from(record).toString('utf8')
  return /^\d+ path=([^\n]+)\n$/.exec(text)?.[1]
}

const paxRecord = (name: string): Uint8Array => {
  const rest = Buffer.byteLength(` path=${name}\n`)
  // The length counts its own digits.
  let length = rest + 1
  while (length !== rest + String(length).length) length = rest + String(length).length
  return Buffer.from(`${length} path=${name}\n`)
}

const splitName = (
  name: string,
): { readonly name: string; readonly prefix: string } | undefined => {
  if (!/^[\u0021-\u007e]+$/.test(name)) return undefined
  if (name.length <= 100) return { name, prefix: '' }
  for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1))
    if (at > 0 && at <= 155 && name.length - at - 1 <= 100 && at < name.length - 1)
      return { name: name.slice(at + 1), prefix: name.slice(0, at) }
  return undefined
}

const header = (
  { name, prefix }: { readonly name: string; readonly prefix: string },
  size: number,
  type: '0' | 'x',
): Uint8Array => {
  const block = Buffer.alloc(blockBytes)
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0')
  block.write(name, 0, 'latin1')
  block.write('0000600\0', 100, 'latin1')
  block.write('0000000\0', 108, 'latin1')
  block.write('0000000\0', 116, 'latin1')
  block.write(`${octal(size, 11)}\0`, 124, 'latin1')
  block.write(`${octal(0, 11)}\0`, 136, 'latin1')
  block.write('        ', 148, 'latin1')
  block.write(type, 156, 'latin1')
  block.write('ustar\x0000', 257, 'latin1')
  block.write(prefix, 345, 'latin1')
  let sum = 0
  for (const byte of block) sum += byte
  block.write(`${octal(sum, 6)}\0 `, 148, 'latin1')
  return block
}

const padded = (bytes: Uint8Array): Uint8Array => Buffer.concat([bytes, paddingOf(bytes.length)])
