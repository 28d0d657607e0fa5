import { decisiveOf, type Ordinary, startsWithAnother } from './decisive.ts'
import { type Gaps, gapsOf } from './gaps.ts'
import { isOpen, openIn, type Pairing, pair } from './pairing.ts'
import { classOf, type Match, type Prepared } from './statement.ts'
import { type Bag, createWordBook, type WordBook } from './words.ts'

/** A pair that may be one statement in two wordings. */
interface Candidate {
  readonly from: number
  readonly to: number
  readonly likeness: number
  /** Likeness, and what its place says for it. */
  readonly score: number
  /** Whether numbers, names, signs and negations are the same. */
  readonly decided: boolean
  /** Whether both neighbours, or all between them, match. */
  readonly held: boolean
}

const bounds = {
  /** Words that stand in more statements than this lead to none. */
  common: 32,
  rareWords: 10,
  compared: 6,
  /** So that two revisions that have nothing in common take no longer. */
  inAll: 150_000,
} as const

/** The likeness that is needed, the score, and how far `apart` the next best must lie below it. */
const least = { held: 0.35, likeness: 0.5, score: 0.66, reworded: 0.7, apart: 0.08 } as const

/**
 * Pairs what is left by its words and its place. Where numbers, names or negations differ, it pairs
 * only what nothing else could be: two ports that changed places are no lineage.
 */
export const pairReworded = (pairing: Pairing, ordinary: Ordinary): readonly Match[] => {
  const known = knownOf(pairing, ordinary)
  const found: Match[] = []
  let worthIt: ReadonlySet<number> | undefined
  // Whoever found a place holds it for its neighbours, and is no rival any more.
  for (let round = 0; round < 2; round++) {
    const candidates = candidatesOf(pairing, known, worthIt)
    const accepted = chosen(pairing, candidates)
    for (const { from, to, likeness, decided } of accepted)
      found.push({
        ...{ from, to, likeness },
        how: decided && likeness >= least.reworded ? 'reworded' : 'changed',
      })
    worthIt = new Set([
      ...candidates.map(({ to }) => to),
      ...accepted.flatMap(({ to }) => [to - 1, to + 1]),
    ])
  }
  return found
}

/** Statements by which words, rare words and decisive words are found, each worked out once. */
interface Known {
  readonly book: WordBook
  readonly bagBefore: (from: number) => Bag
  readonly bagAfter: (to: number) => Bag
  readonly saysBefore: (from: number) => string
  readonly saysAfter: (to: number) => string
}

const knownOf = ({ before, after }: Pairing, ordinary: Ordinary): Known => {
  const book = createWordBook()
  const bag = ({ normal }: Prepared) => book.bagOf(normal)
  const says = ({ normal, kind }: Prepared) => decisiveOf(normal, kind, ordinary)
  return {
    book,
    bagBefore: kept(before, bag),
    bagAfter: kept(after, bag),
    saysBefore: kept(before, says),
    saysAfter: kept(after, says),
  }
}

const kept = <Value>(
  statements: readonly Prepared[],
  work: (statement: Prepared) => Value,
): ((place: number) => Value) => {
  const known = new Map<number, Value>()
  return (place) => {
    const statement = statements[place]
    if (statement === undefined) throw new Error(`There is no statement ${place}.`)
    const value = known.get(place) ?? work(statement)
    known.set(place, value)
    return value
  }
}

const candidatesOf = (
  pairing: Pairing,
  known: Known,
  worthIt: ReadonlySet<number> | undefined,
): readonly Candidate[] => {
  const { before, after } = pairing
  const openAfter = openIn(pairing.fromOf).filter((to) => worthIt?.has(to) !== false)
  if (openAfter.length === 0) return []
  const gaps = gapsOf(pairing)
  const candidates: Candidate[] = []
  for (const [to, froms] of suggested(pairing, known, openAfter, gaps))
    for (const from of froms) {
      const [one, other] = [before[from], after[to]]
      if (one === undefined || other === undefined) continue
      if (classOf(one) !== classOf(other)) continue
      const neighbours =
        Number(areMatched(pairing, from - 1, to - 1)) +
        Number(areMatched(pairing, from + 1, to + 1))
      const held = neighbours === 2 || gaps.onlyOnes(from, to)
      const likeness = known.book.likeness(
        known.bagBefore(from),
        known.bagAfter(to),
        held ? least.held : least.likeness,
      )
      if (likeness === 0) continue
      const score =
        likeness +
        0.06 * neighbours +
        (gaps.isSame(from, to) ? 0.06 : 0) +
        (one.headings === other.headings ? 0.04 : 0)
      candidates.push({
        ...{ from, to, likeness, score, held },
        decided:
          known.saysBefore(from) === known.saysAfter(to) &&
          !startsWithAnother(one.normal, other.normal),
      })
    }
  return candidates
}

