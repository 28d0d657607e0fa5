import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { syncFolder } from '../vault/index.ts'
import { damaged } from './archive-reader.ts'

/** What may lie in a folder that counts as empty: the settings, the lock, a key put there before. */
const harmless = new Set([
  'server.lock',
  'vulnerary.yaml',
  'channels.yaml',
  'intake-clocks.yaml',
  'risk-matrix.yaml',
  'case-clocks.yaml',
  'sources.yaml',
  'catalogue',
  'keys',
])

/** The first thing that makes a data folder not empty; undefined where it is. */
export const findNotEmpty = async (dataDir: string): Promise<string | undefined> => {
  const names = existsSync(dataDir) ? await readdir(dataDir) : []
  const found = names.sort().find((name) => !harmless.has(name))
  if (found !== undefined || !names.includes('keys')) return found
  const key = (await readdir(join(dataDir, 'keys'))).find((name) => name !== 'master.key')
  return key === undefined ? undefined : posix.join('keys', key)
}

const part = /^[A-Za-z0-9_+@=,~()' -][^/\\\u0000-\u001f]*$/

/** Writes a member to its place below the folder, on the disk; refuses paths that lead elsewhere. */
export const placeFile = async (
  folder: string,
  name: string,
  content: AsyncIterable<Uint8Array>,
): Promise<void> => {
  const parts = name.split('/')
  const [top = ''] = parts
  if (!['files', 'public', 'keys'].includes(top) || !parts.every((one) => part.test(one)))
    throw damaged(`the name ${JSON.stringify(name.slice(0, 200))}`)
  const path = join(folder, ...parts)
  const mode = top === 'public' ? 0o644 : 0o600
  await mkdir(dirname(path), { recursive: true, mode: top === 'public' ? 0o755 : 0o700 })
  const file = await open(path, 'wx', mode)
  try {
    for await (const piece of content) await file.writeFile(piece)
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Moves what was restored from the staging folder inside the data folder into its place, the
 * database last: until it is there, the folder holds no workspace. Answers what was moved.
 */
export const moveInto = async (staging: string, dataDir: string): Promise<readonly string[]> => {
  const moved: string[] = []
  const move = async (name: string) => {
    await rename(join(staging, name), join(dataDir, name))
    moved.push(name)
  }
  try {
    await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 })
    const names = await readdir(staging)
    for (const name of names)
      if (name !== 'keys' && !name.startsWith('vulnerary.db')) await move(name)
    for (const name of await readdir(join(staging, 'keys'))) await move(join('keys', name))
    for (const name of names) if (name.startsWith('vulnerary.db')) await move(name)
    await syncFolder(join(dataDir, 'keys'))
    await syncFolder(dataDir)
    return moved
  } catch (cause) {
    await undoMove(dataDir, moved)
    throw cause
  }
}

/** Takes back what was moved, but for a key that was there before. */
export const undoMove = async (dataDir: string, moved: readonly string[]): Promise<void> => {
  for (const name of moved)
    if (name !== join('keys', 'master.key'))
      await rm(join(dataDir, name), { recursive: true, force: true })
}
