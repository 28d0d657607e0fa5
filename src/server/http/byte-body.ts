import { type Refusal, refuse } from '../../kernel/result.ts'

/** The body of a request that sends bytes as they are; refuses more than so many, and other types. */
export const byteBody = async (
  body: unknown,
  limit: number,
  howToSend: string,
): Promise<Uint8Array | Refusal> => {
  if (!isStream(body)) return refuse('input/invalid', howToSend)
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of body) {
    length += piece.length
    if (length > limit)
      return refuse('file/too-large', `This may have ${limit} bytes at most. Send less.`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

const isStream = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body
