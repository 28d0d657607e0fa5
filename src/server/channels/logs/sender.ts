import type { Socket } from 'node:net'
import { unreadableEvent } from '../../../formats/audit-event.ts'
import { readAuditLine } from '../../../formats/audit-lines.ts'
import { createDeframer } from '../../../formats/syslog-frames.ts'
import { limits } from '../../../kernel/limits.ts'
import { isRefusal } from '../../../kernel/result.ts'
import type { Arrived } from '../../audit-events/index.ts'

export interface SenderParts {
  /** Resolves when there is room for more: until then nothing is read from this sender. */
  put(arrived: readonly Arrived[]): Promise<void>
  /** Told once, when we cut the sender off. */
  cutOff(reason: string, address: string): void
  /** Whether messages may end by a line feed (TCP, not TLS). */
  readonly lines: boolean
  /** Milliseconds in which a message that began must end. */
  readonly patience: number
}

/** Reads one sender until it ends: a bounded message at a time, no faster than they are stored. */
export const readSender = (socket: Socket, { put, cutOff, lines, patience }: SenderParts): void => {
  const { frameBytes, connections } = limits.auditEvents
  const deframer = createDeframer({ limit: frameBytes, lines })
  const address = socket.remoteAddress ?? ''
  let putting = false
  let timer: NodeJS.Timeout | undefined

  const end = (reason: string) => {
    cutOff(reason, address)
    socket.destroy()
  }
  /** A message that began must end; its time does not begin anew with each byte. */
  const watch = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      if (putting) watch()
      else end('a message did not end in time')
    }, patience)
  }
  const unwatch = () => {
    clearTimeout(timer)
    timer = undefined
  }
  const take = async (frames: readonly Uint8Array[]): Promise<void> => {
    putting = true
    socket.pause()
    await put(frames.flatMap((frame) => arrivedOf(frame, address)))
    putting = false
    socket.resume()
  }
  socket.setKeepAlive(true, connections.frame)
  socket.setTimeout(connections.idle, () => end('it sent nothing for long'))
  socket.on('data', (chunk) => {
    const frames = deframer.push(chunk)
    if (isRefusal(frames)) return end(frames.message)
    if (frames.length > 0) unwatch()
    if (deframer.waiting() > 0) watch()
    if (frames.length > 0) void take(frames)
  })
  socket.on('end', () => {
    const rest = deframer.end()
    if (rest !== undefined) void put(arrivedOf(rest, address))
  })
  // A sender that goes away says so by an error, too; the connection closes by itself.
  socket.on('error', () => undefined)
  socket.on('close', unwatch)
}

const decoder = new TextDecoder()

/** A message's events; one that cannot be read is an event that says so. */
const arrivedOf = (frame: Uint8Array, address: string): readonly Arrived[] => {
  const via = `syslog ${address}`
  const raw = decoder.decode(frame)
  const read = readAuditLine(frame)
  if (isRefusal(read)) return [{ via, raw, event: unreadableEvent(address, raw, read.code) }]
  // Who says nothing of where it stands is known by the address it sends from.
  return read.events.map((event) => ({
    via,
    raw,
    event: event.source === '' ? { ...event, source: address } : event,
  }))
}
