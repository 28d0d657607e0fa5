import { limits } from '../../kernel/limits.ts'
import type { PassageLocation } from '../../kernel/passage.ts'
import type { Evidence } from './score.ts'
import { leastShare } from './weights.ts'
import { lowerCase } from './words.ts'

/** A statement that may be false now, and why it was found. */
export interface ImpactCandidate {
  readonly path: string
  /** Verbatim text of the passage, or of a part of it where it is long. */
  readonly quote: string
  readonly location: PassageLocation
  readonly reason: string
  /** 0 to 1: about so many of such candidates were marked as false in the evaluation set. */
  readonly confidence: number
}

/** Nothing below this is a candidate, however little else there is. */
const weakest = 0.004
/** Of weak candidates, nobody looks beyond so many, and one more for each document. */
const mostWeak = 27
const weak = 0.2
const most = 200

/** The best candidates first: what is weak beside the best falls away, and repeats in one document. */
export const shortlist = (evidence: readonly Evidence[]): readonly ImpactCandidate[] =>
  listOf(withoutRepeats([...evidence].sort(bestFirst)), leastShare).map(candidateOf)

/** What of the evidence is worth a look; `share`: of the best. */
export const listOf = <T extends Pick<Evidence, 'confidence'> & { readonly path: string }>(
  evidence: readonly T[],
  share: number,
): readonly T[] => {
  const order = [...evidence].sort((a, b) => b.confidence - a.confidence)
  const least = Math.max(weakest, (order[0]?.confidence ?? 0) * share)
  const documents = new Set(evidence.map(({ path }) => path)).size
  return order
    .filter(
      ({ confidence }, at) =>
        confidence >= least && (confidence >= weak || at < mostWeak + documents),
    )
    .slice(0, most)
}

const bestFirst = (a: Evidence, b: Evidence): number => b.confidence - a.confidence || byPlace(a, b)

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

const candidateOf = ({ path, passage, confidence, reasons }: Evidence): ImpactCandidate => ({
  path,
  quote: passage.text,
  location: passage.location,
  reason: reasons.join('; ').slice(0, limits.text.line),
  confidence: Math.round(confidence * 1_000) / 1_000,
})
