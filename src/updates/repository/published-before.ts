import { type Refusal, refuse } from '../../kernel/result.ts'
import type { SignedMetadata } from '../verify/metadata.ts'
import type { Targets } from '../verify/schemas.ts'
import { customOf, type UpdateCustom } from '../verify/verify-update.ts'
import { ownFiles } from './names.ts'
import type { UpdateToPublish } from './update.ts'
import { measureFile, type PublishedFile } from './update-files.ts'

/** The files of the update that the repository lists already; empty when it was not published. */
export const publishedFiles = (
  targets: SignedMetadata<Targets>,
  updateId: string,
): readonly PublishedFile[] =>
  [...targets.content.targets]
    .filter(([path]) => path.startsWith(`${updateId}/`))
    .map(([path, target]) => ({
      path,
      length: target.length,
      sha256: target.hashes.get('sha256') ?? '',
      sha512: target.hashes.get('sha512') ?? '',
    }))

/**
 * Undefined when the same update was published before, so that a publication can be repeated; else
 * `updates/already-published`, for what users have must not change under its id.
 */
export const checkSameAsBefore = async (
  targets: SignedMetadata<Targets>,
  before: readonly PublishedFile[],
  update: UpdateToPublish,
): Promise<Refusal | undefined> => {
  const differs = (name: string) =>
    refuse(
      'updates/already-published',
      `Publish under a new id: ${update.id} is published with other content, and users may have it.`,
      { name },
    )
  const own = new Set<string>(Object.values(ownFiles))
  const left = new Map(before.map((file) => [file.path.slice(update.id.length + 1), file]))
  for (const { name, content } of update.files) {
    const file = left.get(name)
    if (file === undefined || !sameStatement(targets, file.path, update)) return differs(name)
    const { length, sha256 } = await measureFile(content())
    if (file.length !== length || file.sha256 !== sha256) return differs(name)
    left.delete(name)
  }
  const missing = [...left.keys()].find((name) => !own.has(name))
  return missing === undefined ? undefined : differs(missing)
}

const sameStatement = (
  targets: SignedMetadata<Targets>,
  path: string,
  update: UpdateToPublish,
): boolean => {
  const custom: UpdateCustom | undefined = customOf(targets.content.targets.get(path)?.custom)
  return (['product', 'revision', 'releaseId', 'compatibility'] as const).every(
    (field) => custom?.[field] === update[field],
  )
}
