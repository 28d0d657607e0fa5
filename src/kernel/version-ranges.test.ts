import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from './result.ts'
import { inRanges, parseVersionRanges } from './version-ranges.ts'

const holds = (range: string, version: string): boolean | undefined => {
  const ranges = parseVersionRanges(range)
  if (isRefusal(ranges)) throw new Error(ranges.message)
  return inRanges(version, ranges)
}

describe('a range of versions', () => {
  it.each([
    ['<2.4.1', '2.4.0', true],
    ['<2.4.1', '2.4.1', false],
    ['<= 2.4.1', '2.4.1', true],
    ['>=2.0 <2.4', '2.3.9', true],
    ['>=2.0, <2.4', '2.4', false],
    ['2.3.x', '2.3.7', true],
    ['2.3', '2.3.7', true],
    ['=2.3', '2.3.7', false],
    ['1.0 - 1.4', '1.4.2', true],
    ['1.0 - 1.4.0', '1.4.2', false],
    ['vers:generic/>=1.0|<1.2|>=2.0|<2.1', '2.0.5', true],
    ['vers:generic/>=1.0|<1.2|>=2.0|<2.1', '1.5', false],
    ['*', '0.0.1', true],
    ['<2.0', '2.0-rc1', true],
  ])('%s holds %s: %s', (range, version, is) => {
    expect(holds(range, version)).toBe(is)
  })

  it('says nothing of a name that is no version', () => {
    expect(holds('<2', 'Spring 2026')).toBeUndefined()
  })

  it.each([
    ['', 'versions/unreadable'],
    ['soon', 'versions/unreadable'],
    ['<2.4 except 2.3', 'versions/unreadable'],
    ['<', 'versions/unreadable'],
    ['>=2.4 <2.0', 'versions/empty'],
    ['>2.0 <2.0', 'versions/empty'],
    ['<2.0|<1.0', 'versions/overlap'],
  ])('refuses "%s" with %s', (range, code) => {
    expect(parseVersionRanges(range)).toMatchObject({ code })
  })

  it('never throws, and holds no version twice', () => {
    const piece = fc.constantFrom(
      '<',
      '>=',
      '|',
      ' ',
      '-',
      'x',
      '.',
      '1',
      '2.0',
      '3.1.4',
      'vers:npm/',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.constantFrom('1', '2.0', '3.1.4'),
        (parts, version) => {
          const ranges = parseVersionRanges(parts.join(''))
          if (isRefusal(ranges)) return
          const holding = ranges.filter((range) => inRanges(version, [range]))
          expect(holding.length).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})
