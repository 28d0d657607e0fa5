import { createHash } from 'node:crypto'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import type { KeptReviews } from '../folder-ports.ts'
import { readEntry, writeEntry } from './entry.ts'
import { openStore, type Store } from './store.ts'

export type ReviewCache = KeptReviews & Pick<Store, 'close'>

/**
 * Verdicts of earlier runs in a folder of the user's own, one for each content, path and `judgedBy`
 * (what read and judged it). One that was damaged or put there by hand is as good as none. Refuses
 * as `openStore`.
 */
export const keepReviews = async (
  folder: string,
  judgedBy: string,
): Promise<ReviewCache | Refusal> => {
  const store = await openStore(folder)
  if (isRefusal(store)) return store
  return {
    slot: (path, content) => {
      const named = JSON.stringify([judgedBy, path, content])
      const key = createHash('sha256').update(named).digest('hex')
      return {
        read: async () => {
          const entry = await store.read(key)
          return entry === undefined ? undefined : readEntry(sha256, key, path, entry)
        },
        write: (judged) => store.write(key, writeEntry(sha256, key, path, judged)),
      }
    },
    close: store.close,
  }
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
