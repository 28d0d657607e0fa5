import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import type { Weights } from '../../catalogue/detection-schema.ts'
import { type Hit, type Match, type Matches, weighed } from './points.ts'
import type { Profile } from './profile.ts'

/** Passages kept for each constraint; a long document cannot fill the memory. */
const kept = 24
const sentencesCounted = 8

/** A passage that speaks for a constraint: its best hit, and how many sentences show it firmly. */
export interface SpeakingPassage {
  readonly best: Hit
  /** Offsets of the sentences that match a strong pattern without reserve. */
  readonly firm: ReadonlySet<number>
  /** Those that lack a word: they count beside a firm one, which says what they speak of. */
  readonly lent: ReadonlySet<number>
}

/** Weighs matches and keeps the best passages of each constraint. */
export class HitList implements Matches {
  private readonly passages = new Map<ConstraintId, SpeakingPassage[]>()
  private readonly weights: Weights
  private readonly profile: Profile

  constructor(weights: Weights, profile: Profile) {
    this.weights = weights
    this.profile = profile
  }

  add(match: Match): void {
    const hit = weighed(this.weights, this.profile, match)
    const { id } = match.constraint
    const list = this.passages.get(id) ?? []
    this.passages.set(id, list)
    const shown = match.pattern.grade === 'strong' && !hit.capped ? [match.start] : []
    const whole = isWhole(match)
    const firm = whole ? shown : []
    const lent = whole ? [] : shown
    const same = list.findIndex((other) => other.best.match.passage === match.passage)
    const known = list[same]
    if (known !== undefined) {
      list[same] = {
        best: better(hit, known.best) ? hit : known.best,
        firm: joined(known.firm, firm),
        lent: joined(known.lent, lent),
      }
      return
    }
    const added = { best: hit, firm: new Set(firm), lent: new Set(lent) }
    if (list.length < kept) {
      list.push(added)
      return
    }
    let worst = 0
    for (const [index, other] of list.entries())
      if (other.best.points < (list[worst]?.best.points ?? 0)) worst = index
    if (hit.points > (list[worst]?.best.points ?? 0)) list[worst] = added
  }

  of(id: ConstraintId): readonly SpeakingPassage[] {
    return this.passages.get(id) ?? []
  }
}

const joined = (known: ReadonlySet<number>, more: readonly number[]): ReadonlySet<number> =>
  more.length === 0 || known.size >= sentencesCounted ? known : new Set([...known, ...more])

const better = (a: Hit, b: Hit): boolean =>
  a.capped === b.capped ? a.points > b.points : a.points > b.points + (a.capped ? 1 : 0)

/**
 * Where `met` asks for several sentences, one that lacks a word and names no particular is none of
 * them: it may well speak of something else.
 */
const isWhole = ({ borrowed, concrete, constraint }: Match): boolean =>
  !borrowed || concrete || constraint.passages === 1
