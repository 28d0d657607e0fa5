import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'

/**
 * Names of an update's files must mean the same on every file system and in every URL: Linux and
 * Windows, with case folded or not, with Unicode normalised or not. So only these characters, none
 * that a shell, a URL or Windows reads in its own way, and none at an end that Windows would drop.
 */
const segment = /^[A-Za-z0-9](?:[A-Za-z0-9 ._+()@=,~-]*[A-Za-z0-9_+()@=~-])?$/

/** Device names of Windows, with or without an extension. */
const device = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i

/** How a consistent snapshot names a copy: a file called so itself could not be told from one. */
const hashPrefix = /^(?:[0-9a-f]{64}|[0-9a-f]{128})\./i

/** What `publishUpdate` itself writes beside the files. */
export const ownFiles = {
  sums: 'SHA256SUMS',
  signature: 'SHA256SUMS.asc',
  makerKey: 'maker.asc',
  compatibility: 'COMPATIBILITY.txt',
} as const

/**
 * A path inside an update (`firmware/pump.bin`) or the id of one. Refuses with
 * `updates/file-name`: `..`, an absolute path, a backslash, control characters, anything but ASCII,
 * names too long, and names that some system cannot hold.
 */
export const checkTargetName = (name: string): Refusal | undefined => {
  const unfit = (why: string) =>
    refuse('updates/file-name', `Rename the file: ${why}.`, { name: name.slice(0, 300) })
  if (name.length > limits.tuf.targetPath)
    return unfit(`its path may have ${limits.tuf.targetPath} characters`)
  for (const part of name.split('/')) {
    if (part.length > limits.tuf.targetSegment)
      return unfit(`each part of its path may have ${limits.tuf.targetSegment} characters`)
    if (!segment.test(part))
      return unfit(
        'use letters, digits, spaces and . _ + ( ) @ = , ~ - only, beginning with a letter or ' +
          'digit and not ending in a space, dot or comma',
      )
    if (device.test(part)) return unfit(`Windows keeps the name ${part} for a device`)
    if (hashPrefix.test(part)) return unfit('a name may not begin with a hash')
  }
  return undefined
}

/** All file names of one update: each fit, none twice (case folded), none that we write. */
export const checkFileNames = (names: readonly string[]): Refusal | undefined => {
  if (names.length === 0)
    return refuse('updates/no-files', 'Add at least one file: an update without files is none.')
  if (names.length > limits.tuf.filesPerUpdate)
    return refuse(
      'updates/too-many-files',
      `Put the files in an archive: an update may have ${limits.tuf.filesPerUpdate}.`,
    )
  const taken = new Set(Object.values(ownFiles).map((name) => name.toLowerCase()))
  for (const name of names) {
    const unfit = checkTargetName(name)
    if (unfit !== undefined) return unfit
    const folded = name.toLowerCase()
    if (taken.has(folded))
      return refuse('updates/file-name', `Rename the file: the name ${name} is taken.`, { name })
    taken.add(folded)
  }
  return undefined
}

/**
 * Splits a path of the public tree into segments that cannot leave it. Throws: paths are built by
 * our code from checked names, so a bad one is a broken invariant.
 */
export const treePath = (path: string): readonly string[] => {
  const parts = path.split('/')
  if (!parts.every((part) => part.length <= 255 && segment.test(part)))
    throw new Error(`Not a path of the public tree: ${JSON.stringify(path.slice(0, 300))}`)
  return parts
}
