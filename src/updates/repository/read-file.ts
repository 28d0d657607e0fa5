import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { FileFacts } from '../verify/verify-update.ts'

/** The file, or its first `maxBytes` + 1 bytes; undefined where there is no such plain file. */
export const readBounded = async (
  path: string,
  maxBytes: number,
): Promise<Uint8Array | undefined> => {
  const file = await openPlain(path)
  if (file === undefined) return undefined
  try {
    const buffer = Buffer.alloc(Math.min(file.size, maxBytes) + 1)
    let length = 0
    while (length < buffer.length) {
      const { bytesRead } = await file.handle.read(buffer, length, buffer.length - length, length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    return new Uint8Array(buffer.subarray(0, length))
  } finally {
    await file.handle.close()
  }
}

/** Length and hashes of a file of any size, read as a stream; `updates/no-file` if it is not there. */
export const measurePath = async (path: string): Promise<Omit<FileFacts, 'name'> | Refusal> => {
  const file = await openPlain(path)
  if (file === undefined)
    return refuse('updates/no-file', 'There is no such file, or it cannot be read.', { file: path })
  const sha256 = createHash('sha256')
  const sha512 = createHash('sha512')
  let length = 0
  // The stream closes the handle, on an error too.
  for await (const chunk of file.handle.createReadStream({ highWaterMark: 1_048_576 })) {
    length += chunk.length
    sha256.update(chunk)
    sha512.update(chunk)
  }
  return { length, sha256: sha256.digest('hex'), sha512: sha512.digest('hex') }
}

const openPlain = async (path: string) => {
  try {
    const handle = await open(path, 'r')
    const stats = await handle.stat()
    if (stats.isFile()) return { handle, size: stats.size }
    await handle.close()
    return undefined
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (typeof code === 'string' && absent.has(code)) return undefined
    throw error
  }
}

const absent = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'ENAMETOOLONG', 'ELOOP'])
