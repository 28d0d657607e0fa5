import type { CueName, Weights } from '../../catalogue/detection-schema.ts'
import type { CompiledConstraint, CompiledPattern } from './detection.ts'
import type { Profile } from './profile.ts'

/** Where a pattern matched, and under which circumstances; it knows nothing of weights. */
export interface Match extends Circumstances {
  readonly constraint: CompiledConstraint
  readonly pattern: CompiledPattern
  /** Passage index, and where in its text the sentence stands. */
  readonly passage: number
  readonly start: number
  readonly end: number
  /** It completes a match that stands elsewhere, and so counts little itself. */
  readonly completes: boolean
}

export interface Circumstances {
  readonly cues: ReadonlySet<CueName>
  readonly headed: boolean
  readonly concrete: boolean
  /** One concept was taken from what stands around. */
  readonly borrowed: boolean
}

/** Takes what a reader finds: the judge weighs it at once, the training script keeps it. */
export interface Matches {
  add(match: Match): void
}

/** A match with its points. */
export interface Hit {
  readonly match: Match
  readonly points: number
  /** Shows at most `partial`: a blank, a promise, advice to others … */
  readonly capped: boolean
}

/** A passage that only completes another has at most these points. */
const completing = 1

/** The points of a passage that matched a pattern, from its grade and circumstances. */
export const weighed = (weights: Weights, { kinds }: Profile, match: Match): Hit => {
  const { constraint } = match
  let points = weights.grades[match.pattern.grade]
  for (const cue of match.cues) if (!constraint.allows.has(cue)) points += weights.cues[cue] ?? 0
  if (match.headed) points += weights.heading
  if (match.concrete) points += weights.concrete
  if (match.borrowed) points += weights.borrowed
  const placed = anyOf(kinds, constraint.fits)
  const misplaced = anyOf(kinds, constraint.unfit) && !placed
  if (misplaced) points += weights.unfit
  else if (placed && !anyOf(kinds, constraint.unfit)) points += weights.fits
  const capped =
    misplaced || weights.caps.some((cue) => match.cues.has(cue) && !constraint.allows.has(cue))
  return {
    match,
    points: match.completes || match.cues.has('contents') ? Math.min(points, completing) : points,
    capped,
  }
}

const anyOf = <T>(some: ReadonlySet<T>, wanted: ReadonlySet<T>): boolean => {
  for (const one of some) if (wanted.has(one)) return true
  return false
}
