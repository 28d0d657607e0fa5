import type { CueName } from '../../catalogue/detection-schema.ts'
import type { CompiledConstraint, CompiledPattern, Detection } from './detection.ts'
import type { Profile } from './profile.ts'

/** One place in a document that speaks for a constraint. */
export interface Hit {
  readonly pattern: CompiledPattern
  /** Passage index, and where in its text the sentence stands. */
  readonly passage: number
  readonly start: number
  readonly end: number
  readonly points: number
  /** Shows at most `partial`: a blank, a promise, advice to others … */
  readonly capped: boolean
}

export interface Circumstances {
  readonly cues: ReadonlySet<CueName>
  readonly headed: boolean
  readonly concrete: boolean
  /** One concept was taken from what stands around. */
  readonly borrowed: boolean
  readonly profile: Profile
}

/** The points of a passage that matched a pattern, from its grade and circumstances. */
export const pointsOf = (
  detection: Detection,
  constraint: CompiledConstraint,
  pattern: CompiledPattern,
  around: Circumstances,
): { readonly points: number; readonly capped: boolean } => {
  const { weights } = detection
  let points = weights.grades[pattern.grade]
  for (const cue of around.cues) if (!constraint.allows.has(cue)) points += weights.cues[cue] ?? 0
  if (around.headed) points += weights.heading
  if (around.concrete) points += weights.concrete
  if (around.borrowed) points += weights.borrowed
  const { kinds } = around.profile
  const placed = anyOf(kinds, constraint.fits)
  const misplaced = anyOf(kinds, constraint.unfit) && !placed
  if (misplaced) points += weights.unfit
  else if (placed && !anyOf(kinds, constraint.unfit)) points += weights.fits
  const capped =
    misplaced || weights.caps.some((cue) => around.cues.has(cue) && !constraint.allows.has(cue))
  return { points, capped }
}

const anyOf = <T>(some: ReadonlySet<T>, wanted: ReadonlySet<T>): boolean => {
  for (const one of some) if (wanted.has(one)) return true
  return false
}
