import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Refusal, refuse } from '../kernel/result.ts'

/** Who owns a data folder now: enough for the command line to speak to that server. */
export interface LockHolder {
  readonly pid: number
  readonly url: string
  /** Lets a command of the same user act as the local administrator. The file's mode is 600. */
  readonly token: string
}

export interface DataLock {
  /** Says where the server listens, once it does. */
  announce(url: string): Promise<void>
  release(): Promise<void>
}

const lockFile = (dataDir: string) => join(dataDir, 'server.lock')

/** The living holder of the folder; undefined where none is or a dead one left its file. */
export const lockHolder = async (dataDir: string): Promise<LockHolder | undefined> => {
  try {
    const holder = JSON.parse(await readFile(lockFile(dataDir), 'utf8')) as LockHolder
    return Number.isInteger(holder.pid) && isAlive(holder.pid) ? holder : undefined
  } catch (cause) {
    if (isAbsent(cause) || cause instanceof SyntaxError) return undefined
    throw cause
  }
}

/** Takes the folder for this process; refuses while another living process has it. */
export const takeDataLock = async (dataDir: string, token: string): Promise<DataLock | Refusal> => {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const file = lockFile(dataDir)
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(file, 'wx', 0o600)
      await handle.writeFile(JSON.stringify({ pid: process.pid, url: '', token }))
      await handle.close()
      return {
        announce: async (url) => {
          const draft = `${file}.${process.pid}`
          await writeFile(draft, JSON.stringify({ pid: process.pid, url, token }), { mode: 0o600 })
          await rename(draft, file)
        },
        release: () => rm(file, { force: true }),
      }
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
      const holder = await lockHolder(dataDir)
      if (holder !== undefined)
        return refuse(
          'data/locked',
          `The folder ${dataDir} is in use by process ${holder.pid}${holder.url === '' ? '' : ` at ${holder.url}`}. Stop it first, or use another DATA_DIR.`,
        )
      if (await isBeingWritten(file)) break
      await rm(file, { force: true })
    }
  }
  return refuse(
    'data/locked',
    `The folder ${dataDir} is being taken by another process. Try again.`,
  )
}

/** Milliseconds in which whoever made the file has written into it. */
const writing = 5_000

/** Another process made the file just now and has not said yet who it is: no dead one's file. */
const isBeingWritten = async (file: string): Promise<boolean> => {
  try {
    const { mtimeMs } = await stat(file)
    if (Date.now() - mtimeMs > writing) return false
    JSON.parse(await readFile(file, 'utf8'))
    return false
  } catch (cause) {
    if (cause instanceof SyntaxError) return true
    if (isAbsent(cause)) return false
    throw cause
  }
}

const isAlive = (pid: number): boolean => {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    // EPERM: it lives, and belongs to somebody else.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}

const isAbsent = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
