import { type FactMatcher, type Hit, strongest } from './hit.ts'
import { occurrences } from './occurrences.ts'
import { lowerCase, type PreparedPassage } from './prepared-passage.ts'

/** Looks for a file or registry path: whole, below it, or by its last two parts or its name. */
export const pathMatchers = (paths: readonly string[]): readonly FactMatcher[] =>
  paths.map((path) => {
    const whole = normalPath(lowerCase(path)).replace(/\/+$/, '')
    const parts = whole.split('/').filter((part) => part !== '')
    const tail = parts.length > 2 ? parts.slice(-2).join('/') : undefined
    const name = parts.at(-1)
    return {
      fact: `path ${whole}`,
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
          name !== undefined && (name.includes('.') || name.length >= 8)
            ? find(name, 0.6, `names ${name}`)
            : undefined,
        ])
      },
    }
  })

/** Same length as the text, but for the registry's long names, which are made short. */
const normalPath = (lower: string): string =>
  lower
    .replaceAll('\\', '/')
    .replaceAll('hkey_local_machine', 'hklm')
    .replaceAll('hkey_current_user', 'hkcu')
