import { type FactMatcher, type Hit, strongest, textGroup } from './hit.ts'
import { findable } from './keys.ts'
import { occurrences } from './occurrences.ts'
import type { PreparedPassage } from './prepared-passage.ts'
import { lowerCase } from './words.ts'

/** A key with what follows an equals sign or colon taken off: "allowGuest=true". */
const assignment = /^([^\s=:]{2,200})\s?[=:]\s?(\S.{0,200})$/

/** Looks for a configuration key as it is written; with its value, or as words, where it is not. */
export const settingMatchers = (settings: readonly string[]): readonly FactMatcher[] =>
  settings.map((setting) => {
    const [, key = setting, value] = assignment.exec(setting) ?? []
    const words = findable(keyWords(key))
    const whole = findable(key)
    return {
      fact: `setting ${key}`,
      keys: [...textGroup(key, plainWord(key) ? 0.5 : 0.97), ...textGroup(words, 0.65)],
      match: ({ lower }: PreparedPassage): Hit | undefined => {
        const [at] = whole === undefined ? [] : occurrences(lower, lowerCase(whole), '')
        const valued = value !== undefined && occurrences(lower, lowerCase(value)).length > 0
        const [spoken] = words === undefined ? [] : occurrences(lower, words)
        return strongest([
          at === undefined
            ? undefined
            : {
                strength: plainWord(key) ? 0.5 : valued ? 0.97 : 0.92,
                at,
                reason: `names the setting ${key}`,
              },
          spoken === undefined
            ? undefined
            : { strength: 0.65, at: spoken, reason: `speaks of the setting ${key}` },
        ])
      },
    }
  })

/** "allowAnonymousAccess", "allow_anonymous_access" as "allow anonymous access". */
const keyWords = (key: string): string | undefined => {
  const name = key.slice(
    Math.max(key.lastIndexOf('.'), key.lastIndexOf('/'), key.lastIndexOf(':')) + 1,
  )
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').split(/[\s_-]+/)
  return words.length < 2 ? undefined : lowerCase(words.join(' '))
}

const plainWord = (key: string): boolean => /^[a-z]{2,12}$/i.test(key) && key === key.toLowerCase()
