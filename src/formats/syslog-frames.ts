/** Takes syslog messages out of a stream: octet counting and LF (RFC 6587 section 3.4, RFC 5425). */
import { type Refusal, refuse } from '../kernel/result.ts'

export interface Deframer {
  /**
   * The whole messages that these bytes completed. Refuses with `syslog/frame` what is no frame or
   * longer than the bound: after it the stream has lost its sense and is closed.
   */
  push(bytes: Uint8Array): readonly Uint8Array[] | Refusal
  /** Bytes of a message that has not ended yet. */
  waiting(): number
  /** At the end of the stream: the last line where nothing ended it, or nothing. */
  end(): Uint8Array | undefined
}

export interface FramesExpected {
  /** Longest message in bytes. */
  readonly limit: number
  /** Whether messages may end by a line feed instead of telling their length (TCP, not TLS). */
  readonly lines: boolean
}

const lineFeed = 0x0a
const space = 0x20
const [zero, one, nine] = [0x30, 0x31, 0x39]

/** Memory stays within the bound and one chunk; work is linear in the bytes, however they come. */
export const createDeframer = ({ limit, lines }: FramesExpected): Deframer => {
  let buffer = new Uint8Array(4_096)
  let length = 0
  /** Up to where no line feed was found. */
  let looked = 0

  const append = (bytes: Uint8Array) => {
    if (length + bytes.length > buffer.length) {
      const larger = new Uint8Array(Math.max(buffer.length * 2, length + bytes.length))
      larger.set(buffer.subarray(0, length))
      buffer = larger
    }
    buffer.set(bytes, length)
    length += bytes.length
  }
  const push: Deframer['push'] = (bytes) => {
    append(bytes)
    const frames: Uint8Array[] = []
    let start = 0
    while (start < length) {
      const first = buffer[start] ?? 0
      const counted = first >= one && first <= nine
      if (!counted && !(lines && first !== zero)) return notAFrame(lines)
      const frame = counted ? countedFrame(buffer, start, length, limit) : line(start)
      if (frame === 'waiting') break
      if (frame === 'bad') return notAFrame(lines)
      if (frame === 'long') return tooLong(limit)
      if (frame.to > frame.from) frames.push(buffer.slice(frame.from, frame.to))
      start = frame.next
      looked = start
    }
    buffer.copyWithin(0, start, length)
    length -= start
    looked = Math.max(0, looked - start)
    return frames
  }
  const line = (start: number): Found => {
    const at = buffer.subarray(0, length).indexOf(lineFeed, Math.max(start, looked))
    if (at < 0) {
      looked = length
      return length - start > limit ? 'long' : 'waiting'
    }
    if (at - start > limit) return 'long'
    const returned = at > start && buffer[at - 1] === 0x0d
    return { from: start, to: returned ? at - 1 : at, next: at + 1 }
  }
  return {
    push,
    waiting: () => length,
    end: () => {
      const first = buffer[0] ?? 0
      if (length === 0 || !lines || (first >= one && first <= nine)) return undefined
      const rest = buffer.slice(0, length)
      length = 0
      return rest
    },
  }
}

type Found =
  | { readonly from: number; readonly to: number; readonly next: number }
  | 'waiting'
  | 'bad'
  | 'long'

/** MSG-LEN SP SYSLOG-MSG; the number has no leading zero. */
const countedFrame = (buffer: Uint8Array, start: number, length: number, limit: number): Found => {
  let count = 0
  for (let at = start; at < length; at++) {
    const byte = buffer[at] ?? 0
    if (byte === space) {
      const from = at + 1
      return from + count > length ? 'waiting' : { from, to: from + count, next: from + count }
    }
    if (byte < zero || byte > nine) return 'bad'
    count = count * 10 + byte - zero
    if (count > limit) return 'long'
  }
  return 'waiting'
}

const notAFrame = (lines: boolean): Refusal =>
  refuse(
    'syslog/frame',
    lines
      ? 'The stream holds something that is no syslog message. Send messages with their length before them (RFC 6587).'
      : 'Messages over TLS tell their length before them (RFC 5425 section 4.3). Set the sender to octet counting.',
  )

const tooLong = (limit: number): Refusal =>
  refuse('syslog/frame', `A message is longer than ${limit} bytes. Send shorter ones.`, { limit })
