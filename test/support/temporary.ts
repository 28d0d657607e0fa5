import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where Linux keeps files in memory. */
const memory = '/dev/shm'
const prefix = 'vulnerary-tests-'
/** Bytes. The whole run holds less than one of these at a time. */
const room = 4 * 1_024 ** 3

/**
 * A folder for all that a run writes, removed at its end. In memory where there is plenty of it and
 * nobody chose a place: the tests make and remove a hundred thousand small files, and finding a
 * place for each on a disk takes a tenth of the processor's time.
 */
export const makeTemporary = (): string => {
  const parent = process.env['TMPDIR'] === undefined && hasRoom() ? memory : tmpdir()
  if (parent === memory) removeLeft()
  const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`))
  // As the machine's own: PostgreSQL and Dovecot run as users of their own below it.
  chmodSync(folder, 0o1777)
  return folder
}

const hasRoom = (): boolean => {
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize > room && process.availableMemory() > 2 * room
  } catch {
    return false
  }
}

/** What a run left that was killed: memory is scarcer than disk. */
const removeLeft = (): void => {
  for (const name of readdirSync(memory)) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (owner !== undefined && !isAlive(Number(owner)))
      rmSync(join(memory, name), { recursive: true, force: true })
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}
