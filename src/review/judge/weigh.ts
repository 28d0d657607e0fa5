import type { Weights } from '../../catalogue/detection-schema.ts'
import type { Passage } from '../../kernel/passage.ts'
import type { CompiledConstraint } from './detection.ts'
import type { SpeakingPassage } from './hit-list.ts'
import type { Profile } from './profile.ts'
import { quoteOf } from './quote.ts'
import type { ConstraintVerdict, Evidence } from './verdicts.ts'

const evidenceShown = 6
/** A passage with fewer points than this supports no other. */
const supports = 1.2

/** How strongly a document speaks for a constraint, before the thresholds are asked. */
export interface Standing {
  /** Best first, then those that support it. */
  readonly ranked: readonly SpeakingPassage[]
  /** Points of the best passage and of its support. */
  readonly score: number
  /** Enough sentences show it without reserve, in a document of a kind that can. */
  readonly mayBeMet: boolean
}

/** Adds up what the passages say that speak for one constraint; nothing where none does. */
export const standingOf = (
  weights: Weights,
  constraint: CompiledConstraint,
  profile: Profile,
  speaking: readonly SpeakingPassage[],
): Standing | undefined => {
  const [first, ...rest] = [...speaking].sort(
    (a, b) => b.best.points - a.best.points || a.best.match.passage - b.best.match.passage,
  )
  if (first === undefined) return undefined
  const others = rest.filter(({ best }) => best.points >= supports)
  const score = weights.support
    .slice(0, others.length)
    .reduce((sum, support) => sum + support, first.best.points)
  const firm = [first, ...rest]
    .filter(({ best }) => best.points >= weights.thresholds.partial)
    .reduce(
      (sum, { firm, lent }) => sum + (firm.size > 0 ? new Set([...firm, ...lent]).size : 0),
      0,
    )
  const capped = weights.capKinds.some((kind) => profile.kinds.has(kind))
  return { ranked: [first, ...others], score, mayBeMet: firm >= constraint.passages && !capped }
}

/** The verdict on one constraint, with its evidence. */
export const verdictOf = (
  weights: Weights,
  constraint: CompiledConstraint,
  profile: Profile,
  passages: readonly Passage[],
  speaking: readonly SpeakingPassage[],
): ConstraintVerdict => {
  const { partial, met } = weights.thresholds
  const standing = standingOf(weights, constraint, profile, speaking)
  if (standing === undefined) return { verdict: 'absent', confidence: 0.9, evidence: [] }
  const { score, ranked, mayBeMet } = standing
  if (score < partial)
    return { verdict: 'absent', confidence: sureness(partial - score), evidence: [] }
  const isMet = score >= met && mayBeMet
  return {
    verdict: isMet ? 'met' : 'partial',
    confidence: sureness(
      isMet ? score - met : Math.min(score - partial, Math.max(0.2, met - score)),
    ),
    evidence: ranked.slice(0, evidenceShown).flatMap((one) => evidenceOf(one, passages)),
  }
}

const evidenceOf = (
  { best: { match } }: SpeakingPassage,
  passages: readonly Passage[],
): Evidence[] => {
  const passage = passages[match.passage]
  if (passage === undefined) return []
  const { text, location, index } = passage
  const quote = quoteOf(passage, match.start, match.end)
  const focus = text.slice(match.start, match.end).trim()
  return [
    {
      quote,
      ...(focus !== '' && focus.length < quote.length ? { focus } : {}),
      location,
      passage: index,
      pattern: match.pattern.id,
    },
  ]
}

/** 0.5 at the threshold, toward 1 away from it; two decimals so that outputs compare by byte. */
const sureness = (margin: number): number => Math.round(100 / (1 + Math.exp(-1.2 * margin))) / 100
