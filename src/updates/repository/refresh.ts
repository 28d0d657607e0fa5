import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { checkKeys, checkUnchanged, listedIn, nextVersions, readRepository } from './current.ts'
import { exclusively } from './exclusive.ts'
import type { RepositoryKeys, RoleName } from './keys.ts'
import type { PublicTree } from './public-tree.ts'
import {
  defaultLifetimes,
  type Lifetimes,
  signSnapshot,
  signState,
  signTimestamp,
  writeState,
} from './sign.ts'

/** What was signed again, and when the rest runs out (milliseconds since 1970). */
export interface Refreshed {
  readonly signed: readonly ('targets' | 'snapshot' | 'timestamp')[]
  readonly expires: Readonly<Record<RoleName, number>>
}

/**
 * Signs the timestamp again, the snapshot with it when half of its life is over, and the targets
 * too when their keys are given and half of their life is over. Run it well before
 * `expires.timestamp`: an expired repository tells every client to wait. A root that nears its end
 * is renewed by `rotateRoot`.
 */
export const refreshTimestamp = (
  tree: PublicTree,
  keys: Pick<RepositoryKeys, 'snapshot' | 'timestamp'> & Partial<Pick<RepositoryKeys, 'targets'>>,
  now: number,
  lives: Lifetimes = defaultLifetimes,
): Promise<Refreshed | Refusal> =>
  exclusively(tree, async () => {
    const state = await readRepository(tree)
    if (isRefusal(state)) return state
    const { snapshot, timestamp, targets } = keys
    const wrongKeys = checkKeys(state.root, {
      snapshot,
      timestamp,
      ...(targets === undefined ? {} : { targets }),
    })
    if (wrongKeys !== undefined) return wrongKeys
    if (state.interrupted)
      return refuse('updates/rotation-interrupted', 'Rotate the keys once more: it broke off.')
    const changed = await checkUnchanged(tree, state)
    if (changed !== undefined) return changed

    const { trusted } = state
    const halfOver = (role: 'targets' | 'snapshot') =>
      trusted[role].content.expires - now < lives[role] / 2
    const next = nextVersions(state)
    const versions = {
      timestamp: next.timestamp,
      snapshot: trusted.snapshot.content.version,
      targets: trusted.targets.content.version,
    }
    const expires = {
      root: state.root.content.expires,
      targets: trusted.targets.content.expires,
      snapshot: trusted.snapshot.content.expires,
      timestamp: secondsOf(now + lives.timestamp),
    }
    if (targets !== undefined && halfOver('targets')) {
      const all = { snapshot, timestamp, targets }
      const signed = signState(listedIn(trusted.targets), next, all, now, lives)
      if (isRefusal(signed)) return signed
      await writeState(tree, signed)
      const renewed = {
        targets: secondsOf(now + lives.targets),
        snapshot: secondsOf(now + lives.snapshot),
      }
      return { signed: ['targets', 'snapshot', 'timestamp'], expires: { ...expires, ...renewed } }
    }
    if (halfOver('snapshot')) {
      const again = { ...versions, snapshot: next.snapshot }
      await writeState(tree, signSnapshot(trusted.targets.bytes, again, keys, now, lives))
      return {
        signed: ['snapshot', 'timestamp'],
        expires: { ...expires, snapshot: secondsOf(now + lives.snapshot) },
      }
    }
    const signed = signTimestamp(trusted.snapshot.bytes, versions, keys, now, lives)
    await writeState(tree, { timestamp: signed })
    return { signed: ['timestamp'], expires }
  })

/** Metadata states whole seconds (TUF section 4.2.3). */
const secondsOf = (milliseconds: number): number => Math.floor(milliseconds / 1000) * 1000
