import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { FileHash } from '../../kernel/ids.ts'
import type { RandomBytes } from '../../kernel/ports.ts'
import { type Refusal, RefusalError, refuse } from '../../kernel/result.ts'
import {
  chunkBytes,
  createOpener,
  createSealer,
  headerBytes,
  plainSize,
  sealedChunkBytes,
} from './sealed-file.ts'

/** A file that was kept: the SHA-256 and number of its plain bytes. */
export interface Written {
  readonly hash: FileHash
  readonly size: number
}

/**
 * Writes the source sealed to an empty file. The source is asked for more only when the last bytes
 * are written. Refuses with `file/too-large` as soon as it is.
 */
export const writeSealed = async (
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
  options: {
    readonly key: Uint8Array
    readonly random: RandomBytes
    readonly limitBytes: number
  },
): Promise<Written | Refusal> => {
  const sealer = createSealer(options.key, options.random)
  const hash = createHash('sha256')
  const chunk = Buffer.allocUnsafe(chunkBytes)
  let filled = 0
  let size = 0
  await file.writeFile(sealer.header)
  for await (const piece of source) {
    size += piece.length
    if (size > options.limitBytes) return tooLarge(options.limitBytes)
    hash.update(piece)
    for (let at = 0; at < piece.length; ) {
      // A full chunk is written only when more follows: until then it may be the last.
      if (filled === chunkBytes) {
        await file.writeFile(sealer.seal(chunk, false))
        filled = 0
      }
      const taken = piece.subarray(at, at + chunkBytes - filled)
      chunk.set(taken, filled)
      filled += taken.length
      at += taken.length
    }
  }
  await file.writeFile(sealer.seal(chunk.subarray(0, filled), true))
  // 64 lower-case hex digits are what a FileHash is.
  return { hash: hash.digest('hex') as FileHash, size }
}

/**
 * The plain bytes of a sealed file, chunk by chunk, each checked before it is given and the whole
 * against its hash before the last one is. Throws a `RefusalError` (`file/damaged`) otherwise.
 */
export async function* readSealed(
  path: string,
  key: Uint8Array,
  expected: FileHash,
): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (plainSize(size) === undefined) throw damaged(expected, 'its length is not one we write')
    const opener = createOpener(key, await readFully(file, headerBytes))
    if (opener === undefined) throw damaged(expected, 'it does not begin as our files do')
    const hash = createHash('sha256')
    for (let left = size - headerBytes; left > 0; ) {
      const length = Math.min(left, sealedChunkBytes)
      left -= length
      const chunk = opener(await readFully(file, length), left === 0)
      if (chunk === undefined)
        throw damaged(expected, `the part that ends ${left} bytes before its end was changed`)
      hash.update(chunk)
      if (left === 0 && hash.digest('hex') !== expected)
        throw damaged(expected, 'it is another file than its name says')
      yield chunk
    }
  } finally {
    await file.close()
  }
}

/** So many bytes, or fewer where the file ends before. */
const readFully = async (file: FileHandle, length: number): Promise<Uint8Array> => {
  const buffer = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

const tooLarge = (limit: number): Refusal =>
  refuse('file/too-large', `A file may have ${limit} bytes at most. Send a smaller one.`, { limit })

const damaged = (hash: FileHash, why: string): RefusalError =>
  new RefusalError(
    refuse(
      'file/damaged',
      `The stored file is damaged: ${why}. Restore it from a backup, or send it again.`,
      { hash },
    ),
  )
