import type { ImpactFacts } from './facts.ts'
import type { FactMatcher } from './hit.ts'
import { contextKeys, wordKeys } from './keys.ts'
import { matchersOf } from './matchers.ts'

/** What is looked for: facts by their matchers, the words of the summary, and guidance. */
export interface ImpactPlan {
  readonly matchers: readonly FactMatcher[]
  /** Keys of the summary and of each piece of guidance: what the matter is about. */
  readonly topics: readonly (readonly string[])[]
  readonly guidance: readonly Guidance[]
}

export interface Guidance {
  readonly text: string
  readonly keys: readonly string[]
}

/** Words taken of one text. */
const mostWords = 60

export const planOf = (facts: ImpactFacts): ImpactPlan => {
  const guidance = (facts.guidance ?? []).map((text) => ({ text, keys: topicOf(text) }))
  return {
    matchers: matchersOf(facts),
    topics: [topicOf(facts.summary ?? ''), ...guidance.map(({ keys }) => keys)].filter(
      (keys) => keys.length > 0,
    ),
    guidance,
  }
}

const topicOf = (text: string): readonly string[] => wordKeys(text).slice(0, mostWords)

/** Every key that an index is asked for. */
export const keysAsked = ({ matchers, topics, guidance }: ImpactPlan): readonly string[] => [
  ...new Set([
    ...matchers.flatMap(({ keys, inDocumentsWith = [] }) => [
      ...keys.flatMap(({ all }) => all),
      ...inDocumentsWith,
    ]),
    ...topics.flat(),
    ...guidance.flatMap(({ keys }) => contextKeys(keys)),
  ]),
]

/** How often things stand in the documents searched: what is rare says more. */
export interface Counts {
  readonly passages: number
  /** Passages that a fact's keys find. */
  readonly facts: ReadonlyMap<string, number>
  /** Passages that have a key of a topic. */
  readonly keys: ReadonlyMap<string, number>
}
