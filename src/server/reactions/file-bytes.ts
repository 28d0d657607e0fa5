import type { FileHash } from '../../kernel/ids.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Parts } from '../parts.ts'

/** All bytes of a stored file, bounded: for readers that cannot work on a stream. */
export const bytesOf = async (
  { files }: Pick<Parts, 'files'>,
  hash: FileHash,
  limit: number,
): Promise<Uint8Array | Refusal> => {
  const file = await files.read(hash)
  if (isRefusal(file)) return file
  if (file.size > limit) {
    file.stream.destroy()
    return refuse(
      'file/too-large',
      `The file has ${file.size} bytes; ${limit} can be read at once.`,
    )
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of file.stream) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}
