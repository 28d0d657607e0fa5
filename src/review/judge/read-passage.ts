import type { ClassName } from '../../catalogue/detection-schema.ts'
import { type Lexicon, type Occurrence, occurrencesIn } from '../../catalogue/lexicon.ts'
import type { Piece } from './pieces.ts'
import { type Sentence, sentencesOf } from './sentences.ts'

/** A sentence with what occurs in it. */
export interface ReadSentence {
  readonly sentence: Sentence
  readonly occurrences: readonly Occurrence[]
  readonly byConcept: ReadonlyMap<number, readonly Occurrence[]>
  readonly classes: ReadonlySet<ClassName>
}

export interface ReadPassage extends Piece {
  readonly sentences: readonly ReadSentence[]
  readonly concepts: ReadonlySet<number>
  readonly classes: ReadonlySet<ClassName>
}

/** Finds the concepts and particulars of a passage, sentence by sentence. */
export const readPassage = (lexicon: Lexicon, piece: Piece): ReadPassage => {
  const { passage } = piece
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
  return { ...piece, sentences, concepts, classes }
}
