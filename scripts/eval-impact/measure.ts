import { bare, type EvalCase, type Mark } from './cases.ts'
import type { Given } from './keyword-search.ts'

/** What one search gave for one case. */
export interface Measured {
  readonly of: EvalCase
  readonly given: readonly (Given & { readonly confidence?: number })[]
  /** The place of the first candidate that holds each mark; undefined where none does. */
  readonly places: readonly (number | undefined)[]
  /** Which candidates hold a mark. */
  readonly right: readonly boolean[]
  readonly traps: number
}

export const measure = (of: EvalCase, given: Measured['given']): Measured => {
  const texts = given.map(({ path, quote }) => ({ path, text: bare(quote) }))
  const marks = of.false ?? []
  const places = marks.map((mark) => {
    const at = texts.findIndex((text) => holds(mark, text))
    return at < 0 ? undefined : at
  })
  const right = texts.map((text) => marks.some((mark) => holds(mark, text)))
  const traps = (of.traps ?? []).filter((trap) =>
    texts.some((text, index) => holds(trap, text) && right[index] !== true),
  ).length
  return { of, given, places, right, traps }
}

/** Whether a candidate is the one that a mark means; `text` is bare. */
export const holds = (
  mark: Mark,
  { path, text }: { readonly path: string; readonly text: string },
): boolean => path === mark.path && overlaps(text, bare(mark.quote))

/** The passage holds the quote, or is most of it (a quote may run over two passages). */
const overlaps = (text: string, quote: string): boolean =>
  text.includes(quote) || (text.length >= quote.length * 0.6 && quote.includes(text))

export interface Figures {
  readonly cases: number
  readonly marks: number
  readonly found: number
  /** Found among the first five candidates for each mark of the case. */
  readonly foundEarly: number
  readonly candidates: number
  readonly traps: number
  readonly trapsReturned: number
  /** Candidates for cases without a mark. */
  readonly onClean: number
  readonly clean: number
}

export const figuresOf = (measured: readonly Measured[]): Figures => {
  const sum = (value: (one: Measured) => number): number =>
    measured.reduce((total, one) => total + value(one), 0)
  const clean = measured.filter(({ places }) => places.length === 0)
  return {
    cases: measured.length,
    marks: sum(({ places }) => places.length),
    found: sum(({ places }) => places.filter((place) => place !== undefined).length),
    foundEarly: sum(
      ({ places }) =>
        places.filter((place) => place !== undefined && place < 5 * places.length).length,
    ),
    candidates: sum(({ given }) => given.length),
    traps: sum(({ of }) => of.traps?.length ?? 0),
    trapsReturned: sum(({ traps }) => traps),
    clean: clean.length,
    onClean: clean.reduce((total, { given }) => total + given.length, 0),
  }
}

export const line = (name: string, figures: Figures): string => {
  const { cases, marks, found, foundEarly, candidates, traps, trapsReturned } = figures
  return [
    name.padEnd(34),
    `${cases} cases`.padStart(9),
    `recall ${share(found, marks)} (${found}/${marks})`.padStart(23),
    `${(candidates / Math.max(1, marks)).toFixed(2)} per true`.padStart(14),
    `${(candidates / Math.max(1, found)).toFixed(2)} per found`.padStart(15),
    `in first 5 per true ${share(foundEarly, marks)}`,
    `traps ${trapsReturned}/${traps}`,
    `clean ${figures.onClean}/${figures.clean}`,
  ].join('  ')
}

export const share = (part: number, whole: number): string =>
  whole === 0 ? '-' : (part / whole).toFixed(3)
