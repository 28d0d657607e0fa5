import type { Catalogue } from '../../catalogue/catalogue.ts'
import { type ConstraintId, constraintIds } from '../../catalogue/constraint-ids.ts'
import type {
  ClassName,
  CueName,
  DetectionPattern,
  KindName,
  Weights,
} from '../../catalogue/detection-schema.ts'
import type { Lexicon } from '../../catalogue/lexicon.ts'
import { cuesNamed } from './cues.ts'

/** A pattern with its concepts looked up. */
export interface CompiledPattern {
  readonly id: string
  readonly grade: 'strong' | 'good' | 'weak'
  /** Each entry is a set of concepts of which one is enough. */
  readonly all: readonly (readonly number[])[]
  readonly atLeast: number
  readonly scope: DetectionPattern['scope']
  readonly near: number
  /** Nothing is lent to it. */
  readonly own?: true
  readonly context?: readonly number[]
  readonly heading?: readonly number[]
  readonly columns?: readonly number[]
  readonly notHeading?: readonly number[]
  readonly none?: readonly number[]
  readonly concrete?: ReadonlySet<ClassName>
  readonly needs?: readonly CueName[]
  readonly kinds?: readonly KindName[]
  readonly notKinds?: readonly KindName[]
}

export interface CompiledConstraint {
  readonly id: ConstraintId
  /** Passages of grade strong that `met` asks for. */
  readonly passages: number
  readonly fits: ReadonlySet<KindName>
  readonly unfit: ReadonlySet<KindName>
  readonly allows: ReadonlySet<CueName>
  readonly patterns: readonly CompiledPattern[]
}

export interface Detection {
  readonly lexicon: Lexicon
  readonly constraints: readonly CompiledConstraint[]
  /** For each concept the sentence patterns that ask for it. */
  readonly byConcept: ReadonlyMap<
    number,
    readonly (readonly [CompiledConstraint, CompiledPattern])[]
  >
  /** Concepts of headings that put all under them in a certain light: "Out of scope". */
  readonly headingCues: ReadonlyMap<number, CueName>
  readonly wide: readonly (readonly [CompiledConstraint, CompiledPattern])[]
  readonly weights: Weights
}

const compiled = new WeakMap<Catalogue, Detection>()

/** The catalogue's patterns ready to run; computed once per catalogue. */
export const detectionOf = (catalogue: Catalogue): Detection => {
  const known = compiled.get(catalogue)
  if (known !== undefined) return known
  const made = compile(catalogue)
  compiled.set(catalogue, made)
  return made
}

const compile = (catalogue: Catalogue): Detection => {
  const { lexicon, weights } = catalogue.detection
  const concept = (name: string): number => {
    const index = lexicon.index.get(name)
    if (index === undefined) throw new Error(`the catalogue let through the unknown word "${name}"`)
    return index
  }
  const constraints = constraintIds.map((id): CompiledConstraint => {
    const data = catalogue.detection.constraints.get(id)
    if (data === undefined) throw new Error(`the catalogue let through no detection for ${id}`)
    return {
      id,
      passages: data.passages ?? 1,
      fits: new Set(data.fits),
      unfit: new Set(data.unfit),
      allows: new Set(data.allows),
      patterns: data.patterns.map((pattern) => compilePattern(pattern, concept)),
    }
  })
  const byConcept = new Map<number, [CompiledConstraint, CompiledPattern][]>()
  const wide: [CompiledConstraint, CompiledPattern][] = []
  for (const constraint of constraints)
    for (const pattern of constraint.patterns) {
      if (pattern.scope !== 'sentence') {
        wide.push([constraint, pattern])
        continue
      }
      for (const key of new Set(pattern.all.flat())) {
        const list = byConcept.get(key) ?? []
        list.push([constraint, pattern])
        byConcept.set(key, list)
      }
    }
  return {
    lexicon,
    constraints,
    byConcept,
    headingCues: cuesNamed(lexicon, 'cue:heading:'),
    wide,
    weights,
  }
}

const compilePattern = (
  pattern: DetectionPattern,
  concept: (name: string) => number,
): CompiledPattern => ({
  id: pattern.id,
  grade: pattern.grade,
  all: pattern.all.map((names) => names.split('|').map(concept)),
  atLeast: pattern.atLeast ?? pattern.all.length,
  scope: pattern.scope,
  near: pattern.near,
  ...(pattern.own === undefined ? {} : { own: pattern.own }),
  ...(pattern.context === undefined ? {} : { context: pattern.context.map(concept) }),
  ...(pattern.heading === undefined ? {} : { heading: pattern.heading.map(concept) }),
  ...(pattern.columns === undefined ? {} : { columns: pattern.columns.map(concept) }),
  ...(pattern.notHeading === undefined ? {} : { notHeading: pattern.notHeading.map(concept) }),
  ...(pattern.none === undefined ? {} : { none: pattern.none.map(concept) }),
  ...(pattern.concrete === undefined ? {} : { concrete: new Set(pattern.concrete) }),
  ...(pattern.needs === undefined ? {} : { needs: pattern.needs }),
  ...(pattern.kinds === undefined ? {} : { kinds: pattern.kinds }),
  ...(pattern.notKinds === undefined ? {} : { notKinds: pattern.notKinds }),
})
