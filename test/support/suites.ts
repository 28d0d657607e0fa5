import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedPath } from './shared.ts'

/** Paths of the files below ../shared/suites/… that a glob names, sorted; none where it is absent. */
export const suiteFiles = (glob: string, ...parts: readonly string[]): readonly string[] => {
  const root = sharedPath('suites', ...parts)
  return root === undefined
    ? []
    : globSync(glob, { cwd: root })
        .sort()
        .map((name) => join(root, name))
}

/** Test suites are not hostile: plain JSON.parse. */
export const jsonOf = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
