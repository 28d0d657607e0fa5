import { limits } from '../../kernel/limits.ts'
import type { DocumentVerdicts } from '../judge/verdicts.ts'

/** What was found in one revision of a document. */
export interface JudgedRevision {
  /** To a constraint that is not among them it says nothing: absent. */
  readonly verdicts: Readonly<Partial<DocumentVerdicts>>
  /** SHA-256 of each passage that is evidence, by its index. */
  readonly passageHashes: ReadonlyMap<number, string>
}

/** Verdicts by what was judged. A document that was judged is not judged again while it is kept. */
export interface KeptVerdicts {
  /** What is kept, at once: a map of a large library asks for each of its documents. */
  known(key: string): JudgedRevision | undefined
  /** The kept verdicts, or those of `judge`, which two callers at once share. */
  of(key: string, judge: () => Promise<JudgedRevision>): Promise<JudgedRevision>
}

interface Kept {
  readonly verdicts: Promise<JudgedRevision>
  /** Undefined while it is being judged. */
  judged?: JudgedRevision
  /** Characters of its quotes; none before they are known. */
  size: number
  /** The number of the use that was its last. */
  used: number
}

/** What stays when room is made: not one goes at a time, so that finding the oldest costs little. */
const share = 0.9

/**
 * Keeps so many, with so many characters of quotes; the least recently used go first. What failed is
 * not kept.
 */
export const keepVerdicts = (
  most: number = limits.review.kept.documents,
  mostCharacters: number = limits.review.kept.characters,
): KeptVerdicts => {
  const kept = new Map<string, Kept>()
  let characters = 0
  let uses = 0
  const fits = (part: number) =>
    kept.size <= Math.ceil(most * part) && characters <= mostCharacters * part
  const drop = (key: string, one: Kept): void => {
    if (kept.get(key) !== one) return
    kept.delete(key)
    characters -= one.size
  }
  const makeRoom = (): void => {
    if (fits(1)) return
    for (const [key, one] of [...kept].sort(([, a], [, b]) => a.used - b.used)) {
      if (fits(share)) return
      drop(key, one)
    }
  }
  const start = (key: string, judge: () => Promise<JudgedRevision>): Kept => {
    const one: Kept = { verdicts: judge(), size: 0, used: 0 }
    one.verdicts.then(
      (judged) => {
        if (kept.get(key) !== one) return
        one.judged = judged
        one.size = sizeOf(judged)
        characters += one.size
        makeRoom()
      },
      () => drop(key, one),
    )
    return one
  }
  return {
    known: (key) => {
      const one = kept.get(key)
      if (one !== undefined) one.used = ++uses
      return one?.judged
    },
    of: (key, judge) => {
      const known = kept.get(key)
      const one = known ?? start(key, judge)
      one.used = ++uses
      if (known === undefined) {
        kept.set(key, one)
        makeRoom()
      }
      return one.verdicts
    },
  }
}

const sizeOf = ({ verdicts }: JudgedRevision): number =>
  Object.values(verdicts)
    .flatMap(({ evidence }) => evidence)
    .reduce((sum, { quote }) => sum + quote.length, 0)
