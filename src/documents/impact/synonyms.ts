import { termsOfWord } from './terms.ts'
import { wordGroups } from './thesaurus.ts'

/** Terms that may stand for this one. */
export const synonymsOf = (term: string): ReadonlySet<string> => synonyms.get(term) ?? none

const none: ReadonlySet<string> = new Set()

const synonyms: ReadonlyMap<string, ReadonlySet<string>> = (() => {
  const all = new Map<string, Set<string>>()
  for (const group of wordGroups) {
    const terms = group.flatMap(termsOfWord)
    for (const term of terms) {
      const others = all.get(term) ?? new Set()
      for (const other of terms) if (other !== term) others.add(other)
      all.set(term, others)
    }
  }
  return all
})()
