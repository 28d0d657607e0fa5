/** Words of a statement as numbers, the same word the same number; made once for two revisions. */
export interface WordBook {
  readonly bagOf: (normal: string) => Bag
  /** How alike two statements are, 0 to 1; 0 where it is less than `least`. */
  readonly likeness: (one: Bag, other: Bag, least: number) => number
}

/** Words and pairs of neighbouring words, each sorted, as far as they are looked at. */
export interface Bag {
  readonly words: Int32Array
  /** What the words weigh together. */
  readonly weight: number
  readonly pairs: Float64Array
}

/** Words of one statement that are compared: what is longer is known by its beginning. */
const wordsAtMost = 600

/** More than the different words of any two revisions. */
const pairStep = 2 ** 26

/** The share of the pairs; the rest is that of the words. */
const shareOfPairs = 0.25

export const createWordBook = (): WordBook => {
  const words = new Map<string, number>()
  const weights: number[] = []
  const numberOf = (word: string): number => {
    const known = words.get(word)
    if (known !== undefined) return known
    words.set(word, words.size)
    weights.push(weightOf(word))
    return words.size - 1
  }
  const bagOf = (normal: string): Bag => {
    const found: number[] = []
    let weight = 0
    for (const word of normal.toLowerCase().match(wordOrSign) ?? []) {
      if (found.length === wordsAtMost) break
      const number = numberOf(word)
      found.push(number)
      weight += weights[number] ?? 0
    }
    const pairs = new Float64Array(Math.max(0, found.length - 1))
    for (let place = 1; place < found.length; place++)
      pairs[place - 1] = (found[place - 1] ?? 0) * pairStep + (found[place] ?? 0)
    return { words: Int32Array.from(found).sort(), weight, pairs: pairs.sort() }
  }
  /** Dice coefficients of the two multisets, of the words by their weight. */
  const likeness = (one: Bag, other: Bag, least: number): number => {
    const both = one.weight + other.weight
    const bare = one.pairs.length === 0 || other.pairs.length === 0
    const most = (share: number) => (bare ? share : share * (1 - shareOfPairs) + shareOfPairs)
    if (both === 0 || most((2 * Math.min(one.weight, other.weight)) / both) < least) return 0
    let common = 0
    forCommon(one.words, other.words, (word) => {
      common += weights[word] ?? 0
    })
    const share = (2 * common) / both
    if (most(share) < least) return 0
    if (bare) return share
    let pairs = 0
    forCommon(one.pairs, other.pairs, () => {
      pairs++
    })
    const alike =
      share * (1 - shareOfPairs) +
      (shareOfPairs * 2 * pairs) / (one.pairs.length + other.pairs.length)
    return alike < least ? 0 : alike
  }
  return { bagOf, likeness }
}

const wordOrSign = /[\p{L}\p{M}]+|\p{N}+|[<>=≤≥%±]/gu

/** Numbers tell most; short words, which stand everywhere, tell little. */
const weightOf = (word: string): number => (/\p{N}/u.test(word) ? 1.5 : word.length <= 3 ? 0.4 : 1)

/** What two sorted lists have in common, as often as both have it. */
const forCommon = (
  one: Int32Array | Float64Array,
  other: Int32Array | Float64Array,
  use: (item: number) => void,
): void => {
  let place = 0
  for (const item of one) {
    while (place < other.length && (other[place] ?? 0) < item) place++
    if (place === other.length) return
    if (other[place] !== item) continue
    use(item)
    place++
  }
}