/** The best first; each statement once. Of equals, the one that moved least, then the earlier. */
const chosen = (pairing: Pairing, candidates: readonly Candidate[]): readonly Candidate[] => {
  const bestFrom = secondBest(candidates, ({ from }) => from)
  const bestTo = secondBest(candidates, ({ to }) => to)
  const accepted: Candidate[] = []
  for (const candidate of [...candidates].sort(byScore)) {
    const { from, to, score, decided, held } = candidate
    if (!isOpen(pairing, from, to)) continue
    if (!held && score < least.score) continue
    const rival = Math.max(bestFrom(candidate), bestTo(candidate))
    // Who moved with a change, or has a rival that is nearly as good, is nobody's heir.
    if (!decided && !held && score - rival < least.apart) continue
    if (!decided && held && rival > score) continue
    pair(pairing, from, to)
    accepted.push(candidate)
  }
  return accepted
}

const byScore = (one: Candidate, other: Candidate): number =>
  other.score - one.score ||
  Math.abs(one.from - one.to) - Math.abs(other.from - other.to) ||
  one.from - other.from ||
  one.to - other.to

/** The best score that a statement has with any other than the one of the candidate. */
const secondBest = (
  candidates: readonly Candidate[],
  side: (candidate: Candidate) => number,
): ((candidate: Candidate) => number) => {
  const best = new Map<number, { first: Candidate; second: number }>()
  for (const candidate of candidates) {
    const known = best.get(side(candidate))
    if (known === undefined) best.set(side(candidate), { first: candidate, second: 0 })
    else if (candidate.score > known.first.score)
      best.set(side(candidate), { first: candidate, second: known.first.score })
    else if (candidate.score > known.second) known.second = candidate.score
  }
  return (candidate) => {
    const known = best.get(side(candidate))
    if (known === undefined) return 0
    return known.first === candidate ? known.second : known.first.score
  }
}

/** Which older statements to compare each newer one with: by rare words, by place, by neighbours. */
const suggested = function* (
  pairing: Pairing,
  known: Known,
  openAfter: readonly number[],
  gaps: Gaps,
): Generator<readonly [to: number, froms: ReadonlySet<number>]> {
  const openBefore = openIn(pairing.toOf)
  const standing = new Map<number, number[]>()
  for (const from of openBefore)
    for (const word of new Set(known.bagBefore(from).words)) {
      const list = standing.get(word)
      if (list === undefined) standing.set(word, [from])
      // One more than is looked at marks the word as common.
      else if (list.length <= bounds.common) list.push(from)
    }
  const compared = Math.max(2, Math.min(bounds.compared, bounds.inAll / openAfter.length))
  for (const to of openAfter) {
    const rare = [...new Set(known.bagAfter(to).words)]
      .flatMap((word) => {
        const list = standing.get(word)
        return list === undefined || list.length > bounds.common ? [] : [list]
      })
      .sort((one, other) => one.length - other.length)
      .slice(0, bounds.rareWords)
    const votes = new Map<number, number>()
    for (const list of rare)
      for (const from of list) votes.set(from, (votes.get(from) ?? 0) + 1 / list.length)
    const most = [...votes]
      .sort(([one, votesOfOne], [other, votesOfOther]) => votesOfOther - votesOfOne || one - other)
      .slice(0, compared)
      .map(([from]) => from)
    const beside = [1, -1].flatMap((step) => {
      const neighbour = pairing.fromOf[to + step] ?? -1
      return neighbour >= 0 && pairing.toOf[neighbour - step] === -1 ? [neighbour - step] : []
    })
    yield [to, new Set([...most, ...gaps.around(to), ...beside])]
  }
}

const areMatched = ({ toOf }: Pairing, from: number, to: number): boolean =>
  from >= 0 && to >= 0 && toOf[from] === to
