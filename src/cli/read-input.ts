import { open, readFile } from 'node:fs/promises'
import { type Refusal, refuse } from '../kernel/result.ts'
import type { Io } from './io.ts'

/** The bytes of a file, or of standard input for `-`; refuses what is longer than `limit` bytes. */
export const readInput = async (
  io: Io,
  path: string,
  limit: number,
): Promise<Uint8Array | Refusal> => (path === '-' ? readStdin(io, limit) : readBounded(path, limit))

const readBounded = async (path: string, limit: number): Promise<Uint8Array | Refusal> => {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    return size > limit ? tooLarge(path, limit) : await readFile(file)
  } finally {
    await file.close()
  }
}

const readStdin = async ({ stdin }: Io, limit: number): Promise<Uint8Array | Refusal> => {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of stdin) {
    const bytes = Buffer.from(piece)
    length += bytes.length
    if (length > limit) return tooLarge('Standard input', limit)
    pieces.push(bytes)
  }
  return Buffer.concat(pieces)
}

const tooLarge = (name: string, limit: number): Refusal =>
  refuse('input/too-large', `${name} is larger than ${limit} bytes, the most that is read.`)
