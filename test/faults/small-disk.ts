import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system of its own, so small that a test can fill it. */
export interface SmallDisk {
  readonly folder: string
  /** Takes what room is left, to the last byte. */
  fill(): void
  /** Gives the room back. */
  free(): void
  unmount(): void
}

/** Why no small disk can be made here; undefined where it can. */
export const noSmallDisk = (): string | undefined => {
  try {
    mountSmallDisk(1).unmount()
    return undefined
  } catch {
    // Whatever the reason: this machine lets nobody like us mount.
    return 'a small disk (mount -t tmpfs, as root)'
  }
}

export const mountSmallDisk = (megabytes: number): SmallDisk => {
  const place = mkdtempSync(join(tmpdir(), 'small-disk-'))
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'small-disk', place)
  const folder = join(place, 'data')
  mkdirSync(folder)
  const fillers = join(place, 'filler')
  return {
    folder,
    fill: () => {
      const file = openSync(fillers, 'a')
      for (let size = 1_048_576; size >= 1; size = Math.floor(size / 2)) while (writes(file, size));
      closeSync(file)
    },
    free: () => rmSync(fillers, { force: true }),
    unmount: () => {
      run('umount', '--lazy', place)
      rmSync(place, { recursive: true, force: true })
    },
  }
}

const writes = (file: number, size: number): boolean => {
  try {
    return writeSync(file, Buffer.alloc(size)) === size
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC') return false
    throw cause
  }
}

const run = (program: string, ...words: readonly string[]): void => {
  const { status, stderr, error } = spawnSync(program, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${error?.message ?? stderr}`)
}
