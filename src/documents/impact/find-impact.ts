import type { Passage } from '../../kernel/passage.ts'
import type { ImpactFacts } from './facts.ts'
import { judge } from './judge.ts'
import type { Place } from './nearest.ts'
import { isForOperators, type Omission } from './omissions.ts'
import { type ImpactPlan, keysAsked, planOf } from './plan.ts'
import { type PreparedPassage, preparePassages } from './prepared-passage.ts'
import { type Retrieved, retrieve } from './retrieve.ts'
import type { Evidence } from './score.ts'
import { type ImpactCandidate, shortlist } from './shortlist.ts'
import { namedBy, type Stretch } from './stretch.ts'

/** A document to search; `path` names it (an id where there is no path), `title` says what it is. */
export interface SearchedDocument {
  readonly path?: string
  readonly id?: string
  readonly title?: string
  readonly passages: readonly Passage[]
}

export interface ImpactAnswer {
  /** Best first. */
  readonly candidates: readonly ImpactCandidate[]
  readonly omissions: readonly Omission[]
}

/** Looks at documents one after another and keeps of them what may count: see `lookThrough`. */
export interface ImpactLook {
  readonly add: (document: SearchedDocument) => void
  readonly answer: () => ImpactAnswer
  /** All that was judged, the most promising first: to learn from. */
  readonly evidence: () => readonly Evidence[]
}

/**
 * The statements of the documents that the facts of a fix may have made false (4.1.9/after-fix),
 * and the guidance that stands nowhere. Pure and deterministic: the same input, the same answer.
 */
export const findImpact = (
  facts: ImpactFacts,
  documents: readonly SearchedDocument[],
): ImpactAnswer => {
  const look = lookThrough(facts)
  for (const document of documents) look.add(document)
  return look.answer()
}

/**
 * Passages kept while documents are looked through. Beyond these the least promising half goes, so that
 * memory is bounded; of the others only the places of their keys are kept.
 */
const mostKept = 20_000

/** Goes through documents without an index: builds one of the keys that the facts ask for. */
export const lookThrough = (facts: ImpactFacts): ImpactLook => {
  const plan = planOf(facts)
  const asked = keysAsked(plan)
  const stretches: Stretch[] = []
  let kept: Kept[] = []
  return {
    add: (document) => {
      const path = document.path ?? document.id ?? ''
      const passages = preparePassages(path, document.passages, document.title)
      const stretch = stretchOf(path, document.title ?? path, passages, asked)
      stretches.push(stretch)
      for (const [index, passage] of passages.entries()) {
        const keys = asked.reduce((found, key) => found + (passage.keys.has(key) ? 1 : 0), 0)
        if (keys > 0) kept.push({ stretch, index, passage, keys })
      }
      if (kept.length > mostKept) kept = kept.sort((a, b) => b.keys - a.keys).slice(0, mostKept / 2)
    },
    answer: () => answerOf(plan, stretches, kept),
    evidence: () => judged(plan, retrieve(plan, stretches), placed(kept)),
  }
}

interface Kept {
  readonly stretch: Stretch
  readonly index: number
  readonly passage: PreparedPassage
  /** How many of the keys it has. */
  readonly keys: number
}

const stretchOf = (
  path: string,
  title: string,
  passages: readonly PreparedPassage[],
  asked: readonly string[],
): Stretch => {
  const places = new Map<string, number[]>()
  for (const key of asked) {
    const found = passages.flatMap(({ keys }, at) => (keys.has(key) ? [at] : []))
    if (found.length > 0) places.set(key, found)
  }
  return {
    size: passages.length,
    documents: [
      {
        path,
        isNamed: namedBy(title),
        forOperators: isForOperators(title),
        from: 0,
        to: passages.length,
      },
    ],
    positionsOf: (key) => places.get(key) ?? [],
  }
}

type Placed = (place: Place) => PreparedPassage | undefined

const placed = (kept: readonly Kept[]): Placed => {
  const passages = new Map<Stretch, Map<number, PreparedPassage>>()
  for (const { stretch, passage, index } of kept)
    passages.set(stretch, (passages.get(stretch) ?? new Map()).set(index, passage))
  return ({ stretch, index }) => passages.get(stretch)?.get(index)
}

const judged = (
  plan: ImpactPlan,
  { counts, worth }: Retrieved,
  at: Placed,
): readonly Evidence[] => {
  const read = worth.flatMap((place) => {
    const passage = at(place)
    return passage === undefined ? [] : [{ place, passage }]
  })
  return judge(plan, counts, read)
}

const answerOf = (
  plan: ImpactPlan,
  stretches: readonly Stretch[],
  kept: readonly Kept[],
): ImpactAnswer => {
  const found = retrieve(plan, stretches)
  const at = placed(kept)
  // What could not be read takes no guidance in.
  const [firstPath = ''] = stretches
    .filter(({ size }) => size > 0)
    .map(({ documents }) => documents[0]?.path ?? '')
    .sort()
  return {
    candidates: shortlist(judged(plan, found, at)),
    omissions: plan.guidance.flatMap(({ text }, index) => {
      const place = found.guidance[index]
      if (place === 'stated') return []
      if (place === undefined) return [{ guidance: text, where: firstPath }]
      const location = at(place)?.passage.location
      return [
        {
          guidance: text,
          where: place.document.path,
          ...(location === undefined ? {} : { location }),
        },
      ]
    }),
  }
}
