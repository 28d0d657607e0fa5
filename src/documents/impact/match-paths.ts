import { type FactMatcher, type Hit, type KeyGroup, strongest, textGroup } from './hit.ts'
import { findable } from './keys.ts'
import { occurrences } from './occurrences.ts'
import type { PreparedPassage } from './prepared-passage.ts'
import { lowerCase } from './words.ts'

/** Looks for a file or registry path: whole, below it, or by its last two parts or its name. */
export const pathMatchers = (paths: readonly string[]): readonly FactMatcher[] =>
  paths.map((path) => {
    const normal = normalPath(lowerCase(path)).replace(/\/+$/, '')
    const whole = findablePath(normal)
    const parts = normal.split('/').filter((part) => part !== '')
    const tail = parts.length > 2 ? findablePath(parts.slice(-2).join('/')) : undefined
    const name = findablePath(parts.at(-1))
    const ending = name !== undefined && (name.includes('.') || name.length >= 8) ? name : undefined
    return {
      fact: `path ${normal}`,
      keys: [...groupOf(whole, 0.95), ...groupOf(tail, 0.75), ...groupOf(ending, 0.6)],
      match: ({ lower }: PreparedPassage): Hit | undefined => {
        const text = normalPath(lower)
        const find = (
          needle: string | undefined,
          strength: number,
          reason: string,
        ): Hit | undefined => {
          const [at] = needle === undefined ? [] : occurrences(text, needle, '-')
          return at === undefined
            ? undefined
            : { strength, at: Math.min(at, lower.length - 1), reason }
        }
        return strongest([
          find(whole, 0.95, `names the path ${path}`),
          find(tail, 0.75, `names the end of the path ${path}`),
          find(ending, 0.6, `names ${ending}`),
        ])
      },
    }
  })

/** The registry's roots are written in two ways, so they are no keys. */
const withoutRoots = (path: string | undefined) => path?.replaceAll(/\b(?:hklm|hkcu)\b/g, ' ')

const findablePath = (path: string | undefined): string | undefined =>
  findable(withoutRoots(path)) === undefined ? undefined : path

const groupOf = (path: string | undefined, atMost: number): readonly KeyGroup[] =>
  textGroup(withoutRoots(path), atMost)

/** Same length as the text, but for the registry's long names, which are made short. */
const normalPath = (lower: string): string =>
  lower
    .replaceAll('\\', '/')
    .replaceAll('hkey_local_machine', 'hklm')
    .replaceAll('hkey_current_user', 'hkcu')
