import type { Clock } from '../../kernel/ports.ts'

/** Keeps a bounded number of keys for a bounded time, the most recently used ones. */
export interface KeyCache {
  get(person: string): Uint8Array | undefined
  /** Ignored where something was forgotten since `mark`: the key may have been read before that. */
  put(person: string, key: Uint8Array, mark: number): void
  forget(person: string): void
  /** To be taken before a key is read from the store. */
  mark(): number
}

export const createKeyCache = (
  clock: Clock,
  bounds: { readonly entries: number; readonly milliseconds: number },
): KeyCache => {
  const entries = new Map<string, { readonly key: Uint8Array; readonly until: number }>()
  let forgotten = 0
  return {
    get: (person) => {
      const entry = entries.get(person)
      if (entry === undefined) return undefined
      entries.delete(person)
      if (entry.until <= clock()) return undefined
      // A map keeps the order of insertion: putting it back makes it the youngest.
      entries.set(person, entry)
      return entry.key
    },
    put: (person, key, mark) => {
      if (mark !== forgotten) return
      entries.delete(person)
      entries.set(person, { key, until: clock() + bounds.milliseconds })
      for (const oldest of entries.keys()) {
        if (entries.size <= bounds.entries) break
        entries.delete(oldest)
      }
    },
    forget: (person) => {
      forgotten++
      entries.delete(person)
    },
    mark: () => forgotten,
  }
}
