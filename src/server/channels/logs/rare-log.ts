import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from '../../../kernel/ports.ts'

/** One line a minute for each reason, with how often it was: senders must not fill the log. */
export const createRareLog = (
  log: FastifyBaseLogger,
  clock: Clock,
): ((channel: string, reason: string, address: string) => void) => {
  const told = new Map<string, { at: number; since: number }>()
  return (channel, reason, address) => {
    const now = clock()
    const key = `${channel} ${reason}`
    const before = told.get(key)
    if (before !== undefined && now - before.at < minute) {
      before.since++
      return
    }
    const times = (before?.since ?? 0) + 1
    told.set(key, { at: now, since: 0 })
    log.warn({ channel, reason, address, times }, 'a sender of audit events was cut off')
  }
}

const minute = 60_000
