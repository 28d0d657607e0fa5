import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { recordAbsent } from './absent.ts'

const root = join(import.meta.dirname, '..', '..', '..', 'shared')

/** Whether ../shared is there at all. */
export const sharedAvailable = (): boolean => existsSync(root)

/** The path of a part of ../shared, or undefined where a checkout stands alone. */
export const sharedPath = (...parts: readonly string[]): string | undefined => {
  const path = join(root, ...parts)
  return existsSync(path) ? path : undefined
}

/** For `describe.runIf(needsShared('suites', 'jcs-testdata'))`: the runner counts what could not run. */
export const needsShared = (...parts: readonly string[]): boolean => {
  if (sharedPath(...parts) !== undefined) return true
  recordAbsent(sharedAvailable() ? `shared: ${parts.join('/')}` : 'shared')
  return false
}
