import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parse } from 'yaml'
import { filesUnder, swapIn } from './files.ts'

/**
 * So that `../../catalogue` is the same folder from src/catalogue and from dist/server/catalogue.
 * Written as JSON under the same names: reading YAML would cost every start half a second.
 */
export const buildCatalogue = (target: string): Promise<undefined> =>
  swapIn(target, async (fresh) => {
    for (const path of filesUnder('catalogue')) {
      const copy = join(fresh, relative('catalogue', path))
      mkdirSync(dirname(copy), { recursive: true })
      const data: unknown = parse(readFileSync(path, 'utf8'), {
        maxAliasCount: 0,
        uniqueKeys: true,
      })
      writeFileSync(copy, JSON.stringify(data))
    }
  })
