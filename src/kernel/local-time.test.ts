import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOfUtcDay, localTime } from './local-time.ts'
import { resolveLocalTime } from './resolve-local-time.ts'
import { isRefusal } from './result.ts'

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
    { at: '2026-02-01T10:00', zone: 'Mars/Base' },
    { at: '2026-02-01T10:00', zone: '+01:00' },
  ])('is not %j', (wrong) => {
    expect(localTime.safeParse(wrong).success).toBe(false)
  })

  it('is there exactly once, or refused for what it is', () => {
    const minutes = fc.integer({
      min: Date.UTC(2020, 0, 1) / 60_000,
      max: Date.UTC(2035, 0, 1) / 60_000,
    })
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe')
    fc.assert(
      fc.property(minutes, zones, (minute, zone) => {
        const at = new Date(minute * 60_000).toISOString().slice(0, 16)
        const found = resolveLocalTime({ at, zone })
        const shown = (instant: string) =>
          new Date(instant).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')
        if (!isRefusal(found)) return shown(found.instant).startsWith(at)
        if (found.code !== 'time/stands-twice') return found.code === 'time/left-out'
        return (['first', 'second'] as const).every((which) => {
          const one = resolveLocalTime({ at, zone, which })
          return !isRefusal(one) && shown(one.instant).startsWith(at)
        })
      }),
    )
  })
})

it('a day in UTC ends where the next one begins', () => {
  expect(endOfUtcDay('2026-12-31')).toBe('2027-01-01T00:00:00.000Z')
})
