import type { Clock } from '../../../kernel/ports.ts'

export interface Admission {
  /** Counts one more of this key; false where it has had its share of the minute. */
  admits(key: string): boolean
}

const minute = 60_000
/** Keys counted at once: with more, a flood of invented senders would fill the memory. */
const most = 10_000

/** So many of a kind in each minute. Past `most` keys everybody new waits for the next minute. */
export const createAdmission = (clock: Clock, perMinute: number): Admission => {
  let counted = new Map<string, number>()
  let since = clock()
  return {
    admits: (key) => {
      const now = clock()
      if (now - since >= minute || now < since) {
        counted = new Map()
        since = now
      }
      const before = counted.get(key) ?? 0
      if (before >= perMinute || (before === 0 && counted.size >= most)) return false
      counted.set(key, before + 1)
      return true
    },
  }
}
