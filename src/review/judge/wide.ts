import type { CompiledConstraint, CompiledPattern, Detection } from './detection.ts'
import type { Matches } from './points.ts'
import type { Profile } from './profile.ts'
import type { ReadPassage } from './read-passage.ts'

/** Where each group of a wide pattern was first seen. */
interface Progress {
  readonly constraint: CompiledConstraint
  readonly pattern: CompiledPattern
  readonly seen: Map<number, ReadPassage>
}

/**
 * Patterns whose parts stand in several sentences: of one passage, of one section (all under the
 * same headings), or of the whole document.
 */
export class Wide {
  private readonly matches: Matches
  private readonly progress: readonly Progress[]
  private section: readonly string[] = []

  constructor(detection: Detection, profile: Profile, matches: Matches) {
    this.matches = matches
    this.progress = detection.wide
      .filter(([, pattern]) => fitsKind(pattern, profile))
      .map(([constraint, pattern]) => ({ constraint, pattern, seen: new Map() }))
  }

  add(passage: ReadPassage, headings: ReadonlySet<number>): void {
    const { headings: above } = passage.passage.location
    const same =
      above.length === this.section.length && above.every((h, i) => h === this.section[i])
    if (!same) {
      this.close('section')
      this.section = above
    }
    for (const one of this.progress) {
      const { pattern, seen } = one
      if (pattern.heading !== undefined && !pattern.heading.some((h) => headings.has(h))) continue
      if (pattern.notHeading?.some((h) => headings.has(h))) continue
      if (pattern.none?.some((none) => passage.concepts.has(none))) continue
      for (const [group, concepts] of pattern.all.entries())
        if (!seen.has(group) && concepts.some((concept) => passage.concepts.has(concept)))
          seen.set(group, passage)
    }
    this.close('passage')
  }

  end(): void {
    this.close('section')
    this.close('document')
  }

  private close(scope: CompiledPattern['scope']): void {
    for (const { constraint, pattern, seen } of this.progress) {
      if (pattern.scope !== scope) continue
      if (seen.size >= pattern.atLeast) {
        // Every passage that contributed is evidence; the first carries the most.
        const passages = [...new Set(seen.values())]
        for (const [index, passage] of passages.entries())
          this.matches.add({
            constraint,
            pattern,
            passage: passage.index,
            start: passage.offset,
            end: passage.offset + passage.passage.text.length,
            cues: new Set(),
            headed: pattern.heading !== undefined,
            concrete: false,
            borrowed: false,
            completes: index > 0,
          })
      }
      seen.clear()
    }
  }
}

const fitsKind = (pattern: CompiledPattern, profile: Profile): boolean =>
  (pattern.kinds === undefined || pattern.kinds.some((kind) => profile.kinds.has(kind))) &&
  !pattern.notKinds?.some((kind) => profile.kinds.has(kind))
