import { cpSync } from 'node:fs'
import { swapIn } from './files.ts'

/** So that `../../catalogue` is the same folder from src/catalogue and from dist/server/catalogue. */
export const buildCatalogue = (target: string): Promise<undefined> =>
  swapIn(target, async (fresh) => cpSync('catalogue', fresh, { recursive: true }))
