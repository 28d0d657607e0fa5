import { type AskedWord, askedWords } from './asked-words.ts'
import type { ImpactFacts } from './facts.ts'
import type { FactMatcher } from './hit.ts'
import { contextKeys, wordKeys } from './keys.ts'
import { matchersOf } from './matchers.ts'

/** What is looked for: facts by their matchers, the words of all facts, and guidance. */
export interface ImpactPlan {
  readonly matchers: readonly FactMatcher[]
  readonly words: readonly AskedWord[]
  readonly guidance: readonly Guidance[]
}

export interface Guidance {
  readonly text: string
  readonly keys: readonly string[]
}

/** Words taken of one text. */
const mostWords = 60

export const planOf = (facts: ImpactFacts): ImpactPlan => ({
  matchers: matchersOf(facts),
  words: askedWords(facts),
  guidance: (facts.guidance ?? []).map((text) => ({
    text,
    keys: wordKeys(text).slice(0, mostWords),
  })),
})

/** Keys whose frequency counts. */
export const keysCounted = ({ words, guidance }: ImpactPlan): readonly string[] => [
  ...new Set([...words.flatMap(({ keys }) => keys), ...guidance.flatMap(({ keys }) => keys)]),
]

/** Every key that an index is asked for. */
export const keysAsked = (plan: ImpactPlan): readonly string[] => [
  ...new Set([
    ...keysCounted(plan),
    ...plan.matchers.flatMap(({ keys, inDocumentsWith = [] }) => [
      ...keys.flatMap(({ all }) => all),
      ...inDocumentsWith,
    ]),
    ...plan.words.flatMap(({ keys }) => contextKeys(keys.slice(0, 1))),
    ...plan.guidance.flatMap(({ keys }) => contextKeys(keys)),
  ]),
]

/** How often things stand in the documents searched: what is rare says more. */
export interface Counts {
  readonly passages: number
  /** Passages that a fact's keys find. */
  readonly facts: ReadonlyMap<string, number>
  /** Passages that have a key of `keysCounted`. */
  readonly keys: ReadonlyMap<string, number>
}
