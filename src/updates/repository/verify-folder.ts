import { lstat, readdir } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { type VerifiedUpdate, verifyAgainst } from '../verify/verify-update.ts'
import { checkTargetName, ownFiles } from './names.ts'
import { type OpenRepository, openRepository, type VerifyFolderOptions } from './open-folder.ts'
import { measurePath, readBounded } from './read-file.ts'

/** Several files: which are good, and for each that is not a refusal that names it. */
export interface FolderVerification {
  readonly good: readonly VerifiedUpdate[]
  readonly bad: readonly Refusal[]
}

/**
 * Whether one file is a good update, knowing only the root of trust. The metadata is looked for in
 * the folder of the file and its parents, or in `options.repository`. The file is read as a stream.
 */
export const verifyFile = async (
  path: string,
  options: VerifyFolderOptions,
): Promise<VerifiedUpdate | Refusal> => {
  const repository = await openRepository(dirname(path), options)
  return isRefusal(repository) ? repository : verifyInside(path, repository)
}

/**
 * Verifies every file of a folder, or every file that a `SHA256SUMS` lists (and the list itself).
 * A file that is listed and not there is bad; so is one that is there and not signed. Anything
 * else is verified as `verifyFile` does. A refusal means that nothing could be verified.
 */
export const verifyPath = async (
  path: string,
  options: VerifyFolderOptions,
): Promise<FolderVerification | Refusal> => {
  const found = await lstat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  })
  if (found === undefined)
    return refuse('updates/no-file', 'There is no such file or folder.', { file: path })
  const folder = found.isDirectory() ? path : dirname(path)
  const repository = await openRepository(folder, options)
  if (isRefusal(repository)) return repository
  const paths = found.isDirectory() ? await filesIn(resolve(path), repository) : [resolve(path)]
  if (isRefusal(paths)) return paths
  return verifyAll(paths, repository)
}

const verifyAll = async (
  paths: readonly string[],
  repository: OpenRepository,
): Promise<FolderVerification> => {
  const good: VerifiedUpdate[] = []
  const bad: Refusal[] = []
  const done = new Set<string>()
  const left = [...paths].reverse()
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (done.has(path)) continue
    done.add(path)
    const result = await verifyInside(path, repository)
    if (isRefusal(result)) {
      bad.push(result)
      continue
    }
    good.push(result)
    if (withoutHash(basename(path)) !== ownFiles.sums) continue
    // Only a list that is itself good says which files there have to be.
    left.push(...(await listedBeside(path)).toReversed())
  }
  return { good, bad }
}

const verifyInside = async (
  path: string,
  repository: OpenRepository,
): Promise<VerifiedUpdate | Refusal> => {
  const facts = await measurePath(path)
  if (isRefusal(facts)) return facts
  let result: VerifiedUpdate | Refusal | undefined
  for (const name of namesOf(resolve(path), repository.base)) {
    result = await verifyAgainst(repository.trusted, { name, ...facts }, repository.input)
    if (!isRefusal(result) || result.code !== 'tuf/unknown-target') return result
  }
  return result ?? refuse('updates/no-file', 'This path has no file name.', { file: path })
}

/** What the file may be called in the repository: by its place in it, or by its name alone. */
const namesOf = (path: string, base: string): readonly string[] => {
  const own = withoutHash(basename(path))
  const names = [join(base, 'targets'), base].flatMap((folder) => {
    const inside = relative(folder, join(dirname(path), own))
    return inside.startsWith('..') || inside.includes(`..${sep}`)
      ? []
      : [inside.split(sep).join('/')]
  })
  return [...new Set([...names, own])].filter((name) => name !== '')
}

/** A consistent snapshot stores HASH.FILENAME.EXT (TUF section 5.7.3); the target has no hash. */
const withoutHash = (name: string): string =>
  name.replace(/^(?:[0-9a-f]{64}|[0-9a-f]{128})\.(?=.)/, '')

const filesIn = async (
  folder: string,
  { metadata, base }: OpenRepository,
): Promise<readonly string[] | Refusal> => {
  const targets = join(base, 'targets')
  const whole = folder === resolve(base) && (await isFolder(targets))
  const toList = [whole ? targets : folder]
  const files: string[] = []
  for (let at = toList.pop(); at !== undefined; at = toList.pop()) {
    for (const entry of await readdir(at, { withFileTypes: true })) {
      const path = join(at, entry.name)
      if (path === resolve(metadata)) continue
      if (entry.isDirectory()) toList.push(path)
      else files.push(path)
      if (files.length + toList.length > limits.folder.files)
        return refuse('updates/too-many-files', 'Verify fewer files at once.', { file: folder })
    }
  }
  return files.sort()
}

const isFolder = async (path: string): Promise<boolean> =>
  (await readdir(dirname(path), { withFileTypes: true })).some(
    (entry) => entry.name === basename(path) && entry.isDirectory(),
  )

/** The paths that a SHA256SUMS lists, beside it. */
const listedBeside = async (sums: string): Promise<readonly string[]> => {
  const bytes = (await readBounded(sums, limits.tuf.targetsBytes)) ?? new Uint8Array()
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .map((line) => line.slice(66))
    .filter((name) => name !== '' && checkTargetName(name) === undefined)
    .map((name) => join(dirname(sums), ...name.split('/')))
}
