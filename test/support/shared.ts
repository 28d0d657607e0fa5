import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..', '..', 'shared')

/** The path of a part of ../shared, or undefined where a checkout stands alone. */
export const sharedPath = (...parts: readonly string[]): string | undefined => {
  const path = join(root, ...parts)
  return existsSync(path) ? path : undefined
}

/** For `describe.runIf(needsShared('suites', 'jcs-testdata'))`: the runner counts what could not run. */
export const needsShared = (...parts: readonly string[]): boolean =>
  sharedPath(...parts) !== undefined
