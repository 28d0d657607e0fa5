import { type ChildProcess, spawn } from 'node:child_process'
import { on, once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { programEnvironment } from '../support/program.ts'

const root = join(import.meta.dirname, '..', '..')
const launcher = join(root, 'bin/vulnerary')
const clock = pathToFileURL(join(import.meta.dirname, 'movable-clock.ts')).href

/** Whether the server that these processes run has been built (`npm run build`; `npm test` does it). */
export const isBuilt = (): boolean => existsSync(join(root, 'dist/server/cli/main.js'))

/** The compiled server in a process of its own, which a test may kill. */
export interface ServerProcess {
  readonly url: string
  readonly pid: number
  /** Milliseconds from the start of the process until it listened. */
  readonly startedIn: number
  /** The local operator, by the token in the data folder's lock. */
  readonly authorization: string
  /** What it wrote on standard error, the last of it. */
  said(): string
  running(): boolean
  readonly time: MovableTime
  /** SIGKILL: it has no chance to tidy up. */
  kill(): Promise<void>
  /** SIGTERM, as at a restart of the machine; answers the exit code. */
  stop(): Promise<number | null>
}

/** The clock of a server that was started with `movable`. */
export interface MovableTime {
  /** Milliseconds since 1970. */
  now(): number
  /** Puts it forward by these milliseconds; nobody waits. */
  pass(milliseconds: number): Promise<void>
}

export interface ProcessOptions {
  readonly folder: string
  readonly environment?: Readonly<Record<string, string>>
  /** Its clock can be put forward. */
  readonly movable?: boolean
  /** Milliseconds to wait for it to listen. */
  readonly patience?: number
}

export const startServerProcess = async (options: ProcessOptions): Promise<ServerProcess> => {
  const { folder, environment = {}, movable = false, patience = 30_000 } = options
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [...(movable ? ['--import', clock] : []), launcher, 'serve'],
    {
      cwd: root,
      env: {
        ...programEnvironment(),
        DATA_DIR: folder,
        PORT: '0',
        LOG_LEVEL: 'warn',
        MAKER_NAME: 'Example Medical',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe', ...(movable ? (['ipc'] as const) : [])],
    },
  )
  const said = collect(child)
  const killAtExit = () => child.kill('SIGKILL')
  process.once('exit', killAtExit)
  const ended = once(child, 'exit').finally(() => process.off('exit', killAtExit))
  const { url, token } = await announced(child, folder, patience, said)
  return {
    url,
    time: timeOf(child),
    pid: child.pid ?? 0,
    startedIn: performance.now() - began,
    authorization: `Bearer ${token}`,
    said,
    running: () => child.exitCode === null && child.signalCode === null,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      return child.exitCode
    },
  }
}

const timeOf = (child: ChildProcess): MovableTime => {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    pass: async (milliseconds) => {
      ahead += milliseconds
      const asked = ahead
      child.send(asked)
      for await (const [answered] of on(child, 'message')) if (answered >= asked) return
    },
  }
}

interface Announced {
  readonly pid: number
  readonly url: string
  readonly token: string
}

/** The lock file names this very process and its address once it listens. */
const announced = async (
  child: ChildProcess,
  folder: string,
  patience: number,
  said: () => string,
): Promise<Announced> => {
  const end = performance.now() + patience
  while (performance.now() < end && child.exitCode === null) {
    const lock = await readLock(join(folder, 'server.lock'))
    if (lock?.pid === child.pid && lock?.url) return lock
    await sleep(20)
  }
  child.kill('SIGKILL')
  throw new Error(`The server did not listen (exit code ${child.exitCode}):\n${said()}`)
}

const readLock = async (file: string): Promise<Announced | undefined> => {
  try {
    // Written by the server that we have just started.
    return JSON.parse(await readFile(file, 'utf8')) as Announced
  } catch {
    // Not there yet, or half of it.
    return undefined
  }
}

const collect = (child: ChildProcess): (() => string) => {
  let text = ''
  const add = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-20_000)
  }
  child.stdout?.on('data', add)
  child.stderr?.on('data', add)
  return () => text
}
