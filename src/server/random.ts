import { randomBytes, randomFillSync } from 'node:crypto'
import type { RandomBytes } from '../kernel/ports.ts'

/** Asking the system for ten bytes at a time would cost more than all else that an id needs. */
export const pooledRandom = (): RandomBytes => {
  const pool = new Uint8Array(4_096)
  let used = pool.length
  return (length) => {
    // Keys and tokens never lie in the pool.
    if (length > 16) return new Uint8Array(randomBytes(length))
    if (used + length > pool.length) {
      randomFillSync(pool)
      used = 0
    }
    used += length
    return pool.slice(used - length, used)
  }
}
