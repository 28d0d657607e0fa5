import { realpath } from 'node:fs/promises'
import { isAbsolute, join, resolve, sep } from 'node:path'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Context, Words } from '../command.ts'
import type { Io } from '../io.ts'

/**
 * The verdicts of earlier runs: undefined where none are wanted, or where the user's own cache folder
 * does not serve, which is said. A folder that was named and does not serve is refused.
 */
export const openCache = async <T>(
  context: Context,
  words: Words,
  reviewed: string,
  open: (folder: string) => Promise<T | Refusal>,
): Promise<T | undefined | Refusal> => {
  const named = words.value('cache')
  if (words.has('no-cache'))
    return named === undefined
      ? undefined
      : refuse('usage/option', '--cache and --no-cache say two things. Leave one of them out.')
  const folder = named === undefined ? userFolder(context.io) : resolve(named)
  if (folder === undefined) return undefined
  if (await liesIn(folder, reviewed)) {
    const inside = `${folder} lies in the reviewed folder`
    if (named !== undefined)
      return refuse('review/cache-inside', `${inside}. Choose another one with --cache.`)
    context.say(`Nothing is kept for the next run: ${inside}. Choose another one with --cache.`)
    return undefined
  }
  const cache = await open(folder).catch((error: unknown) =>
    refuse(
      'review/cache',
      `${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}. Choose another one with --cache, or review without: --no-cache.`,
    ),
  )
  if (!isRefusal(cache) || named !== undefined) return cache
  context.say(`Nothing is kept for the next run. ${cache.message}`)
  return undefined
}

/** XDG Base Directory Specification; on macOS and Windows what these have for it. */
const userFolder = ({ env }: Io): string | undefined => {
  const home = env['HOME']
  const below = (base: string | undefined, ...more: readonly string[]): string | undefined =>
    base === undefined || !isAbsolute(base) ? undefined : join(base, ...more, 'vulnerary', 'review')
  switch (process.platform) {
    case 'darwin':
      return below(home, 'Library', 'Caches')
    case 'win32':
      return below(env['LOCALAPPDATA'])
    default:
      return below(env['XDG_CACHE_HOME']) ?? below(home, '.cache')
  }
}

/** By the nearest folder that is there already: the cache's own may not be yet. */
const liesIn = async (folder: string, reviewed: string): Promise<boolean> => {
  const root = await realpath(reviewed)
  for (let at = folder; ; at = resolve(at, '..')) {
    const real = await realpath(at).catch(() => undefined)
    if (real === undefined && at !== resolve(at, '..')) continue
    return `${real}${sep}`.startsWith(root.endsWith(sep) ? root : `${root}${sep}`)
  }
}
