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
    const firm = match.pattern.grade === 'strong' && !hit.capped ? [match.start] : []
    const same = list.findIndex((other) => other.best.match.passage === match.passage)
    const known = list[same]
    if (known !== undefined) {
      const all = new Set(
        known.firm.size < sentencesCounted ? [...known.firm, ...firm] : known.firm,
      )
      list[same] = { best: better(hit, known.best) ? hit : known.best, firm: all }
      return
    }
    const added = { best: hit, firm: new Set(firm) }
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

const better = (a: Hit, b: Hit): boolean =>
  a.capped === b.capped ? a.points > b.points : a.points > b.points + (a.capped ? 1 : 0)
