import { limits } from '../../kernel/limits.ts'
import type { DocumentVerdicts } from '../judge/verdicts.ts'

/** What was found in one revision of a document. */
export interface JudgedRevision {
  readonly verdicts: DocumentVerdicts
  /** SHA-256 of each passage that is evidence, by its index. */
  readonly passageHashes: ReadonlyMap<number, string>
}

/** Verdicts by what was judged. A document that was judged is not judged again while it is kept. */
export interface KeptVerdicts {
  /** The kept verdicts, or those of `judge`, which two callers at once share. */
  of(key: string, judge: () => Promise<JudgedRevision>): Promise<JudgedRevision>
}

/** Keeps so many, the least recently used goes first. What failed is not kept. */
export const keepVerdicts = (most: number = limits.review.documentsKept): KeptVerdicts => {
  const kept = new Map<string, Promise<JudgedRevision>>()
  return {
    of: (key, judge) => {
      const known = kept.get(key)
      const verdicts = known ?? judge()
      // Taken out and put in again: the order of a map is the order of putting in.
      kept.delete(key)
      kept.set(key, verdicts)
      if (known === undefined)
        verdicts.catch(() => {
          if (kept.get(key) === verdicts) kept.delete(key)
        })
      const oldest = kept.size > most ? kept.keys().next().value : undefined
      if (oldest !== undefined) kept.delete(oldest)
      return verdicts
    },
  }
}
