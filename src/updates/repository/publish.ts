import { TargetFile } from '@tufjs/models'
import { isRefusal, type Refusal, RefusalError, refuse } from '../../kernel/result.ts'
import type { WithdrawnUpdate } from '../verify/schemas.ts'
import {
  checkKeys,
  checkUnchanged,
  listedIn,
  nextVersions,
  type RepositoryState,
  readRepository,
  type Versions,
} from './current.ts'
import { exclusively } from './exclusive.ts'
import type { RepositoryKeys } from './keys.ts'
import type { MakerKey } from './maker-key.ts'
import type { PublicTree } from './public-tree.ts'
import { checkSameAsBefore, publishedFiles } from './published-before.ts'
import { defaultLifetimes, type Lifetimes, signState, writeState } from './sign.ts'
import { checkUpdate, statementOf, type UpdateToPublish } from './update.ts'
import { type PublishedFile, writeUpdateFiles } from './update-files.ts'

/** Keys that publishing needs. The root keys are not among them and may stay offline. */
export interface PublishingKeys extends Pick<RepositoryKeys, 'targets' | 'snapshot' | 'timestamp'> {
  readonly maker: MakerKey
}

export interface Publication {
  readonly updateId: string
  /** The files given, then those that publishing adds. */
  readonly files: readonly PublishedFile[]
  readonly versions: Versions
  /** The same update was published before; nothing was written. */
  readonly already: boolean
}

/**
 * Signs an update into the repository in the tree, beside those that are there (6.3/available,
 * 6.3/integrity). Files are streamed and hashed once; readers see the update only when the
 * timestamp is written, last. Publishing the same again, after a crash say, answers `already`.
 *
 * Refuses with `updates/file-name`, `updates/no-files`, `updates/too-many-files`,
 * `updates/file-too-large`, `updates/update-id`, `updates/text`, `updates/already-published` (with other content),
 * `updates/no-repository`, `updates/other-keys`, `updates/rotation-interrupted`,
 * `updates/changed-meanwhile`, `updates/withdrawn`, `updates/repository-full`, or with a `tuf/` code when the repository
 * itself no longer verifies.
 */
export const publishUpdate = (
  tree: PublicTree,
  keys: PublishingKeys,
  update: UpdateToPublish,
  now: number,
  lives: Lifetimes = defaultLifetimes,
): Promise<Publication | Refusal> =>
  exclusively(tree, async () => {
    const unfit = checkUpdate(update)
    if (unfit !== undefined) return unfit
    const state = await readRepository(tree)
    if (isRefusal(state)) return state
    const { timestamp, snapshot, targets, maker } = keys
    const wrongKeys = checkKeys(state.root, { timestamp, snapshot, targets })
    if (wrongKeys !== undefined) return wrongKeys
    if (state.interrupted)
      return refuse('updates/rotation-interrupted', 'Rotate the keys once more: it broke off.')
    if (listedIn(state.trusted.targets).withdrawn.some(({ updateId }) => updateId === update.id))
      return refuse(
        'updates/withdrawn',
        `Publish under a new id: ${update.id} was withdrawn, and that stays so.`,
      )
    const before = publishedFiles(state.trusted.targets, update.id)
    try {
      if (before.length > 0)
        return (
          (await checkSameAsBefore(state.trusted.targets, before, update)) ??
          publishedAlready(state, update, before)
        )
      const files = await writeUpdateFiles(
        tree,
        { ...update, compatibility: statementOf(update) },
        maker,
        now,
      )
      return await publishFiles(tree, keys, state, update, files, now, lives)
    } catch (error) {
      if (error instanceof RefusalError) return error.refusal
      throw error
    }
  })

const publishFiles = async (
  tree: PublicTree,
  keys: PublishingKeys,
  state: RepositoryState,
  update: UpdateToPublish,
  files: readonly PublishedFile[],
  now: number,
  lives: Lifetimes,
): Promise<Publication | Refusal> => {
  const versions = nextVersions(state)
  const added = files.map((file) => [file.path, targetOf(file, update)] as const)
  const before = listedIn(state.trusted.targets)
  const listed = {
    targets: { ...before.targets, ...Object.fromEntries(added) },
    withdrawn: before.withdrawn.map((one) => replacedBy(one, update)),
  }
  const signed = signState(listed, versions, keys, now, lives)
  if (isRefusal(signed)) return signed
  const changed = await checkUnchanged(tree, state)
  if (changed !== undefined) return changed
  await writeState(tree, signed)
  return { updateId: update.id, files, versions, already: false }
}

/** Whoever has a withdrawn update of the same product learns what to install now. */
const replacedBy = (
  one: WithdrawnUpdate,
  { id, product, revision }: UpdateToPublish,
): WithdrawnUpdate =>
  one.instead === undefined && one.product === product && one.updateId !== id
    ? { ...one, instead: { updateId: id, revision } }
    : one

const targetOf = (file: PublishedFile, update: UpdateToPublish): TargetFile => {
  const { id: updateId, product, revision, releaseId, compatibility } = update
  const custom = { updateId, product, revision, releaseId, compatibility }
  return new TargetFile({
    path: file.path,
    length: file.length,
    hashes: { sha256: file.sha256, sha512: file.sha512 },
    unrecognizedFields: { custom },
  })
}

const publishedAlready = (
  { trusted }: RepositoryState,
  update: UpdateToPublish,
  files: readonly PublishedFile[],
): Publication => ({
  updateId: update.id,
  files,
  versions: {
    root: trusted.root.content.version,
    targets: trusted.targets.content.version,
    snapshot: trusted.snapshot.content.version,
    timestamp: trusted.timestamp.content.version,
  },
  already: true,
})
