import { type FactMatcher, type Hit, textGroup } from './hit.ts'
import { occurrences } from './occurrences.ts'
import type { PreparedPassage } from './prepared-passage.ts'
import { lowerCase } from './words.ts'

/** Most names taken from one summary. */
const most = 20

/**
 * Names in the summary that no ordinary word looks like ("phpMyAdmin", "setup.php", "API_SECRET")
 * are looked for as they stand: the case may have no other fact. Identifiers of advisories are not.
 */
export const summaryMatchers = (summary: string): readonly FactMatcher[] =>
  namesIn(summary).map((name) => {
    const lower = lowerCase(name)
    return {
      fact: `summary ${lower}`,
      keys: textGroup(name, 0.5),
      match: (passage: PreparedPassage): Hit | undefined => {
        const [at] = occurrences(passage.lower, lower)
        return at === undefined ? undefined : { strength: 0.5, at, reason: `names ${name}` }
      },
    }
  })

const namesIn = (summary: string): readonly string[] => {
  const words = Array.from(summary.matchAll(/[\p{L}\d][\p{L}\d._/-]{2,79}/gu), (match) =>
    match[0].replace(/[._/-]+$/, ''),
  )
  return [...new Set(words.filter(isName))].slice(0, most)
}

const isName = (word: string): boolean => {
  if (/^(?:cve|cwe|ghsa|icsa|icsma)-/i.test(word) || !/\p{L}/u.test(word)) return false
  return (
    /\p{Ll}\p{Lu}/u.test(word) ||
    /[\p{L}\d]_[\p{L}\d]/u.test(word) ||
    /^\p{L}[\p{L}\d-]*\.\p{L}{2,5}$/u.test(word)
  )
}
