import type { VersionRange } from '../../kernel/versions.ts'
import { versionsFrom } from './version-expressions.ts'

type Written = string | readonly string[] | undefined

/**
 * The affected versions of a fact as ranges; where only the fixed version is told, all before
 * it. Undefined when nothing is told or understood: then every version may be meant.
 */
export const affectedRanges = (
  affected: Written,
  fixed: Written,
): readonly VersionRange[] | undefined => {
  const told = listed(affected).flatMap(rangesIn)
  if (told.length > 0) return told
  const lows = listed(fixed)
    .flatMap(rangesIn)
    .flatMap(({ low }) => (low === undefined ? [] : [low]))
  if (lows.length === 0) return undefined
  return lows.map((high) => ({ lowIncluded: false, high, highIncluded: false }))
}

const listed = (written: Written): readonly string[] =>
  written === undefined ? [] : typeof written === 'string' ? [written] : written

/**
 * Comparators pair up in the order they stand, as in vers: a lower bound opens a range, the next
 * upper bound closes it; so ">=1.0 <2.0" and "vers:npm/>=1.0|<2.0|>=3.0|<3.1" both read.
 */
const rangesIn = (text: string): readonly VersionRange[] => {
  const lower = text.toLowerCase().replace(/^vers:[a-z]{1,40}\//, '')
  if (/^(?:\*|all|all versions|any|every version)$/.test(lower.trim()))
    return [{ lowIncluded: false, highIncluded: false }]
  const expressions = expressionsIn(lower)
  const ranges: VersionRange[] = []
  for (const range of expressions) {
    const open = ranges.at(-1)
    const closes =
      range.low === undefined &&
      open !== undefined &&
      open.high === undefined &&
      open.low !== undefined
    if (closes && range.high !== undefined)
      ranges[ranges.length - 1] = { ...open, high: range.high, highIncluded: range.highIncluded }
    else ranges.push(range)
  }
  return ranges
}

const expressionsIn = (text: string): readonly VersionRange[] => {
  const ranges: VersionRange[] = []
  for (let at = 0; at < text.length && ranges.length < 50; ) {
    const found = versionsFrom(text, at)
    ranges.push(...found.map(({ range }) => range))
    at = Math.max(found.at(-1)?.end ?? at + 1, at + 1)
  }
  return ranges
}
