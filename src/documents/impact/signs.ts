import type { PassageKind } from '../../kernel/passage.ts'
import type { AskedWord } from './asked-words.ts'
import type { Counts, ImpactPlan } from './plan.ts'
import type { PreparedPassage } from './prepared-passage.ts'
import type { Surroundings } from './promise.ts'
import { telling } from './rarity.ts'
import { type Sighting, signWeight } from './score.ts'
import { termsOf } from './terms.ts'
import { tone } from './tone.ts'

/** A passage that was read: what its keys told before, and what it shows. */
export interface ReadPassage {
  readonly passage: PreparedPassage
  readonly sighting: Sighting
  readonly surroundings: Surroundings
}

/** All that speaks for and against a passage, by name; weights for each are learnt. */
export type Signs = Readonly<Record<string, number>>

interface Words {
  /** Weighed words found, by how much they tell, how often they stand and how long the text is. */
  readonly sum: number
  /** Weight of the words found, and of those that stand as written. */
  readonly found: number
  readonly exact: number
  readonly shown: readonly string[]
}

interface Counted {
  readonly terms: ReadonlyMap<string, number>
  readonly length: number
}

/** A synonym says about half of what the word itself says. */
const ofSynonym = 0.5
const usualLength = 25

/** The signs of passages read together: some are measured against the best of them. */
export const signsOf = (
  plan: ImpactPlan,
  counts: Counts,
  read: readonly ReadPassage[],
): readonly { readonly signs: Signs; readonly shown: readonly string[] }[] => {
  const own = read.map(({ passage }) => counted(passage.passage.text))
  const sample = frequencies(own)
  const score = (text: Counted): Words => wordsIn(plan.words, text, counts, sample, read.length)
  const texts = own.map(score)
  const above = new Map<string, Words>()
  const headings = read.map(({ passage: { context } }) => {
    const words = above.get(context) ?? score({ ...counted(context), length: usualLength })
    above.set(context, words)
    return words
  })
  const most = (values: readonly number[]): number => Math.max(1e-6, ...values)
  const bestText = most(texts.map(({ sum }) => sum))
  const bestHeading = most(headings.map(({ sum }) => sum))
  const facts = read.map(({ sighting }) => joined(sighting, counts))
  const surest = most(facts)
  const asked = Math.max(
    0.5,
    plan.words.reduce((sum, word) => {
      const found = counts.keys.get(word.keys[0] ?? '') ?? 0
      return sum + (found === 0 ? 0 : word.weight * telling(found, counts.passages))
    }, 0),
  )
  const alike = likenessToBest(plan, read, own, sample)
  const places = placesOf(texts.map(({ sum }) => sum))
  return read.map(({ passage, surroundings, sighting }, at) => {
    const words = texts[at] ?? noWords
    const heading = headings[at] ?? noWords
    const fact = facts[at] ?? 0
    return {
      shown: words.shown,
      signs: {
        words: words.sum,
        wordsShare: words.sum / bestText,
        wordsCovered: words.exact / asked,
        wordsFound: Math.log1p(words.found),
        wordsExact: words.exact,
        wordsPlace: Math.log1p(places[at] ?? 0),
        headings: heading.sum,
        headingsShare: heading.sum / bestHeading,
        fact,
        factShare: surest > 0.3 ? fact / surest : 0,
        factSure: joined(sighting, counts, isExact),
        alike: alike[at] ?? 0,
        beside: surroundings.beside,
        near: surroundings.near,
        around: surroundings.mean,
        aroundMost: surroundings.most,
        aroundFact: surroundings.fact,
        document: surroundings.document,
        promise: surroundings.share,
        place: Math.log1p(surroundings.rank),
        crowd: Math.log(Math.max(1, surroundings.crowd)),
        best: surroundings.best,
        asked,
        length: Math.log1p(own[at]?.length ?? 0),
        ...ofKind(passage.passage.kind),
        ...tone(passage),
      },
    }
  })
}

const counted = (text: string): Counted => {
  const terms = new Map<string, number>()
  const all = termsOf(text)
  for (const term of all) terms.set(term, (terms.get(term) ?? 0) + 1)
  return { terms, length: all.length }
}

