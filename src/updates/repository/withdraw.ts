import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { customOf } from '../verify/verify-update.ts'
import {
  checkKeys,
  checkUnchanged,
  listedIn,
  nextVersions,
  readRepository,
  type Versions,
} from './current.ts'
import { exclusively } from './exclusive.ts'
import type { RepositoryKeys } from './keys.ts'
import type { PublicTree } from './public-tree.ts'
import { publishedFiles } from './published-before.ts'
import { defaultLifetimes, type Lifetimes, signState, writeState } from './sign.ts'

export interface Withdrawal {
  readonly updateId: string
  readonly reason: string
  /** When it was decided: RFC 3339 in UTC. */
  readonly at: string
  /** What to install instead; absent while there is nothing. */
  readonly instead?: { readonly updateId: string; readonly revision: string } | undefined
}

/**
 * Takes an update out of the targets and says so in the same signed metadata: no client installs it
 * any more, and whoever has it is told why and what to take (`tuf/withdrawn`). The files stay in the
 * folder, with WITHDRAWN.txt beside them for people who only look. Withdrawing again, after a crash
 * say, answers the versions as they are. Refuses with `updates/not-published`, or as
 * `publishUpdate` does.
 */
export const withdrawFromRepository = (
  tree: PublicTree,
  keys: Pick<RepositoryKeys, 'targets' | 'snapshot' | 'timestamp'>,
  withdrawal: Withdrawal,
  now: number,
  lives: Lifetimes = defaultLifetimes,
): Promise<Versions | Refusal> =>
  exclusively(tree, async () => {
    const { updateId, reason, at, instead } = withdrawal
    const state = await readRepository(tree)
    if (isRefusal(state)) return state
    const { timestamp, snapshot, targets } = keys
    const wrongKeys = checkKeys(state.root, { timestamp, snapshot, targets })
    if (wrongKeys !== undefined) return wrongKeys
    if (state.interrupted)
      return refuse('updates/rotation-interrupted', 'Rotate the keys once more: it broke off.')
    const { trusted } = state
    const before = listedIn(trusted.targets)
    if (before.withdrawn.some((one) => one.updateId === updateId))
      return {
        root: trusted.root.content.version,
        targets: trusted.targets.content.version,
        snapshot: trusted.snapshot.content.version,
        timestamp: trusted.timestamp.content.version,
      }
    const files = publishedFiles(trusted.targets, updateId)
    const [first] = files
    if (first === undefined)
      return refuse('updates/not-published', `${updateId} is not in the repository.`)
    const product = customOf(trusted.targets.content.targets.get(first.path)?.custom)?.product ?? ''
    const versions = nextVersions(state)
    const signed = signState(
      {
        targets: Object.fromEntries(
          Object.entries(before.targets).filter(([path]) => !path.startsWith(`${updateId}/`)),
        ),
        withdrawn: [
          ...before.withdrawn,
          {
            updateId,
            product,
            reason,
            at,
            files: files.map(({ path, sha256 }) => ({ path, sha256 })),
            ...(instead === undefined ? {} : { instead }),
          },
        ],
      },
      versions,
      keys,
      now,
      lives,
    )
    if (isRefusal(signed)) return signed
    const changed = await checkUnchanged(tree, state)
    if (changed !== undefined) return changed
    await writeState(tree, signed)
    await tree.write(`targets/${updateId}/WITHDRAWN.txt`, Buffer.from(noteOf(withdrawal)))
    return versions
  })

const noteOf = ({ updateId, reason, at, instead }: Withdrawal): string =>
  [
    `${updateId} was withdrawn on ${at.slice(0, 10)}. Do not install it.`,
    '',
    reason,
    '',
    instead === undefined
      ? 'Ask the maker what to install instead.'
      : `Install ${instead.updateId} (revision ${instead.revision}) instead.`,
    '',
  ].join('\n')
