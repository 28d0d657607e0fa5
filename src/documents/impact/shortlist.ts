import { limits } from '../../kernel/limits.ts'
import type { PassageLocation } from '../../kernel/passage.ts'
import { quoteAround } from './quote.ts'
import type { Evidence } from './score.ts'
import { lowerCase } from './words.ts'

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

/** Candidates below this, or below a third of the best, are noise. */
export const weakest = 0.28
const most = 200

/** The best candidates first: what is weak beside the best falls away, and repeats in one document. */
export const shortlist = (evidence: readonly Evidence[]): readonly ImpactCandidate[] =>
  shortlisted(evidence).map(candidateOf)

/**
 * Evidence below this cannot come onto the list any more, whatever else is found. Asked while
 * passages are judged, so that the rest need not be read.
 */
export const leastWorth = (evidence: readonly Evidence[]): number => {
  const list = shortlisted(evidence)
  return Math.max(
    weakest,
    (list[0]?.confidence ?? 0) / 3,
    list.length < most ? 0 : (list.at(-1)?.confidence ?? 0),
  )
}

const shortlisted = (evidence: readonly Evidence[]): readonly Evidence[] => {
  const best = evidence.reduce((highest, { confidence }) => Math.max(highest, confidence), 0)
  const least = Math.max(weakest, best / 3)
  const kept = evidence
    .filter(({ confidence }) => confidence >= least)
    .sort((a, b) => b.confidence - a.confidence || byPlace(a, b))
  return withoutRepeats(kept).slice(0, most)
}

const byPlace = (a: Evidence, b: Evidence): number =>
  a.path === b.path ? a.passage.index - b.passage.index : a.path < b.path ? -1 : 1

/** The same words twice in one document are one statement. */
const withoutRepeats = (evidence: readonly Evidence[]): readonly Evidence[] => {
  const seen = new Set<string>()
  return evidence.filter(({ path, passage }) => {
    const key = `${path}\n${lowerCase(passage.text)}`
    const fresh = !seen.has(key)
    seen.add(key)
    return fresh
  })
}

const candidateOf = ({
  path,
  passage,
  confidence,
  reasons,
  places,
}: Evidence): ImpactCandidate => ({
  path,
  quote: quoteAround(passage.text, places),
  location: passage.location,
  reason: reasons.join('; ').slice(0, limits.text.line),
  confidence: Math.round(confidence * 1_000) / 1_000,
})
