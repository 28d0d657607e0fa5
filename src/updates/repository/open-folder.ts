import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import {
  loadTrustedMetadata,
  type MetadataReader,
  type TrustedMetadata,
  type TrustInput,
} from '../verify/client.ts'
import type { TrustedBefore } from '../verify/previous.ts'
import { nodeVerifyCrypto } from './node-crypto.ts'
import { readBounded } from './read-file.ts'

export interface VerifyFolderOptions {
  /** Path of the root of trust, `root.json`, that came by another way than the update. */
  readonly root: string
  /** Folder of the repository, or its `metadata` folder; by default it is looked for. */
  readonly repository?: string
  /** Milliseconds since 1970; by default the clock of this machine. */
  readonly now?: number
  readonly before?: TrustedBefore
}

/** A repository in a folder whose metadata is good as far as the root of trust tells. */
export interface OpenRepository {
  /** Holds `metadata/`, and `targets/` if it is the whole repository. */
  readonly base: string
  readonly metadata: string
  readonly trusted: TrustedMetadata
  readonly input: TrustInput
}

/**
 * Finds the metadata for a path (in its own folder, or in a `metadata` folder beside it or beside
 * one of its parents) and verifies it. Refuses with `updates/no-root`, `updates/no-metadata`, or a
 * `tuf/` code.
 */
export const openRepository = async (
  path: string,
  options: VerifyFolderOptions,
): Promise<OpenRepository | Refusal> => {
  const trustedRoot = await readBounded(options.root, limits.tuf.rootBytes)
  if (trustedRoot === undefined)
    return refuse(
      'updates/no-root',
      'Give the path of the root of trust (root.json) that you got from the maker.',
      { file: options.root },
    )
  const metadata =
    options.repository === undefined
      ? await findMetadata(resolve(path))
      : await metadataIn(resolve(options.repository))
  if (metadata === undefined)
    return refuse(
      'updates/no-metadata',
      `There is no metadata folder with a timestamp.json ${
        options.repository === undefined ? 'beside the update or above it' : 'in the repository'
      }: fetch it with the update.`,
      { file: options.repository ?? path },
    )
  const input: TrustInput = {
    trustedRoot,
    read: folderReader(metadata),
    now: options.now ?? Date.now(),
    crypto: nodeVerifyCrypto,
    ...(options.before === undefined ? {} : { before: options.before }),
  }
  const trusted = await loadTrustedMetadata(input)
  if (isRefusal(trusted)) return trusted
  return { base: dirname(metadata), metadata, trusted, input }
}

/**
 * Names come from metadata, so none may lead out of the folder. Delegated roles are
 * percent-encoded (as the reference clients ask a server for them); on disk the plain name may
 * stand as well.
 */
export const folderReader =
  (folder: string): MetadataReader =>
  async (name, maxBytes) => {
    const plain = decodeURIComponent(name)
    for (const one of new Set([name, plain])) {
      if (one !== basename(one) || /[\\\0]/.test(one) || one.length > 255) continue
      const bytes = await readBounded(join(folder, one), maxBytes)
      if (bytes !== undefined) return bytes
    }
    return undefined
  }

const findMetadata = async (path: string): Promise<string | undefined> => {
  let folder = path
  for (let level = 0; level <= limits.tuf.parentFolders; level++) {
    const found = await metadataIn(folder)
    if (found !== undefined) return found
    const parent = dirname(folder)
    if (parent === folder) return undefined
    folder = parent
  }
  return undefined
}

const metadataIn = async (folder: string): Promise<string | undefined> => {
  for (const candidate of [join(folder, 'metadata'), folder])
    if (await isFile(join(candidate, 'timestamp.json'))) return candidate
  return undefined
}

const isFile = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  })
  return found?.isFile() ?? false
}
