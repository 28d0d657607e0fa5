import { statfsSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'

export interface Machine {
  readonly processor: string
  readonly memory: string
  readonly system: string
  readonly node: string
  /** Of the folder with the databases: a file system in memory makes commits free. */
  readonly disk: string
  /** How many others were at work on the machine when the run began. */
  readonly load: string
}

export const describeMachine = (scratch: string): Machine => ({
  processor: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  system: `Linux ${release()}`,
  node: process.versions.node,
  disk: fileSystem(statfsSync(scratch).type),
  load: loadavg()[0]?.toFixed(1) ?? '',
})

/** Names of the kernel's magic numbers (statfs(2)). */
const fileSystem = (type: number): string =>
  ({ 61267: 'ext4', 16914836: 'tmpfs (memory!)', 1481003842: 'xfs', 2435016766: 'btrfs' })[type] ??
  `0x${type.toString(16)}`
