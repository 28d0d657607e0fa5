import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { endOfUtcDay, instantsOf, localTime, resolveLocalTime } from './local-time.ts'
import { isRefusal } from './result.ts'
import { instantOf } from './time.ts'

const inBerlin = (at: string, which?: 'first' | 'second') =>
  resolveLocalTime({ at, zone: 'Europe/Berlin', ...(which === undefined ? {} : { which }) })

describe('a local time', () => {
  it.each([
    ['2026-01-15T12:00', '2026-01-15T11:00:00.000Z'],
    ['2026-07-15T12:00', '2026-07-15T10:00:00.000Z'],
  ])('%s in Berlin is %s', (at, instant) => {
    expect(inBerlin(at)).toEqual({ instant, at, zone: 'Europe/Berlin' })
  })

  it('that the clock leaves out is refused', () => {
    expect(inBerlin('2026-03-29T02:30')).toMatchObject({ code: 'time/left-out' })
    expect(inBerlin('2026-03-29T02:30', 'first')).toMatchObject({ code: 'time/left-out' })
    expect(inBerlin('2026-03-29T01:59')).toMatchObject({ instant: '2026-03-29T00:59:00.000Z' })
    expect(inBerlin('2026-03-29T03:00')).toMatchObject({ instant: '2026-03-29T01:00:00.000Z' })
  })

  it('that the clock shows twice has to say which', () => {
    expect(inBerlin('2026-10-25T02:30')).toMatchObject({ code: 'time/stands-twice' })
    expect(inBerlin('2026-10-25T02:30', 'first')).toMatchObject({
      instant: '2026-10-25T00:30:00.000Z',
    })
    expect(inBerlin('2026-10-25T02:30', 'second')).toMatchObject({
      instant: '2026-10-25T01:30:00.000Z',
    })
    expect(inBerlin('2026-10-25T12:00', 'second')).toMatchObject({ code: 'time/only-once' })
  })

  it.each([
    { at: '2026-02-30T10:00', zone: 'UTC' },
    { at: '2026-02-01', zone: 'UTC' },
    { at: '2026-02-01T10:00Z', zone: 'UTC' },
    { at: '2026-02-01T10:00+01:00', zone: 'UTC' },
    { at: '0026-02-01T10:00', zone: 'UTC' },
    { at: '9999-12-31T23:59', zone: 'UTC' },
    { at: '2026-02-01T10:00', zone: 'Mars/Base' },
    { at: '2026-02-01T10:00', zone: '+01:00' },
  ])('is not %j', (wrong) => {
    expect(localTime.safeParse(wrong).success).toBe(false)
  })

  it('was not there where a zone crossed the date line', () => {
    expect(resolveLocalTime({ at: '2011-12-30T12:00', zone: 'Pacific/Apia' })).toMatchObject({
      code: 'time/left-out',
    })
  })
})

// Changes of half an hour, of a day, of both halves of the year, and none at all.
const zones = [
  ...['Europe/Berlin', 'America/New_York', 'America/Santiago', 'Australia/Lord_Howe'],
  ...['Pacific/Apia', 'Asia/Kathmandu', 'Africa/Casablanca', 'UTC'],
]

/** Minutes of the hours around every change of a zone, beside minutes of any time. */
const moments = fc.constantFrom(...zones).chain((zone) => {
  const begin = Temporal.Instant.from('2005-01-01T00:00Z').toZonedDateTimeISO(zone)
  const changes: number[] = []
  for (let at = begin.getTimeZoneTransition('next'); at !== null && at.year < 2036; ) {
    changes.push(at.epochMilliseconds)
    at = at.getTimeZoneTransition('next')
  }
  const minutes = (from: number, to: number) =>
    fc.integer({ min: Math.floor(from / 60_000), max: Math.floor(to / 60_000) })
  const any = minutes(Date.UTC(1970, 0, 2), Date.UTC(2999, 0, 1))
  const near =
    changes.length === 0
      ? any
      : fc
          .tuple(fc.constantFrom(...changes), fc.integer({ min: -180, max: 180 }))
          .map(([change, off]) => Math.floor(change / 60_000) + off)
  return fc.record({ zone: fc.constant(zone), minute: fc.oneof(near, any) })
})

describe('across every change of summer time', () => {
  it('each moment is found again by what the clock shows then', () => {
    fc.assert(
      fc.property(moments, ({ zone, minute }) => {
        const shown = Temporal.Instant.fromEpochMilliseconds(minute * 60_000)
          .toZonedDateTimeISO(zone)
          .toPlainDateTime()
        // Where the zone once had seconds, its clock shows no whole minute.
        if (shown.second !== 0) return
        const at = shown.toString().slice(0, 16)
        const found = instantsOf(at, zone)
        expect(found).toContain(instantOf(minute * 60_000))
        const which = (['first', 'second'] as const)[found.indexOf(instantOf(minute * 60_000))]
        expect(
          resolveLocalTime({ at, zone, ...(found.length > 1 && which ? { which } : {}) }),
        ).toEqual({ instant: instantOf(minute * 60_000), at, zone })
      }),
      { numRuns: 300 },
    )
  })

  it('a time on the wall is once, twice or never, as Temporal has it', () => {
    fc.assert(
      fc.property(moments, ({ zone, minute }) => {
        const at = new Date(minute * 60_000).toISOString().slice(0, 16)
        const plain = Temporal.PlainDateTime.from(at)
        const both = (['earlier', 'later'] as const)
          .map((disambiguation) => plain.toZonedDateTime(zone, { disambiguation }))
          .filter((one) => one.toPlainDateTime().equals(plain))
          .map((one) => instantOf(one.epochMilliseconds))
        expect(instantsOf(at, zone)).toEqual([...new Set(both)])
        const plainly = resolveLocalTime({ at, zone })
        expect(isRefusal(plainly) ? plainly.code : 'once').toBe(
          ['time/left-out', 'once', 'time/stands-twice'][new Set(both).size],
        )
      }),
      { numRuns: 300 },
    )
  })
})

it('a day in UTC ends where the next one begins', () => {
  expect(endOfUtcDay('2026-12-31')).toBe('2027-01-01T00:00:00.000Z')
})
