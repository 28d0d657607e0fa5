import { execFileSync } from 'node:child_process'
import { closeSync, fdatasyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { percentile } from './rate.ts'

export interface Machine {
  readonly processor: string
  readonly memory: string
  readonly system: string
  readonly node: string
  /** Of the folder with the databases: a file system in memory makes commits free. */
  readonly disk: string
  /**
   * How long this disk takes to say that 4 KiB are on it. Most of a bare commit is this wait: where
   * it is short, the server's own work weighs the more beside it.
   */
  readonly fsync: string
  /** How many others were at work on the machine when the run began. */
  readonly load: string
  readonly commit: string
  readonly date: string
}

export const describeMachine = (scratch: string): Machine => ({
  processor: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  system: `Linux ${release()}`,
  node: process.versions.node,
  disk: fileSystem(statfsSync(scratch).type),
  fsync: fsyncLatency(scratch),
  load: loadavg()[0]?.toFixed(1) ?? '',
  commit: commit(),
  date: new Date().toISOString().slice(0, 10),
})

/** Names of the kernel's magic numbers (statfs(2)). */
const fileSystem = (type: number): string =>
  ({ 61267: 'ext4', 16914836: 'tmpfs (memory!)', 1481003842: 'xfs', 2435016766: 'btrfs' })[type] ??
  `0x${type.toString(16)}`

const writes = 200

const fsyncLatency = (scratch: string): string => {
  const path = join(scratch, `fsync-${process.pid}`)
  const file = openSync(path, 'w')
  const block = Buffer.alloc(4_096, 1)
  const times: number[] = []
  try {
    for (let at = 0; at < writes; at++) {
      const began = performance.now()
      writeSync(file, block)
      fdatasyncSync(file)
      times.push(performance.now() - began)
    }
  } finally {
    closeSync(file)
    rmSync(path)
  }
  return `median ${percentile(times, 0.5).toFixed(2)} ms, p95 ${percentile(times, 0.95).toFixed(2)} ms`
}

const commit = (): string => {
  const git = (...words: readonly string[]) =>
    execFileSync('git', words, { cwd: import.meta.dirname, encoding: 'utf8', stdio: 'pipe' }).trim()
  try {
    const changed = git('status', '--porcelain', '--', '../../src') === '' ? '' : ' with changes'
    return git('rev-parse', '--short', 'HEAD') + changed
  } catch {
    // An unpacked archive has no history.
    return 'unknown'
  }
}
