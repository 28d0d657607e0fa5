import type { ClassName, CueName } from '../../catalogue/detection-schema.ts'
import { type CueConcepts, cuesOf, isConditional } from './cues.ts'
import type { CompiledConstraint, CompiledPattern, Detection } from './detection.ts'
import { type Lenders, together } from './match.ts'
import type { Matches } from './points.ts'
import type { Profile } from './profile.ts'
import type { ReadPassage, ReadSentence } from './read-passage.ts'
import { conceptsBefore, isHead, type Surroundings } from './surroundings.ts'

/** Tries the sentence patterns on each sentence of a passage. */
export const readSentences = (
  detection: Detection,
  profile: Profile,
  matches: Matches,
  cueConcepts: CueConcepts,
  passage: ReadPassage,
  around: Surroundings,
): void => {
  for (const [index, sentence] of passage.sentences.entries()) {
    const lenders = lendersOf(passage, index, around)
    let cues: ReadonlySet<CueName> | undefined
    for (const [constraint, pattern] of candidates(detection, sentence)) {
      if (!suits(pattern, profile, sentence, passage, around)) continue
      const match = together(pattern, sentence.byConcept, lenders)
      if (match === undefined) continue
      cues ??= cuesAround(detection, cueConcepts, profile, passage, sentence, around)
      const conditional = isConditional(passage.passage.text, sentence.sentence, match.to)
      const held: ReadonlySet<CueName> = conditional ? new Set([...cues, 'condition']) : cues
      if (pattern.needs !== undefined && !pattern.needs.some((cue) => held.has(cue))) continue
      matches.add({
        constraint,
        pattern,
        passage: passage.index,
        start: passage.offset + sentence.sentence.start,
        end: passage.offset + sentence.sentence.end,
        cues: held,
        headed: pattern.heading !== undefined || fitsHeading(constraint, around),
        concrete: sentence.classes.size > 0 || around.next?.passage.kind === 'code',
        borrowed: match.borrowed,
        completes: false,
      })
    }
  }
}

/** Patterns of which at least one concept occurs in the sentence, each once. */
const candidates = (
  detection: Detection,
  sentence: ReadSentence,
): Iterable<readonly [CompiledConstraint, CompiledPattern]> => {
  const found = new Map<CompiledPattern, readonly [CompiledConstraint, CompiledPattern]>()
  for (const concept of sentence.byConcept.keys())
    for (const pair of detection.byConcept.get(concept) ?? []) found.set(pair[1], pair)
  return found.values()
}

const lendersOf = (passage: ReadPassage, index: number, around: Surroundings): Lenders => ({
  near: [
    new Set(passage.sentences[index - 1]?.byConcept.keys()),
    new Set(passage.sentences[index + 1]?.byConcept.keys()),
    ...(around.introduction === undefined ? [] : [around.introduction.concepts]),
    // A paragraph of one sentence continues the paragraph before it.
    ...(index === 0 && passage.sentences.length === 1 && passage.passage.kind === 'paragraph'
      ? [conceptsBefore(passage, around.before) ?? new Set<number>()]
      : []),
  ],
  heading: around.headings.nearest,
  ...(around.introduction?.columns === undefined ? {} : { columns: around.introduction.columns }),
})

/** The cues of a sentence, of what introduces it, and of headings that govern it. */
const cuesAround = (
  detection: Detection,
  concepts: CueConcepts,
  profile: Profile,
  passage: ReadPassage,
  { sentence, occurrences }: ReadSentence,
  around: Surroundings,
): ReadonlySet<CueName> => {
  const cues = new Set<CueName>([
    ...cuesOf(concepts, passage.passage, sentence, occurrences, profile),
    ...(around.introduction?.cues ?? []),
  ])
  for (const [concept, cue] of detection.headingCues)
    if (around.headings.nearest.has(concept)) cues.add(cue)
  // What its rows say, they say; an empty form says nothing.
  if (isHead(passage, around)) cues.add('contents')
  return cues
}

/** A heading above that names what some pattern of the constraint asks of headings. */
const fitsHeading = (constraint: CompiledConstraint, around: Surroundings): boolean =>
  constraint.patterns.some((pattern) =>
    pattern.heading?.some((one) => around.headings.all.has(one)),
  )

const suits = (
  pattern: CompiledPattern,
  profile: Profile,
  sentence: ReadSentence,
  passage: ReadPassage,
  around: Surroundings,
): boolean => {
  const { all } = around.headings
  if (pattern.kinds !== undefined && !pattern.kinds.some((kind) => profile.kinds.has(kind)))
    return false
  if (pattern.notKinds?.some((kind) => profile.kinds.has(kind))) return false
  if (pattern.none?.some((one) => sentence.byConcept.has(one))) return false
  if (pattern.heading !== undefined && !pattern.heading.some((one) => all.has(one))) return false
  if (pattern.notHeading?.some((one) => all.has(one))) return false
  const columns = around.introduction?.columns
  if (pattern.columns?.some((one) => columns?.has(one) ?? false) === false) return false
  return inContext(pattern, passage, around) && isConcrete(pattern, passage, around)
}

const inContext = (
  { context }: CompiledPattern,
  passage: ReadPassage,
  around: Surroundings,
): boolean => {
  if (context === undefined) return true
  const before = conceptsBefore(passage, around.before)
  return context.some(
    (one) =>
      around.headings.all.has(one) ||
      passage.concepts.has(one) ||
      around.introduction?.concepts.has(one) ||
      before?.has(one),
  )
}

const isConcrete = (
  { concrete }: CompiledPattern,
  passage: ReadPassage,
  { next }: Surroundings,
): boolean => {
  if (concrete === undefined) return true
  const has = (classes: ReadonlySet<ClassName>): boolean => {
    for (const one of concrete) if (classes.has(one)) return true
    return false
  }
  return (
    has(passage.classes) ||
    (next !== undefined && next.passage.kind !== 'heading' && has(next.classes))
  )
}
