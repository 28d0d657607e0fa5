import type { Passage } from '../../kernel/passage.ts'
import type { CompiledConstraint, Detection } from './detection.ts'
import type { SpeakingPassage } from './hit-list.ts'
import type { Profile } from './profile.ts'
import { quoteOf } from './quote.ts'
import type { ConstraintVerdict, Evidence } from './verdicts.ts'

const evidenceShown = 6
/** A passage with fewer points than this supports no other. */
const supports = 1.2

/** Weighs the passages that speak for one constraint: the best, supported by others. */
export const verdictOf = (
  { weights }: Detection,
  constraint: CompiledConstraint,
  profile: Profile,
  passages: readonly Passage[],
  speaking: readonly SpeakingPassage[],
): ConstraintVerdict => {
  const { partial, met } = weights.thresholds
  const ranked = [...speaking].sort(
    (a, b) => b.best.points - a.best.points || a.best.passage - b.best.passage,
  )
  const [first, ...rest] = ranked
  if (first === undefined) return { verdict: 'absent', confidence: 0.9, evidence: [] }
  const others = rest.filter(({ best }) => best.points >= supports)
  const score = weights.support
    .slice(0, others.length)
    .reduce((sum, support) => sum + support, first.best.points)
  if (score < partial)
    return { verdict: 'absent', confidence: sureness(partial - score), evidence: [] }
  const firm = ranked
    .filter(({ best }) => best.points >= partial)
    .reduce((sum, passage) => sum + passage.firm.size, 0)
  const capped = weights.capKinds.some((kind) => profile.kinds.has(kind))
  const isMet = score >= met && firm >= constraint.passages && !capped
  return {
    verdict: isMet ? 'met' : 'partial',
    confidence: sureness(
      isMet ? score - met : Math.min(score - partial, Math.max(0.2, met - score)),
    ),
    evidence: [first, ...others]
      .slice(0, evidenceShown)
      .flatMap((one) => evidenceOf(one, passages)),
  }
}

const evidenceOf = ({ best }: SpeakingPassage, passages: readonly Passage[]): Evidence[] => {
  const passage = passages[best.passage]
  if (passage === undefined) return []
  const { text, location, index } = passage
  const quote = quoteOf(text, best.start, best.end)
  const focus = text.slice(best.start, best.end).trim()
  return [
    {
      quote,
      ...(focus !== '' && focus.length < quote.length ? { focus } : {}),
      location,
      passage: index,
      pattern: best.pattern.id,
    },
  ]
}

/** 0.5 at the threshold, toward 1 away from it; two decimals so that outputs compare by byte. */
const sureness = (margin: number): number => Math.round(100 / (1 + Math.exp(-1.2 * margin))) / 100
