import { limits } from '../../kernel/limits.ts'
import type { Passage, PassageLocation } from '../../kernel/passage.ts'
import type { ImpactFacts } from './facts.ts'
import { matchersOf } from './matchers.ts'
import { findOmissions, type Omission } from './omissions.ts'
import { lowerCase, type PreparedPassage, preparePassages } from './prepared-passage.ts'
import { quoteAround } from './quote.ts'
import { type Evidence, scorePassages } from './score.ts'
import { fullerSummary } from './summary.ts'

/** A document to search; `path` names it (an id where there is no path). */
export interface SearchedDocument {
  readonly path?: string
  readonly id?: string
  readonly passages: readonly Passage[]
}

/** A statement that may be false now, and why it was found. */
export interface ImpactCandidate {
  readonly path: string
  /** Verbatim text of the passage, or of the sentences in question where it is long. */
  readonly quote: string
  readonly location: PassageLocation
  readonly reason: string
  /** 0 to 1; orders candidates, and is no probability. */
  readonly confidence: number
}

export interface ImpactAnswer {
  /** Best first. */
  readonly candidates: readonly ImpactCandidate[]
  readonly omissions: readonly Omission[]
}

/** Candidates below this, or below a third of the best, are noise. */
const weakest = 0.28
const most = 200

/**
 * The statements of the documents that the facts of a fix may have made false (4.1.9/after-fix),
 * and the guidance that stands nowhere. Pure and deterministic: the same input, the same answer.
 */
export const findImpact = (
  facts: ImpactFacts,
  documents: readonly SearchedDocument[],
): ImpactAnswer => {
  const prepared = documents.map(({ path, id, passages }) =>
    preparePassages(path ?? id ?? '', passages),
  )
  const all = prepared.flat()
  const evidence = fullerSummary(facts, all, scorePassages(matchersOf(facts), all))
  const best = evidence.reduce((highest, { confidence }) => Math.max(highest, confidence), 0)
  const kept = evidence
    .filter(({ confidence }) => confidence >= Math.max(weakest, best / 3))
    .sort((a, b) => b.confidence - a.confidence || byPlace(a.passage, b.passage))
  return {
    candidates: withoutRepeats(kept).slice(0, most).map(candidateOf),
    omissions: findOmissions(facts.guidance ?? [], prepared),
  }
}

const byPlace = (a: PreparedPassage, b: PreparedPassage): number =>
  a.path === b.path ? a.passage.index - b.passage.index : a.path < b.path ? -1 : 1

/** The same words twice in one document are one statement. */
const withoutRepeats = (evidence: readonly Evidence[]): readonly Evidence[] => {
  const seen = new Set<string>()
  return evidence.filter(({ passage }) => {
    const key = `${passage.path}\n${lowerCase(passage.passage.text)}`
    const fresh = !seen.has(key)
    seen.add(key)
    return fresh
  })
}

const candidateOf = ({ passage, confidence, reasons, places }: Evidence): ImpactCandidate => ({
  path: passage.path,
  quote: quoteAround(passage.passage.text, places),
  location: passage.passage.location,
  reason: reasons.join('; ').slice(0, limits.text.line),
  confidence: Math.round(confidence * 1_000) / 1_000,
})
