import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import { type ConstraintId, constraintIds } from './constraint-ids.ts'
import type {
  ConstraintDetection,
  Cues,
  DetectionFile,
  DetectionPattern,
  Kinds,
  Phrases,
  Weights,
} from './detection-schema.ts'
import { compileLexicon, type Lexicon } from './lexicon.ts'

/** All that the judge needs: one lexicon of every concept, the patterns by constraint, the weights. */
export interface Detection {
  readonly lexicon: Lexicon
  readonly constraints: ReadonlyMap<ConstraintId, ConstraintDetection>
  readonly weights: Weights
}

interface Parts {
  readonly words: { readonly words: Readonly<Record<string, Phrases>> }
  readonly cues: Cues
  readonly kinds: Kinds
  readonly weights: Weights
  readonly files: readonly DetectionFile[]
}

/**
 * Joins the detection files. Words of all files share one name space; cues and kinds enter the same
 * lexicon under `cue:…` and `kind:…`, names that no file can give.
 */
export const joinDetection = (parts: Parts): Detection | Refusal => {
  const words = new Map<string, Phrases>()
  for (const source of [parts.words, ...parts.files])
    for (const [name, phrases] of Object.entries(source.words ?? {})) {
      if (words.has(name))
        return refuse('catalogue/duplicate-word', `The word "${name}" is there twice.`)
      words.set(name, phrases)
    }
  const constraints = joinConstraints(parts.files)
  if (isRefusal(constraints)) return constraints
  const unknown = unknownWord(constraints, words)
  if (unknown !== undefined) return unknown
  const lexicon = compileLexicon(
    new Map([...words, ...cueWords(parts.cues), ...kindWords(parts.kinds)]),
  )
  return isRefusal(lexicon) ? lexicon : { lexicon, constraints, weights: parts.weights }
}

const joinConstraints = (
  files: readonly DetectionFile[],
): Map<ConstraintId, ConstraintDetection> | Refusal => {
  const found = new Map<ConstraintId, ConstraintDetection>()
  for (const file of files)
    for (const id of constraintIds) {
      const data = file.constraints[id]
      if (data === undefined) continue
      if (found.has(id))
        return refuse('catalogue/duplicate-id', `Detection of ${id} is there twice.`)
      found.set(id, data)
    }
  const absent = constraintIds.filter((id) => !found.has(id))
  if (absent.length > 0)
    return refuse('catalogue/missing-detection', `No detection for ${absent.join(', ')}.`, {
      absent,
    })
  return found
}

const unknownWord = (
  constraints: ReadonlyMap<ConstraintId, ConstraintDetection>,
  words: ReadonlyMap<string, Phrases>,
): Refusal | undefined => {
  for (const [id, { patterns }] of constraints) {
    const names = new Set<string>()
    for (const pattern of patterns) {
      if (names.has(pattern.id))
        return refuse('catalogue/duplicate-id', `Pattern ${pattern.id} of ${id} is there twice.`)
      names.add(pattern.id)
      const missing = wordsOf(pattern).find((word) => !words.has(word))
      if (missing !== undefined)
        return refuse(
          'catalogue/unknown-word',
          `Pattern ${pattern.id} of ${id} names "${missing}", which no file defines.`,
        )
    }
  }
  return undefined
}

const wordsOf = (pattern: DetectionPattern): string[] => [
  ...pattern.all.flatMap((names) => names.split('|')),
  ...(pattern.context ?? []),
  ...(pattern.heading ?? []),
  ...(pattern.columns ?? []),
  ...(pattern.notHeading ?? []),
  ...(pattern.none ?? []),
]

const cueWords = (cues: Cues): [string, Phrases][] => [
  ['cue:imperative', cues.imperatives],
  ['cue:entry', cues.entries],
  ...Object.entries(cues.headings).map(([name, phrases]): [string, Phrases] => [
    `cue:heading:${name}`,
    phrases ?? [],
  ]),
  ...Object.entries(cues.columns).map(([name, phrases]): [string, Phrases] => [
    `cue:column:${name}`,
    phrases ?? [],
  ]),
  ...Object.entries(cues.cues).map(([name, phrases]): [string, Phrases] => [
    `cue:${name}`,
    phrases ?? [],
  ]),
]

const kindWords = (kinds: Kinds): [string, Phrases][] =>
  Object.entries(kinds.kinds).flatMap(([name, kind]): [string, Phrases][] => [
    [`kind:path:${name}`, kind?.path ?? []],
    [`kind:title:${name}`, kind?.title ?? []],
    [`kind:headings:${name}`, kind?.headings ?? []],
  ])
