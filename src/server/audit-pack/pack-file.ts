import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { isRefusal, type Refusal, RefusalError, refuse } from '../../kernel/result.ts'
import { type VerifiedPack, verifyAuditPack } from '../../review/verify/audit-pack.ts'
import type { PackBytes } from '../../review/verify/ports.ts'
import { sha256, verifyEd25519 } from '../signing.ts'
import { ledgerChecks } from './ledger-checks.ts'

/**
 * Verifies the audit pack in a file (see `verifyAuditPack`). `key` is the maker's verifier key
 * where it is known. Refuses with `pack/no-file` or the codes of the verification.
 */
export const verifyAuditPackFile = async (
  path: string,
  { key }: { readonly key?: string | undefined } = {},
): Promise<VerifiedPack | Refusal> => {
  const file = await openForReading(path)
  if (isRefusal(file)) return file
  try {
    return await verifyAuditPack(await packBytes(file), {
      ledger: ledgerChecks(sha256, verifyEd25519),
      trustedKey: key,
    })
  } finally {
    await file.close()
  }
}

const pieceBytes = 262_144

/** An open file as the verification reads it. */
const packBytes = async (file: FileHandle): Promise<PackBytes> => {
  const { size } = await file.stat()
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    const bytes = Buffer.allocUnsafe(length)
    for (let filled = 0; filled < length; ) {
      const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled)
      if (bytesRead === 0) throw shrank()
      filled += bytesRead
    }
    return bytes
  }
  return {
    size,
    read,
    measure: async (offset, length) => {
      const hash = createHash('sha256')
      let checksum = 0
      for (let at = 0; at < length; ) {
        const piece = await read(offset + at, Math.min(pieceBytes, length - at))
        hash.update(piece)
        checksum = crc32(piece, checksum)
        at += piece.length
      }
      return { sha256: new Uint8Array(hash.digest()), crc32: checksum }
    },
  }
}

const openForReading = async (path: string): Promise<FileHandle | Refusal> => {
  try {
    return await open(path, 'r')
  } catch (cause) {
    if (
      cause instanceof Error &&
      'code' in cause &&
      (cause.code === 'ENOENT' || cause.code === 'EISDIR')
    )
      return refuse('pack/no-file', `There is no file ${path}.`)
    throw cause
  }
}

const shrank = () =>
  new RefusalError(refuse('pack/changing', 'The file became shorter while it was read. Try again.'))
