/**
 * The one layout of an audit pack as a zip file (PKWARE APPNOTE 6.3.10): members stored as they
 * are, one after the other without gaps, fixed time and mode, no extra fields, no comments. All
 * bytes that are not a member's own follow from names, sizes and checksums, so a verifier derives
 * them and compares: no byte of the file is left that could change unnoticed.
 */
export interface ZipMember {
  /** ASCII. */
  readonly name: string
  readonly size: number
  readonly crc32: number
}

export interface PlacedMember extends ZipMember {
  /** Of the local header. */
  readonly headerOffset: number
  /** Of the first byte of the content. */
  readonly offset: number
}

export const localHeaderBytes = 30
const centralHeaderBytes = 46
export const endRecordBytes = 22
const centralSignature = 0x0201_4b50
const endSignature = 0x0605_4b50

/** Where each member lies, in this order, from the first byte of the file. */
export const placeMembers = (members: readonly ZipMember[]): readonly PlacedMember[] => {
  let at = 0
  return members.map((member) => {
    const headerOffset = at
    const offset = headerOffset + localHeaderBytes + member.name.length
    at = offset + member.size
    return { ...member, headerOffset, offset }
  })
}

/** Section 4.3.7. */
export const localHeader = (member: ZipMember): Uint8Array => {
  const { bytes, view } = room(localHeaderBytes, member.name)
  view.setUint32(0, 0x0403_4b50, true)
  writeCommon(view, 4, member)
  return bytes
}

/** Section 4.3.12. */
export const centralHeader = (member: PlacedMember): Uint8Array => {
  const { bytes, view } = room(centralHeaderBytes, member.name)
  view.setUint32(0, centralSignature, true)
  // Made on Unix (3), so that the mode below counts.
  view.setUint16(4, 0x030a, true)
  writeCommon(view, 6, member)
  view.setUint32(38, (0o100644 << 16) >>> 0, true)
  view.setUint32(42, member.headerOffset, true)
  return bytes
}

/** Section 4.3.16. */
export const endRecord = (
  members: number,
  directoryOffset: number,
  directoryBytes: number,
): Uint8Array => {
  const { bytes, view } = room(endRecordBytes, '')
  view.setUint32(0, endSignature, true)
  view.setUint16(8, members, true)
  view.setUint16(10, members, true)
  view.setUint32(12, directoryBytes, true)
  view.setUint32(16, directoryOffset, true)
  return bytes
}

/** What an end record says; undefined where the bytes are none. */
export const readEndRecord = (
  bytes: Uint8Array,
): { readonly members: number; readonly offset: number; readonly bytes: number } | undefined => {
  const view = viewOf(bytes)
  if (bytes.length !== endRecordBytes || view.getUint32(0, true) !== endSignature) return undefined
  return {
    members: view.getUint16(10, true),
    offset: view.getUint32(16, true),
    bytes: view.getUint32(12, true),
  }
}

/** Names, sizes and checksums of a central directory; undefined where it does not read as one. */
export const readDirectory = (
  bytes: Uint8Array,
  members: number,
): readonly ZipMember[] | undefined => {
  const view = viewOf(bytes)
  const found: ZipMember[] = []
  let at = 0
  while (found.length < members) {
    if (at + centralHeaderBytes > bytes.length || view.getUint32(at, true) !== centralSignature)
      return undefined
    const nameEnd = at + centralHeaderBytes + view.getUint16(at + 28, true)
    if (nameEnd > bytes.length) return undefined
    found.push({
      name: String.fromCharCode(...bytes.subarray(at + centralHeaderBytes, nameEnd)),
      size: view.getUint32(at + 24, true),
      crc32: view.getUint32(at + 16, true),
    })
    at = nameEnd
  }
  return at === bytes.length ? found : undefined
}

/** The fields that local and central headers share, from "version needed" to the name's length. */
const writeCommon = (view: DataView, at: number, { name, size, crc32 }: ZipMember): void => {
  view.setUint16(at, 10, true)
  // 1980-01-01, the first day a zip can tell: when it was made stands in the manifest.
  view.setUint16(at + 8, 0x0021, true)
  view.setUint32(at + 10, crc32, true)
  view.setUint32(at + 14, size, true)
  view.setUint32(at + 18, size, true)
  view.setUint16(at + 22, name.length, true)
}

const room = (fixed: number, name: string) => {
  const bytes = new Uint8Array(fixed + name.length)
  for (let at = 0; at < name.length; at++) bytes[fixed + at] = name.charCodeAt(at)
  return { bytes, view: viewOf(bytes) }
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
