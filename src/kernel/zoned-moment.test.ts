import { expect, test } from 'vitest'
import { momentIn } from './zoned-moment.ts'

test.each([
  ['UTC', '2026-03-29T14:30', '2026-03-29T14:30:00.000Z'],
  ['Europe/Berlin', '2026-03-29T14:30', '2026-03-29T12:30:00.000Z'],
  ['Europe/Berlin', '2026-03-29 01:59:59', '2026-03-29T00:59:59.000Z'],
  ['Europe/Berlin', '2026-10-25T02:30+02:00', '2026-10-25T00:30:00.000Z'],
  ['Europe/Berlin', '2026-10-25T02:30+01:00', '2026-10-25T01:30:00.000Z'],
  ['UTC', '2026-10-25T02:30Z', '2026-10-25T02:30:00.000Z'],
  ['America/New_York', '2026-01-31T23:30', '2026-02-01T04:30:00.000Z'],
])('in %s, %s is %s', (zone, written, moment) => {
  expect(momentIn(zone, written)).toBe(moment)
})

test.each([
  ['a time that summer time leaves out', 'Europe/Berlin', '2026-03-29T02:30', 'time/not-exact'],
  ['a time that comes twice', 'Europe/Berlin', '2026-10-25T02:30', 'time/not-exact'],
  ['an offset of another season', 'Europe/Berlin', '2026-01-01T12:00+02:00', 'time/not-exact'],
  ['a day that does not exist', 'UTC', '2026-02-30T12:00', 'time/not-exact'],
  ['a day alone', 'UTC', '2026-02-03', 'time/not-a-moment'],
  ['a zone that nobody knows', 'Europe/Berlyn', '2026-02-03T12:00', 'time/no-such-zone'],
  ['an offset for a zone', '+02:00', '2026-02-03T12:00', 'time/no-such-zone'],
])('refuses %s', (_name, zone, written, code) => {
  expect(momentIn(zone, written)).toMatchObject({ refused: true, code })
})
