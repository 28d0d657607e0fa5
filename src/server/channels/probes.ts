import { createHash } from 'node:crypto'
import { hex } from '../../kernel/ids.ts'
import type { RandomBytes } from '../../kernel/ports.ts'
import type { Probes } from './channel.ts'

const pattern = /vulnerary-probe-[0-9a-f]{32}/g
/** Marks looked at in one message: a stranger may write many. */
const marksPerText = 10

/**
 * A mark is a secret of this moment: nobody else can make one, so no report can pass itself off as
 * a self-test, and one that nobody waits for any more is an ordinary word.
 */
export const createProbes = (random: RandomBytes): Probes => {
  const awaited = new Map<string, () => void>()
  const keyOf = (mark: string) => createHash('sha256').update(mark).digest('hex')
  return {
    mark: () => `vulnerary-probe-${hex(random(32)).slice(0, 32)}`,
    arrival: (mark, milliseconds) =>
      new Promise((resolve, reject) => {
        const key = keyOf(mark)
        const timer = setTimeout(() => {
          awaited.delete(key)
          reject(new Error(`The self-test did not arrive within ${milliseconds / 1_000} s.`))
        }, milliseconds)
        awaited.set(key, () => {
          clearTimeout(timer)
          awaited.delete(key)
          resolve()
        })
      }),
    take: (text) => {
      if (awaited.size === 0) return false
      const marks = text.match(pattern)?.slice(0, marksPerText) ?? []
      const arrived = marks
        .map((mark) => awaited.get(keyOf(mark)))
        .find((done) => done !== undefined)
      arrived?.()
      return arrived !== undefined
    },
  }
}
