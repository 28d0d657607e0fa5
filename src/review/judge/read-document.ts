import type { Passage } from '../../kernel/passage.ts'
import { cueConceptsOf } from './cues.ts'
import type { Detection } from './detection.ts'
import { piecesOf } from './pieces.ts'
import type { Matches } from './points.ts'
import type { Profile } from './profile.ts'
import { isProgram } from './program.ts'
import { type ReadPassage, readPassage } from './read-passage.ts'
import { readSentences } from './read-sentences.ts'
import {
  headingReader,
  type Introduction,
  introductionAfter,
  isHead,
  isIntroduced,
} from './surroundings.ts'
import { Wide } from './wide.ts'

/**
 * Reads a document once, passage by passage with the one before and the one after in view, and
 * tells of each place that speaks for a constraint. Memory does not grow with the document.
 */
export const readDocument = (
  detection: Detection,
  profile: Profile,
  passages: readonly Passage[],
  matches: Matches,
): void => {
  const { lexicon } = detection
  const cues = cueConceptsOf(lexicon)
  const wide = new Wide(detection, cues, profile, matches)
  const headingsOf = headingReader(lexicon, profile)
  const pieces = piecesOf(passages)
  const read = (): ReadPassage | undefined => {
    const { value } = pieces.next()
    return value === undefined ? undefined : readPassage(lexicon, value)
  }
  let before: ReadPassage | undefined
  let introduction: Introduction | undefined
  let current = read()
  while (current !== undefined) {
    const next = read()
    if (speaks(current.passage)) {
      const headings = headingsOf(current.passage.location.headings)
      const around = {
        before,
        next,
        introduction: isIntroduced(current) ? introduction : undefined,
        headings,
      }
      if (!isHead(current, around)) wide.add(current, headings.all, around.introduction?.columns)
      readSentences(detection, profile, matches, cues, current, around)
    }
    introduction = introductionAfter(introduction, current, before, cues, profile)
    before = current
    current = next
  }
  wide.end()
}

/** A heading is read as what stands over a passage, and a program says nothing to an operator. */
const speaks = ({ kind, text }: Passage): boolean =>
  kind !== 'heading' && !(kind === 'code' && isProgram(text))
