import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orThrow } from './result.ts'
import { addDays, instantOf, millisecondsOf, parseInstant } from './time.ts'

const firstMillisecond = Date.parse('0000-01-01T00:00:00.000Z')
const lastMillisecond = Date.parse('9999-12-31T23:59:59.999Z')
const times = fc.integer({ min: firstMillisecond, max: lastMillisecond })

describe('instants', () => {
  it('give back the milliseconds they were made of, and parse', () => {
    fc.assert(
      fc.property(times, (milliseconds) => {
        const instant = instantOf(milliseconds)
        expect(millisecondsOf(instant)).toBe(milliseconds)
        expect(parseInstant(instant)).toBe(instant)
      }),
    )
  })

  it('sort as text in the order of time', () => {
    fc.assert(
      fc.property(times, times, (one, other) => {
        expect(instantOf(one) < instantOf(other)).toBe(one < other)
      }),
    )
  })

  it.each([
    ['nothing', ''],
    ['a date', '2026-01-02'],
    ['no milliseconds', '2026-01-02T03:04:05Z'],
    ['microseconds', '2026-01-02T03:04:05.678901Z'],
    ['an offset', '2026-01-02T03:04:05.678+01:00'],
    ['no zone', '2026-01-02T03:04:05.678'],
    ['lower case', '2026-01-02t03:04:05.678z'],
    ['a line end', '2026-01-02T03:04:05.678Z\n'],
    ['30 February', '2026-02-30T00:00:00.000Z'],
    ['29 February of a common year', '2026-02-29T00:00:00.000Z'],
    ['month 13', '2026-13-01T00:00:00.000Z'],
    ['hour 24', '2026-01-01T24:00:00.000Z'],
    ['a leap second', '2016-12-31T23:59:60.000Z'],
    ['six digits of year', '+010000-01-01T00:00:00.000Z'],
    ['digits of another script', '\u0662026-01-02T03:04:05.678Z'],
  ])('refuses %s', (_name, text) => {
    expect(parseInstant(text)).toMatchObject({ code: 'time/not-an-instant' })
  })

  it('are not made of what is no time', () => {
    for (const milliseconds of [Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1])
      expect(() => instantOf(milliseconds)).toThrow(RangeError)
    expect(() => instantOf(lastMillisecond + 1)).toThrow(/years 0 to 9999/)
    expect(() => instantOf(firstMillisecond - 1)).toThrow(/years 0 to 9999/)
  })
})

describe('days', () => {
  it('are added across a leap day and a year, and taken away', () => {
    const from = orThrow(parseInstant('2028-02-28T12:00:00.000Z'))
    expect(addDays(from, 2)).toBe('2028-03-01T12:00:00.000Z')
    expect(addDays(from, 365)).toBe('2029-02-27T12:00:00.000Z')
    expect(addDays(from, -59)).toBe('2027-12-31T12:00:00.000Z')
  })

  it('are whole', () => {
    const from = instantOf(0)
    expect(() => addDays(from, 0.5)).toThrow(/whole days/)
    expect(() => addDays(from, Number.NaN)).toThrow(/whole days/)
  })
})