const frequencies = (texts: readonly Counted[]): ReadonlyMap<string, number> => {
  const found = new Map<string, number>()
  for (const { terms } of texts)
    for (const term of terms.keys()) found.set(term, (found.get(term) ?? 0) + 1)
  return found
}

const noWords: Words = { sum: 0, found: 0, exact: 0, shown: [] }

const wordsIn = (
  words: readonly AskedWord[],
  { terms, length }: Counted,
  counts: Counts,
  sample: ReadonlyMap<string, number>,
  read: number,
): Words => {
  const often = (times: number): number =>
    (times * 2) / (times + 0.6 + (0.4 * length) / usualLength)
  let sum = 0
  let found = 0
  let exact = 0
  const shown: { readonly word: string; readonly value: number }[] = []
  for (const { weight, keys, synonyms, shown: word } of words) {
    let best = 0
    for (const [nth, key] of keys.entries()) {
      const times = terms.get(key)
      if (times === undefined) continue
      const value = telling(counts.keys.get(key) ?? 0, counts.passages)
      if (nth === 0) exact += weight * value
      best = Math.max(best, (nth === 0 ? 1 : 0.9) * value * often(times))
    }
    if (best > 0) shown.push({ word, value: best * weight })
    for (const synonym of synonyms) {
      const times = terms.get(synonym)
      if (times === undefined) continue
      best = Math.max(best, ofSynonym * telling(sample.get(synonym) ?? 0, read) * often(times))
    }
    if (best === 0) continue
    sum += weight * best
    found += weight
  }
  return {
    sum,
    found,
    exact,
    shown: shown.sort((a, b) => b.value - a.value).map(({ word }) => word),
  }
}

/** The facts found, as independent signs. */
const joined = (
  { hits }: Sighting,
  counts: Counts,
  wanted: (fact: string) => boolean = () => true,
): number => {
  let doubt = 1
  for (const [fact, { strength }] of hits)
    if (wanted(fact)) doubt *= 1 - signWeight(strength, counts, fact)
  return 1 - doubt
}

/** Facts that are more than words. */
const isExact = (fact: string): boolean =>
  /^(?:component|port|account|algorithm|setting|path|host) /.test(fact)

const ofKind = (kind: PassageKind): Signs => ({
  heading: Number(kind === 'heading'),
  code: Number(kind === 'code'),
  row: Number(kind === 'table-row'),
  item: Number(kind === 'list-item'),
})

/** How many of the values are higher. */
const placesOf = (values: readonly number[]): readonly number[] => {
  const places = new Map<number, number>()
  for (const [place, value] of [...values].sort((a, b) => b - a).entries())
    if (!places.has(value)) places.set(value, place)
  return values.map((value) => places.get(value) ?? 0)
}

const bestFew = 6
const newWords = 25

/** How many rare words, not asked for, a passage shares with the most promising ones. */
const likenessToBest = (
  { words }: ImpactPlan,
  read: readonly ReadPassage[],
  texts: readonly Counted[],
  sample: ReadonlyMap<string, number>,
): readonly number[] => {
  const known = new Set(words.flatMap(({ keys, synonyms }) => [...keys, ...synonyms]))
  const values = new Map<string, number>()
  for (const [at, { surroundings }] of read.slice(0, bestFew).entries())
    for (const term of texts[at]?.terms.keys() ?? []) {
      const found = sample.get(term) ?? 0
      if (known.has(term) || found > read.length * 0.1 + 2) continue
      const value = surroundings.share * telling(found, read.length)
      values.set(term, (values.get(term) ?? 0) + value)
    }
  const telltale = [...values].sort(([, a], [, b]) => b - a).slice(0, newWords)
  const likeness = texts.map(
    ({ terms, length }) =>
      telltale.reduce((sum, [term, value]) => sum + (terms.has(term) ? value : 0), 0) /
      (3 + length / usualLength),
  )
  const best = Math.max(1e-6, ...likeness)
  return likeness.map((each) => each / best)
}
