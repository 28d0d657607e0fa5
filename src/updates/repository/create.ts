import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { exclusively } from './exclusive.ts'
import type { RepositoryKeys } from './keys.ts'
import type { PublicTree } from './public-tree.ts'
import { rootNaming, type Thresholds } from './root.ts'
import { defaultLifetimes, type Lifetimes, signedBytes, signState, writeState } from './sign.ts'

export interface RepositorySettings {
  readonly thresholds?: Thresholds
  readonly lifetimes?: Lifetimes
}

/**
 * Makes an empty TUF repository in the tree, and answers the bytes of its first root: what users
 * get by another way than the tree, and trust. Refuses with `updates/repository-exists`. It is a
 * command of its own, so that a lost folder is noticed and not begun anew with old versions.
 */
export const createRepository = (
  tree: PublicTree,
  keys: RepositoryKeys,
  now: number,
  settings: RepositorySettings = {},
): Promise<Uint8Array | Refusal> =>
  exclusively(tree, async () => {
    if ((await tree.read('metadata/timestamp.json')) !== undefined)
      return refuse('updates/repository-exists', 'There is an update repository already: use it.')
    const lives = settings.lifetimes ?? defaultLifetimes
    const root = signedBytes(rootNaming(keys, settings.thresholds ?? {}, 1, now, lives), keys.root)
    const state = signState(
      { targets: {}, withdrawn: [] },
      { targets: 1, snapshot: 1, timestamp: 1 },
      keys,
      now,
      lives,
    )
    if (isRefusal(state)) return state
    await writeState(tree, { ...state, root: { version: 1, bytes: root } })
    return root
  })
