import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Stamped {
  readonly name: string
  /** What the build makes; a missing one is never current. */
  readonly target: string
  readonly inputs: readonly string[]
}

// Contents, not times: a fresh checkout or a switched branch gives files new times.
export const hashOf = (inputs: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const path of inputs.filter((input) => existsSync(input))) {
    const content = readFileSync(path)
    hash.update(`${path}\n${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}

/** Whether the part was last built from inputs of this hash. */
export const isCurrent = (folder: string, part: Stamped, hash: string): boolean => {
  const stamp = join(folder, part.name)
  return existsSync(part.target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
}

/** `hash` is of the inputs as they were when the build began: what changed since is built next time. */
export const remember = (folder: string, part: Stamped, hash: string): void => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, part.name), hash)
}
