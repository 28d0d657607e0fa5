import type { Followed } from './compare.ts'
import { decisiveOf, ordinaryIn, startsWithAnother } from './decisive.ts'
import { normalText, withoutNumber } from './normal-text.ts'
import { type Prepared, prepare } from './statement.ts'
import { createWordBook } from './words.ts'

/** A passage as it was cited; the place tells apart what stands twice. */
export interface Cited {
  readonly quote: string
  readonly location?: string
}

/**
 * Where a cited passage stands now: the same text, perhaps under other headings (`moved`); reworded,
 * with its numbers, names and negations kept; `changed` in one of them; or gone. `unknown` where
 * nothing was read of the newer revision, so that nobody can tell.
 */
export interface FoundAgain<Statement> {
  readonly how: 'same' | 'moved' | 'reworded' | 'changed' | 'gone' | 'unknown'
  /** Of the statements as a whole, 0 to 1. */
  readonly likeness: number
  /** The statement as it was, and what it is now; several where it was cut or spans several. */
  readonly before: readonly Statement[]
  readonly after: readonly Statement[]
  /** Whether the quoted words stand in it now, whatever changed around them. */
  readonly quoteStands: boolean
}

/** Finds citations of one revision again in another; what is asked often is worked out once. */
export const findAgain = <Statement extends Followed>(
  before: readonly Statement[],
  after: readonly Statement[],
): ((cited: Cited) => FoundAgain<Statement>) => {
  const [one, other] = [prepare(before), prepare(after)]
  const heirs = new Map<string, number[]>()
  for (const [place, { lineage }] of after.entries())
    if (lineage !== '') heirs.set(lineage, [...(heirs.get(lineage) ?? []), place])
  const ordinary = ordinaryIn(one, other)
  const book = createWordBook()
  return ({ quote, location }) => {
    const wanted = normalText(quote)
    const asked = placesOf(one, before, wanted, location)
    const was = asked.flatMap((place) => before[place] ?? [])
    if (after.length === 0) return { ...none(was), how: 'unknown' }
    const places =
      asked.length === 0
        ? placesOf(other, after, wanted, location)
        : [...new Set(was.flatMap(({ lineage }) => heirs.get(lineage) ?? []))].sort((a, b) => a - b)
    const is = places.flatMap((place) => after[place] ?? [])
    if (is.length === 0) return none(was)
    const text = joined(one, asked) || wanted
    const now = joined(other, places)
    const found = {
      before: was,
      after: is,
      quoteStands: holds(now, wanted),
      likeness: book.likeness(book.bagOf(text), book.bagOf(now), 0),
    }
    if (text === now || asked.length === 0)
      return { ...found, how: asked.length > 0 && !isBelowSame(was[0], is[0]) ? 'moved' : 'same' }
    const kind = was[0]?.kind ?? 'paragraph'
    const decided =
      decisiveOf(text, kind, ordinary) === decisiveOf(now, kind, ordinary) &&
      !startsWithAnother(text, now)
    return { ...found, how: decided ? 'reworded' : 'changed' }
  }
}

const none = <Statement>(before: readonly Statement[]): FoundAgain<Statement> => ({
  how: 'gone',
  likeness: 0,
  before,
  after: [],
  quoteStands: false,
})

/**
 * The statement that says just this, else one that holds it, else those that it runs over: it may
 * begin and end within one. Of several, the one at the cited place.
 */
const placesOf = (
  prepared: readonly Prepared[],
  statements: readonly Followed[],
  wanted: string,
  location: string | undefined,
): readonly number[] => {
  if (wanted === '') return []
  const only = (fits: (text: string) => boolean): readonly number[] => {
    const places = [...prepared.keys()].filter((place) => fits(prepared[place]?.normal ?? ''))
    const cited = places.find((place) => placeInWords(statements[place]) === location)
    return cited === undefined ? places.slice(0, 1) : [cited]
  }
  const whole = only((text) => text === wanted)
  if (whole.length > 0) return whole
  const held = only((text) => holds(text, wanted))
  return held.length > 0 ? held : spanned(prepared, wanted)
}

/** Statements one after the other that a longer quote runs over. */
const spanned = (prepared: readonly Prepared[], wanted: string): readonly number[] => {
  for (const [start, { normal }] of prepared.entries()) {
    if (normal.length < leastOfSpan || !wanted.startsWith(normal)) continue
    let rest = wanted.slice(normal.length).trim()
    const places = [start]
    for (let place = start + 1; rest !== ''; place++) {
      const next = prepared[place]?.normal ?? ''
      if (next === '' || !(rest.startsWith(next) || next.startsWith(rest))) break
      places.push(place)
      rest = rest.slice(next.length).trim()
    }
    if (rest === '') return places
  }
  return []
}

const leastOfSpan = 10

/** Words within words are others: `port 80` does not stand in `port 8080`. */
const holds = (text: string, wanted: string): boolean => {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1))
    if (!isWithinWord(text, at) && !isWithinWord(text, at + wanted.length)) return true
  return false
}

const isWithinWord = (text: string, at: number): boolean =>
  at > 0 && /[\p{L}\p{N}]{2}/u.test(text.slice(at - 1, at + 1))

const joined = (prepared: readonly Prepared[], places: readonly number[]): string =>
  places.map((place) => prepared[place]?.normal ?? '').join(' ')

/** A place as looks and defects cite it: `page 2 › line 7 › Network › Ports`. */
const placeInWords = (statement: Followed | undefined): string => {
  if (statement === undefined) return ''
  const { page, line, headings } = statement.location
  return [
    ...(page === undefined ? [] : [`page ${page}`]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...headings,
  ].join(' › ')
}

const isBelowSame = (one: Followed | undefined, other: Followed | undefined): boolean =>
  headingsOf(one) === headingsOf(other)

const headingsOf = (statement: Followed | undefined): string =>
  (statement?.location.headings ?? []).map(withoutNumber).join('\n')
