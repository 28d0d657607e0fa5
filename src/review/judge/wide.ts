import type { CueName } from '../../catalogue/detection-schema.ts'
import { type CueConcepts, cuesOf } from './cues.ts'
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
  private readonly profile: Profile
  private readonly progress: readonly Progress[]
  private readonly cues: CueConcepts
  private section: readonly string[] = []

  constructor(detection: Detection, cues: CueConcepts, profile: Profile, matches: Matches) {
    this.matches = matches
    this.cues = cues
    this.profile = profile
    this.progress = detection.wide
      .filter(([, pattern]) => fitsKind(pattern, profile))
      .map(([constraint, pattern]) => ({ constraint, pattern, seen: new Map() }))
  }

  /** `columns` are the concepts in the head of the table whose row it is. */
  add(passage: ReadPassage, headings: ReadonlySet<number>, columns?: ReadonlySet<number>): void {
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
      if (pattern.context?.some((one) => headings.has(one) || passage.concepts.has(one)) === false)
        continue
      for (const [group, concepts] of pattern.all.entries())
        if (!seen.has(group) && concepts.some((concept) => passage.concepts.has(concept)))
          seen.set(group, passage)
      if (pattern.scope === 'passage' && columns !== undefined && seen.size > 1)
        for (const [group, concepts] of pattern.all.entries())
          if (!seen.has(group) && concepts.some((concept) => columns.has(concept)))
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
      // Every passage that contributed is evidence; the first carries the most.
      const passages = seen.size < pattern.atLeast ? [] : [...new Set(seen.values())]
      seen.clear()
      if (passages.length === 0) continue
      const cues = this.affirmed(passages)
      if (scope === 'passage') for (const cue of this.reserved(passages, pattern)) cues.add(cue)
      if (pattern.needs === undefined || pattern.needs.some((cue) => cues.has(cue))) {
        const concrete = passages.some(({ classes }) => classes.size > 0)
        for (const [index, passage] of passages.entries())
          this.matches.add({
            constraint,
            pattern,
            passage: passage.index,
            start: passage.offset,
            end: passage.offset + passage.passage.text.length,
            cues,
            headed: pattern.heading !== undefined,
            concrete,
            borrowed: false,
            completes: index > 0,
          })
      }
    }
  }

  /** Whether any of the sentences tells the reader or says what the maker does. */
  private affirmed(passages: readonly ReadPassage[]): Set<CueName> {
    const found = new Set<CueName>()
    for (const { passage, sentences } of passages)
      for (const { sentence, occurrences } of sentences)
        for (const cue of cuesOf(this.cues, passage, sentence, occurrences, this.profile))
          if (cue === 'directive' || cue === 'commitment') found.add(cue)
    return found
  }

  /**
   * What all sentences that carry a word of the pattern have against them: a denial, a boast. A
   * denial within those words is what the pattern asks for ("flaws that are not yet corrected").
   */
  private reserved(
    passages: readonly ReadPassage[],
    { all }: CompiledPattern,
  ): ReadonlySet<CueName> {
    const concepts = all.flat()
    let found: ReadonlySet<CueName> | undefined
    for (const { passage, sentences } of passages)
      for (const { sentence, occurrences, byConcept } of sentences) {
        const own = concepts.flatMap((one) => byConcept.get(one) ?? [])
        if (own.length === 0) continue
        const others = occurrences.filter(
          ({ start, end }) => !own.some((one) => one.start < end && start < one.end),
        )
        const cues = cuesOf(this.cues, passage, sentence, others, this.profile)
        const known = found
        found = new Set(reserves.filter((one) => cues.has(one) && (known?.has(one) ?? true)))
      }
    return found ?? new Set()
  }
}

const reserves: readonly CueName[] = ['negated', 'future', 'marketing', 'contents']

const fitsKind = (pattern: CompiledPattern, profile: Profile): boolean =>
  (pattern.kinds === undefined || pattern.kinds.some((kind) => profile.kinds.has(kind))) &&
  !pattern.notKinds?.some((kind) => profile.kinds.has(kind))
