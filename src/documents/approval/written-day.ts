const months: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['january', 'januar', 'jänner', 'jan'],
    ['february', 'februar', 'feb'],
    ['march', 'märz', 'mar', 'mär', 'mrz'],
    ['april', 'apr'],
    ['may', 'mai'],
    ['june', 'juni', 'jun'],
    ['july', 'juli', 'jul'],
    ['august', 'aug'],
    ['september', 'sept', 'sep'],
    ['october', 'oktober', 'oct', 'okt'],
    ['november', 'nov'],
    ['december', 'dezember', 'dec', 'dez'],
  ].flatMap((names, at) => names.map((name) => [name, at + 1] as const)),
)

export interface WrittenDay {
  /** Like 2026-01-31. */
  readonly day: string
  readonly start: number
  readonly end: number
}

const iso = /\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b/g
const dotted = /\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b/g
const slashed = /\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b/g
const dayFirst = /\b(\d{1,2})(?:st|nd|rd|th)?[.\s-]{1,2}(\p{L}{3,9})[.,\s-]{1,2}(\d{4})\b/gu
const monthFirst = /\b(\p{L}{3,9})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})\b/gu

/**
 * The days that a text names, in their order, as English and German write them. What may be one of
 * two days (03/04/2025) is none, and so is what no calendar has.
 */
export const daysIn = (text: string): readonly WrittenDay[] => {
  const found: WrittenDay[] = []
  const take = (
    pattern: RegExp,
    order: readonly ['y' | 'm' | 'd', 'y' | 'm' | 'd', 'y' | 'm' | 'd'],
  ) => {
    for (const match of text.matchAll(pattern)) {
      const part = (name: 'y' | 'm' | 'd') => match[order.indexOf(name) + 1] ?? ''
      const month = /^\d/.test(part('m')) ? Number(part('m')) : months[part('m').toLowerCase()]
      const day = dayOf(Number(part('y')), month, Number(part('d')))
      const [start, end] = [match.index, match.index + match[0].length]
      const overlaps = found.some((one) => start < one.end && one.start < end)
      if (day !== undefined && !overlaps) found.push({ day, start, end })
    }
  }
  take(iso, ['y', 'm', 'd'])
  take(dotted, ['d', 'm', 'y'])
  take(dayFirst, ['d', 'm', 'y'])
  take(monthFirst, ['m', 'd', 'y'])
  for (const match of text.matchAll(slashed)) {
    const [one, other] = [Number(match[1]), Number(match[2])]
    // Both orders are written: only where one of them cannot be a month does it say which.
    const [d, m] = one > 12 || one === other ? [one, other] : other > 12 ? [other, one] : []
    const day = dayOf(Number(match[3]), m, d ?? 0)
    const [start, end] = [match.index, match.index + match[0].length]
    if (day !== undefined && !found.some((known) => start < known.end && known.start < end))
      found.push({ day, start, end })
  }
  return found.sort((a, b) => a.start - b.start)
}

const dayOf = (year: number, month: number | undefined, day: number): string | undefined => {
  if (month === undefined || year < 1980) return undefined
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined
}
