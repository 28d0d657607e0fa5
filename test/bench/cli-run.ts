import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface CliRun {
  /** The one JSON value on standard output; undefined where there is nothing. */
  readonly answer: unknown
  readonly seconds: number
  /** Bytes of memory that the process held at the most (VmHWM of proc(5)). */
  readonly peak: number
}

interface Place {
  readonly folder: string
  /** Names the database, where it is not in the folder. */
  readonly environment: Readonly<Record<string, string>>
}

const root = join(import.meta.dirname, '..', '..')

/** A command of `vulnerary` in a process of its own, on a data folder whose server does not run. */
export const runCli = async (
  { folder, environment }: Place,
  words: readonly string[],
): Promise<CliRun> => {
  const began = performance.now()
  const child = spawn(process.execPath, [join(root, 'bin/vulnerary'), ...words], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: folder, LOG_LEVEL: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [said, complained, peak] = ['', '', 0]
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    complained += chunk.toString()
  })
  const ended = once(child, 'close')
  while (child.exitCode === null && child.signalCode === null) {
    peak = Math.max(peak, await peakOf(child.pid ?? 0))
    await sleep(50)
  }
  await ended
  if (child.exitCode !== 0)
    throw new Error(`vulnerary ${words.join(' ')}: ${child.exitCode}\n${said}${complained}`)
  const answer: unknown = said === '' ? undefined : JSON.parse(said)
  return { answer, seconds: (performance.now() - began) / 1_000, peak }
}

/** 0 where the process has just ended. */
const peakOf = async (pid: number): Promise<number> => {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1_024
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause) return 0
    throw cause
  }
}
