import type { Passage } from '../../kernel/passage.ts'
import type { ImpactFacts } from './facts.ts'
import { finds } from './hit.ts'
import { type NearPassage, nearTo, type Omission, omissionOf } from './omissions.ts'
import { type Counts, type ImpactPlan, planOf } from './plan.ts'
import { type PreparedPassage, preparePassages } from './prepared-passage.ts'
import { type Sighting, sight, weighing } from './score.ts'
import { type ImpactCandidate, shortlist } from './shortlist.ts'
import { fewestWords, summaryStrength } from './summary.ts'

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
 * What is kept of the documents: passages that show something, and places near to each piece of
 * guidance. Beyond these the least promising half goes, so that memory is bounded; a list of two
 * hundred is far from it.
 */
const mostKept = { sightings: 20_000, places: 2_000 }

/** Goes through documents without an index: all of it is read once, and little of it kept. */
export const lookThrough = (facts: ImpactFacts): ImpactLook => {
  const plan = planOf(facts)
  const asked = [...new Set([...plan.topics.flat()])]
  const found = new Map<string, number>()
  const having = new Map<string, number>()
  const near = plan.guidance.map(() => new Map<string, NearPassage>())
  let sightings: Sighting[] = []
  let passages = 0
  let firstPath: string | undefined

  const count = (passage: PreparedPassage): void => {
    passages++
    const facts = plan.matchers.filter((matcher) => finds(matcher, passage))
    for (const fact of new Set(facts.map(({ fact }) => fact))) increase(found, fact)
    for (const key of asked) if (passage.keys.has(key)) increase(having, key)
  }
  return {
    add: (document) => {
      const path = document.path ?? document.id ?? ''
      if (firstPath === undefined || path < firstPath) firstPath = path
      for (const passage of preparePassages(path, document.passages, document.title)) {
        count(passage)
        const sighting = sight(plan, passage)
        if (promise(plan, sighting) > 0) sightings.push(sighting)
        for (const [index, guidance] of plan.guidance.entries())
          keepNear(near[index], nearTo(guidance, passage))
      }
      if (sightings.length > mostKept.sightings) sightings = betterHalf(plan, sightings)
    },
    answer: () => {
      const counts: Counts = { passages, facts: found, keys: having }
      return {
        candidates: shortlist(sightings.map(weighing(plan, counts))),
        omissions: plan.guidance.flatMap((guidance, index) => {
          const places = [...(near[index]?.values() ?? [])]
          const omission = omissionOf(guidance, places, counts, firstPath ?? '')
          return omission === undefined ? [] : [omission]
        }),
      }
    },
  }
}

const increase = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

/** How much a passage may come to when all that it shows is rare. */
const promise = ({ topics }: ImpactPlan, { hits, shared }: Sighting): number => {
  const doubt = [...hits.values()].reduce((product, { strength }) => product * (1 - strength), 1)
  const words = shared.map((keys, index) =>
    keys.length < fewestWords ? 0 : keys.length / Math.max(1, topics[index]?.length ?? 1),
  )
  return 1 - doubt * (1 - Math.max(0, ...words) * summaryStrength)
}

const betterHalf = (plan: ImpactPlan, sightings: readonly Sighting[]): Sighting[] =>
  sightings
    .map((sighting) => ({ sighting, promise: promise(plan, sighting) }))
    .sort((a, b) => b.promise - a.promise)
    .slice(0, mostKept.sightings / 2)
    .map(({ sighting }) => sighting)

/** Of passages that have the same of a piece of guidance, the first place is enough. */
const keepNear = (kept: Map<string, NearPassage> | undefined, near: NearPassage | undefined) => {
  if (kept === undefined || near === undefined) return
  const same = JSON.stringify([near.own, near.above, near.forOperators])
  const other = kept.get(same)
  if (other !== undefined && isBefore(other, near)) return
  kept.set(same, near)
  if (kept.size <= mostKept.places) return
  const fewest = [...kept].sort(([, a], [, b]) => a.own.length - b.own.length)
  for (const [name] of fewest.slice(0, mostKept.places / 2)) kept.delete(name)
}

const isBefore = (a: NearPassage, b: NearPassage): boolean =>
  a.path !== b.path ? a.path < b.path : a.index < b.index
