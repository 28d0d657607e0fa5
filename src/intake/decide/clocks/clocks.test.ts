import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parse } from 'yaml'
import { type Calendar, dayIn, deadlineAfter, shifted } from '../../../kernel/calendar.ts'
import { orThrow } from '../../../kernel/result.ts'
import { type Span, spanField, spanWords } from '../../../kernel/span.ts'
import { type Instant, millisecondsOf, parseInstant } from '../../../kernel/time.ts'
import { defaultClocksText, intakeClocksSchema, promisesOf } from '../clocks.ts'

const at = (text: string): Instant => orThrow(parseInstant(text))
const clocks = intakeClocksSchema.parse(parse(defaultClocksText))
const berlin: Calendar = {
  timeZone: 'Europe/Berlin',
  weekdays: [1, 2, 3, 4, 5],
  hours: { from: '09:00', to: '17:00' },
  holidays: ['2026-12-25'],
}
const span = (text: string): Span => spanField(0).parse(text)

describe('a deadline', () => {
  // Sunday, 29 March 2026, has 23 hours in Berlin; Sunday, 25 October 2026, has 25.
  test.each([
    ['3 days', '2026-03-28T12:00:00.000Z', '2026-03-31', '2026-03-31T21:59:59.999Z'],
    ['1 day', '2026-03-28T23:30:00.000Z', '2026-03-30', '2026-03-30T21:59:59.999Z'],
    ['24 hours', '2026-03-28T12:00:00.000Z', '2026-03-29', '2026-03-29T12:00:00.000Z'],
    ['1 working day', '2026-12-24T10:00:00.000Z', '2026-12-28', '2026-12-28T16:00:00.000Z'],
    ['1 working day', '2026-12-26T10:00:00.000Z', '2026-12-28', '2026-12-28T16:00:00.000Z'],
    ['5 working days', '2026-10-23T10:00:00.000Z', '2026-10-30', '2026-10-30T16:00:00.000Z'],
    ['2 working hours', '2026-12-24T15:00:00.000Z', '2026-12-28', '2026-12-28T09:00:00.000Z'],
    ['8 working hours', '2026-10-23T23:00:00.000Z', '2026-10-26', '2026-10-26T16:00:00.000Z'],
    ['1 working hour', '2026-06-01T04:00:00.000Z', '2026-06-01', '2026-06-01T08:00:00.000Z'],
    ['0 hours', '2026-06-01T04:00:00.000Z', '2026-06-01', '2026-06-01T04:00:00.000Z'],
  ])('of %s from %s is on %s', (length, from, day, moment) => {
    expect(deadlineAfter(berlin, at(from), span(length))).toEqual({ day, at: moment })
  })

  it('lies after its beginning, on a working day where it counts working time', () => {
    const moment = fc
      .date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString() as Instant)
    const spans = fc.record({
      amount: fc.integer({ min: 1, max: 60 }),
      unit: fc.constantFrom<Span['unit']>('days', 'hours', 'working-days', 'working-hours'),
    })
    fc.assert(
      fc.property(moment, spans, (from, length) => {
        const due = deadlineAfter(berlin, from, length)
        expect(millisecondsOf(due.at)).toBeGreaterThan(millisecondsOf(from))
        expect(dayIn(berlin, due.at)).toBe(due.day)
        if (length.unit.startsWith('working')) {
          expect([0, 6]).not.toContain(new Date(`${due.day}T12:00:00Z`).getUTCDay())
          expect(berlin.holidays).not.toContain(due.day)
        }
        // A reminder so much earlier is not after the beginning of the day it began on.
        expect(millisecondsOf(shifted(berlin, due.at, length, -1))).toBeLessThan(
          millisecondsOf(due.at),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('counts working hours there and back to the same moment', () => {
    const hour = fc
      .integer({ min: 0, max: 7 })
      .map((n) => at(`2026-06-02T0${7 + (n % 3)}:00:00.000Z`))
    fc.assert(
      fc.property(hour, fc.integer({ min: 1, max: 100 }), (from, amount) => {
        const there = shifted(berlin, from, { amount, unit: 'working-hours' }, 1)
        const back = shifted(berlin, there, { amount, unit: 'working-hours' }, -1)
        // The end of one working day and the beginning of the next are the same count of hours.
        expect(shifted(berlin, back, { amount, unit: 'working-hours' }, 1)).toBe(there)
      }),
    )
  })
})

describe('a rule file', () => {
  it('comes with the program, names its source and promises what the policy prints', () => {
    expect(clocks.source).toContain('ISO/IEC 29147')
    expect(promisesOf(clocks, at('2026-03-02T10:00:00.000Z'))).toEqual({
      acknowledgeDays: 5,
      assessDays: 14,
      progressDays: 30,
    })
  })

  it('promises in working days what they are at most in days of the calendar', () => {
    const own = { ...clocks, calendar: berlin, clocks: { ...clocks.clocks } }
    own.clocks.acknowledgement = { ...own.clocks.acknowledgement, within: span('2 working days') }
    // The 25th is a Friday: from the Wednesday before, or from that holiday, it takes five.
    expect(promisesOf(own, at('2026-03-02T10:00:00.000Z')).acknowledgeDays).toBe(5)
  })

  test.each(['5', 'five days', '-1 days', '1.5 days', '401 days', '5 weeks', '5  days', ''])(
    'does not take "%s" for a length',
    (text) => {
      expect(spanField(0).safeParse(text).success).toBe(false)
    },
  )

  test.each(['1 day', '5 days', '36 hours', '2 working days', '1 working hour'])(
    'reads %s, and writes it the same',
    (text) => {
      expect(spanWords(span(text))).toBe(text)
    },
  )
})
