import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import type { RandomBytes } from '../../kernel/ports.ts'

/**
 * A file at rest: a header, then chunks of 64 KiB under AES-256-GCM in the STREAM construction
 * (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse
 * Misuse-Resistance, 2015), as Tink and age use it. Each file has its own key, derived from a random
 * salt; a nonce is the file's prefix, the chunk's number and whether it is the last. So a chunk that
 * is missing, moved, doubled, changed, or from another file does not open.
 *
 *     magic "VULNFS01" 8 | salt 32 | nonce prefix 7 | chunk + tag 16 | … | last chunk + tag 16
 */
export const headerBytes = 47
export const chunkBytes = 65_536
export const sealedChunkBytes = chunkBytes + 16

const magic = Buffer.from('VULNFS01', 'latin1')
const saltBytes = 32
const prefixBytes = 7
const tagBytes = 16

export interface Sealer {
  readonly header: Uint8Array
  /** Takes the chunks in order: all of `chunkBytes` but the last, which may be shorter or empty. */
  seal(chunk: Uint8Array, last: boolean): Uint8Array
}

export const createSealer = (filesKey: Uint8Array, random: RandomBytes): Sealer => {
  const header = Buffer.concat([magic, random(saltBytes), random(prefixBytes)])
  const key = keyOf(filesKey, header)
  let index = 0
  return {
    header,
    seal: (chunk, last) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonce(header, index++, last)).setAAD(header)
      return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
    },
  }
}

/** Opens chunks in order; answers undefined for one that does not belong where it stands. */
export type Opener = (sealed: Uint8Array, last: boolean) => Uint8Array | undefined

/** Undefined where the header is not one of ours. */
export const createOpener = (filesKey: Uint8Array, header: Uint8Array): Opener | undefined => {
  if (header.length !== headerBytes || !magic.equals(header.subarray(0, magic.length)))
    return undefined
  const key = keyOf(filesKey, header)
  let index = 0
  return (sealed, last) => {
    if (sealed.length < tagBytes) return undefined
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(header, index++, last), {
      authTagLength: tagBytes,
    })
    decipher.setAAD(header).setAuthTag(sealed.subarray(sealed.length - tagBytes))
    const chunk = decipher.update(sealed.subarray(0, sealed.length - tagBytes))
    try {
      decipher.final()
    } catch {
      // Node's only way to say that the tag does not fit; nothing else can throw here.
      return undefined
    }
    return chunk
  }
}

/** Bytes of plain text in a sealed file of this size; undefined where no file has that size. */
export const plainSize = (sealedSize: number): number | undefined => {
  const body = sealedSize - headerBytes
  const chunks = Math.ceil(body / sealedChunkBytes)
  const last = body - (chunks - 1) * sealedChunkBytes
  return chunks < 1 || last < tagBytes ? undefined : body - chunks * tagBytes
}

const keyOf = (filesKey: Uint8Array, header: Uint8Array): Uint8Array =>
  new Uint8Array(
    hkdfSync(
      'sha256',
      filesKey,
      header.subarray(magic.length, magic.length + saltBytes),
      'vulnerary/file/v1',
      32,
    ),
  )

const nonce = (header: Uint8Array, index: number, last: boolean): Uint8Array => {
  const bytes = Buffer.alloc(12)
  bytes.set(header.subarray(magic.length + saltBytes))
  // Throws beyond 2^32 chunks (256 TiB), before a nonce would repeat.
  bytes.writeUInt32BE(index, prefixBytes)
  bytes[11] = last ? 1 : 0
  return bytes
}
