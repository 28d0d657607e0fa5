import type { ClassName } from '../../catalogue/detection-schema.ts'
import { type Lexicon, type Occurrence, occurrencesIn } from '../../catalogue/lexicon.ts'
import type { Passage } from '../../kernel/passage.ts'
import { type Sentence, sentencesOf } from './sentences.ts'

/** A sentence with what occurs in it. */
export interface ReadSentence {
  readonly sentence: Sentence
  readonly occurrences: readonly Occurrence[]
  readonly byConcept: ReadonlyMap<number, readonly Occurrence[]>
  readonly classes: ReadonlySet<ClassName>
}

export interface ReadPassage {
  readonly index: number
  readonly passage: Passage
  readonly sentences: readonly ReadSentence[]
  readonly concepts: ReadonlySet<number>
  readonly classes: ReadonlySet<ClassName>
}

/** Finds the concepts and particulars of a passage, sentence by sentence. */
export const readPassage = (lexicon: Lexicon, passage: Passage, index: number): ReadPassage => {
  const concepts = new Set<number>()
  const classes = new Set<ClassName>()
  if (passage.kind === 'code') classes.add('command')
  const sentences = sentencesOf(passage).map((sentence): ReadSentence => {
    const occurrences = occurrencesIn(lexicon, sentence.tokens)
    const byConcept = new Map<number, Occurrence[]>()
    for (const one of occurrences) {
      concepts.add(one.concept)
      const list = byConcept.get(one.concept)
      if (list === undefined) byConcept.set(one.concept, [one])
      else list.push(one)
    }
    const own = new Set<ClassName>()
    for (const token of sentence.tokens)
      if (token.class !== undefined) {
        own.add(token.class)
        classes.add(token.class)
      }
    return { sentence, occurrences, byConcept, classes: own }
  })
  return { index, passage, sentences, concepts, classes }
}
