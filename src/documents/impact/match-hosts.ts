import type { FactMatcher, Hit } from './hit.ts'
import { strongest, textGroup } from './hit.ts'
import { occurrences } from './occurrences.ts'
import type { PreparedPassage } from './prepared-passage.ts'
import { lowerCase } from './words.ts'

/**
 * Looks for a host or URL: "example.com" is not found in "notexample.com" nor in
 * "example.com.org", and less surely in "www.example.com".
 */
export const hostMatchers = (hosts: readonly string[]): readonly FactMatcher[] =>
  hosts.map((host) => {
    const whole = lowerCase(host)
      .replace(/^[a-z][a-z0-9+.-]{0,20}:\/\//, '')
      .replace(/\/+$/, '')
    const name = whole.split(/[/?#]/)[0] ?? whole
    const bare = name.replace(/:\d{1,5}$/, '')
    return {
      fact: `host ${whole}`,
      keys: [...textGroup(whole, 0.95), ...textGroup(bare, 0.7)],
      match: ({ lower }: PreparedPassage): Hit | undefined =>
        strongest([
          ...matchHost(lower, whole, 0.95, host),
          ...(whole === name ? [] : matchHost(lower, name, 0.7, host)),
          ...(bare === name ? [] : matchHost(lower, bare, 0.7, host)),
        ]),
    }
  })

const matchHost = (lower: string, name: string, strength: number, shown: string): readonly Hit[] =>
  occurrences(lower, name, '-').flatMap((at) => {
    // More labels after it make another host; more labels before it, a host below it.
    if (/^\.[a-z\d]/.test(lower.slice(at + name.length))) return []
    const below = /[a-z\d-]\.$/.test(lower.slice(0, at))
    return [{ strength: below ? strength * 0.7 : strength, at, reason: `names ${shown}` }]
  })
