import type { BigIntStats } from 'node:fs'
import { lstat, realpath } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { isAbsolute, join, sep } from 'node:path'
import { z } from 'zod'
import {
  type Drive,
  DriveError,
  type DriveFile,
  DriveFileError,
  type LeftOut,
} from '../../kernel/drive.ts'
import { limits } from '../../kernel/limits.ts'
import { entriesOf, openInside, why } from './inside.ts'
import type { DriveMeans } from './means.ts'

/** A folder on the server's machine. */
export const folderSettings = {
  kind: z.literal('folder'),
  path: z
    .string()
    .max(limits.source.path)
    .refine(isAbsolute, 'Write the whole path, like /srv/manuals.'),
}
type FolderSettings = z.output<z.ZodObject<typeof folderSettings>>

export const folderExample = `#   - kind: folder
#     name: manuals
#     path: /srv/manuals
`

export const openFolder = ({ path }: FolderSettings, { dataDir }: DriveMeans): Drive => {
  const root = async (): Promise<string> => {
    let real: string
    try {
      // The root itself may be a link: it is what the maker chose.
      real = await realpath(path)
      if (!(await lstat(real)).isDirectory()) throw new Error('it is no folder')
    } catch (cause) {
      throw new DriveError(
        `The folder ${path} is not there, or cannot be looked into (${why(cause)}).`,
        'Mount or make the folder, let the user of this server read it, or correct its path in sources.yaml.',
        { cause },
      )
    }
    const own = await realpath(dataDir)
    if (holds(real, own) || holds(own, real))
      throw new DriveError(
        `The folder ${path} and the data folder of this server lie in each other.`,
        'Choose a folder for documents only: keys and records of this server must not be read as documents.',
      )
    return real
  }
  return {
    connect: async () => {
      await openInside(await root(), '', 'folder').then(({ handle }) => handle.close())
      return { scopes: ['read files'], account: userInfo().username }
    },
    look: async () => ({ position: null, unchanged: false, files: walk(await root()) }),
    open: async function* (file) {
      yield* bytesOf(await root(), file)
    },
    close: async () => {},
  }
}

const holds = (outer: string, inner: string): boolean =>
  inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep)

/** Folder by folder; what is no plain file is left out with the reason. */
async function* walk(root: string): AsyncGenerator<DriveFile | LeftOut> {
  const waiting = ['']
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const folders: string[] = []
    for await (const found of inFolder(root, folder)) {
      if (typeof found === 'string') folders.push(found)
      else yield found
    }
    waiting.push(...folders.sort().reverse())
  }
}

/** What lies in one folder: files, what is left out, and the paths of folders in it. */
async function* inFolder(
  root: string,
  folder: string,
): AsyncGenerator<DriveFile | LeftOut | string> {
  let held: Awaited<ReturnType<typeof openInside>>
  try {
    held = await openInside(root, folder, 'folder')
  } catch (cause) {
    if (folder === '') throw gone(cause)
    yield {
      path: folder,
      leftOut: cause instanceof Error ? cause.message : why(cause),
      below: true,
    }
    return
  }
  try {
    for await (const { name } of await entriesOf(held)) {
      const path = folder === '' ? name : `${folder}/${name}`
      // A name that is no text would be another name when it is asked for again.
      if (path.length > limits.source.path || name.includes('\ufffd')) {
        yield {
          path: path.slice(0, limits.source.path),
          leftOut: 'its name is too long, or no text',
        }
        continue
      }
      const status = await lstat(join(held.road, name), { bigint: true }).catch(why)
      if (typeof status === 'string') yield { path, leftOut: status }
      else if (status.isSymbolicLink()) yield { path, leftOut: 'a symbolic link: not followed' }
      else if (status.isDirectory()) {
        if (path.split('/').length < limits.source.depth) yield path
        else yield { path, leftOut: 'too many folders within each other', below: true }
      } else if (status.isFile()) yield fileOf(path, status)
      else yield { path, leftOut: 'not a regular file' }
    }
  } catch (cause) {
    if (folder === '') throw gone(cause)
    yield { path: folder, leftOut: why(cause), below: true }
  } finally {
    await held.handle.close()
  }
}

const gone = (cause: unknown): DriveError =>
  new DriveError(
    `The folder could not be looked into: ${cause instanceof Error ? cause.message : 'unknown reason'}.`,
    'See that the disk is mounted and readable, then look again.',
    { cause },
  )

const fileOf = (path: string, status: BigIntStats): DriveFile => ({
  key: path,
  path,
  mark: markOf(status),
  size: Number(status.size),
  changed: new Date(Number(status.mtimeMs)).toISOString().slice(0, 10),
})

const markOf = ({ mtimeNs, size }: BigIntStats): string => `${mtimeNs}-${size}`

async function* bytesOf(
  root: string,
  { path }: Pick<DriveFile, 'path'>,
): AsyncGenerator<Uint8Array> {
  const { handle } = await openInside(root, path, 'file')
  try {
    const before = await handle.stat({ bigint: true })
    if (!before.isFile()) throw new DriveFileError('it is no regular file any more')
    if (before.size > limits.document.bytes) throw new DriveFileError(tooLarge)
    const piece = 1_048_576
    for (let at = 0; ; ) {
      const { bytesRead, buffer } = await handle.read(new Uint8Array(piece), 0, piece, at)
      if (bytesRead === 0) break
      at += bytesRead
      if (at > limits.document.bytes) throw new DriveFileError(tooLarge)
      yield buffer.subarray(0, bytesRead)
    }
    const after = markOf(await handle.stat({ bigint: true }))
    if (markOf(before) !== after)
      throw new DriveFileError('it was changed while it was read; the next look takes it')
  } catch (cause) {
    throw cause instanceof DriveFileError ? cause : new DriveFileError(why(cause), { cause })
  } finally {
    await handle.close()
  }
}

const tooLarge = `it is larger than ${limits.document.bytes / 1_048_576} MB`
