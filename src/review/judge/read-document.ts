import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import type { Passage } from '../../kernel/passage.ts'
import { cueConceptsOf } from './cues.ts'
import type { Detection } from './detection.ts'
import { HitList, type SpeakingPassage } from './hit-list.ts'
import { type Profile, profileOf } from './profile.ts'
import { type ReadPassage, readPassage } from './read-passage.ts'
import { readSentences } from './read-sentences.ts'
import {
  headingReader,
  type Introduction,
  introductionAfter,
  isIntroduced,
} from './surroundings.ts'
import { Wide } from './wide.ts'

export interface ReadDocument {
  readonly hits: ReadonlyMap<ConstraintId, readonly SpeakingPassage[]>
  readonly profile: Profile
}

/**
 * Reads a document once, passage by passage with the one before and the one after in view, and
 * keeps the places that speak for a constraint. Memory does not grow with the document.
 */
export const readDocument = (
  detection: Detection,
  document: { readonly path: string; readonly passages: readonly Passage[] },
): ReadDocument => {
  const { passages } = document
  const { lexicon } = detection
  const profile = profileOf(lexicon, document.path, passages)
  const cues = cueConceptsOf(lexicon)
  const hits = new HitList()
  const wide = new Wide(detection, profile, hits)
  const headingsOf = headingReader(lexicon, profile)
  const read = (index: number): ReadPassage | undefined => {
    const passage = passages[index]
    return passage === undefined ? undefined : readPassage(lexicon, passage, index)
  }
  let before: ReadPassage | undefined
  let introduction: Introduction | undefined
  let current = read(0)
  for (let index = 0; current !== undefined; index++) {
    const next = read(index + 1)
    if (current.passage.kind !== 'heading') {
      const headings = headingsOf(current.passage.location.headings)
      wide.add(current, headings.all)
      readSentences(detection, profile, hits, cues, current, {
        before,
        next,
        introduction: isIntroduced(current) ? introduction : undefined,
        headings,
      })
    }
    introduction = introductionAfter(introduction, current, before, cues, profile)
    before = current
    current = next
  }
  wide.end()
  return { hits: hits.all(), profile }
}
