import type { PublicTree } from './public-tree.ts'

const running = new WeakMap<PublicTree, Promise<unknown>>()

/**
 * Runs what changes a repository one after the other: two at once would each build on the same
 * version, and one would be lost. It orders one process; several processes need the caller's lock.
 */
export const exclusively = <T>(tree: PublicTree, change: () => Promise<T>): Promise<T> => {
  const before = running.get(tree) ?? Promise.resolve()
  const mine = before.then(change, change)
  running.set(tree, mine)
  return mine
}
