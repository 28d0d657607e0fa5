import { Temporal } from 'temporal-polyfill'

import { type Refusal, refuse } from './result.ts'
import { type Instant, instantOf } from './time.ts'
import { isTimeZone } from './time-zone.ts'

const form = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?$/

/**
 * A moment as a person writes it, `2026-03-29T14:30`, in a time zone of theirs. With an offset,
 * `+02:00`, it must be one that holds there then. Refuses a time that a change of summer time
 * leaves out, and one that comes twice without saying which.
 */
export const momentIn = (timeZone: string, written: string): Instant | Refusal => {
  if (!isTimeZone(timeZone))
    return refuse(
      'time/no-such-zone',
      `There is no time zone "${timeZone}". Write one like "Europe/Berlin" or "UTC".`,
    )
  const [, day, time, offset] = form.exec(written.trim()) ?? []
  if (day === undefined || time === undefined)
    return refuse('time/not-a-moment', 'Write the moment like "2026-03-29T14:30".')
  try {
    const zoned = Temporal.ZonedDateTime.from(
      `${day}T${time}${offset === 'Z' ? '+00:00' : (offset ?? '')}[${timeZone}]`,
      { disambiguation: 'reject', offset: 'reject' },
    )
    return instantOf(zoned.epochMilliseconds)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    return refuse(
      'time/not-exact',
      `In ${timeZone} there is no such time on that day, or it comes twice. Where the clocks go back, write the offset too, like "2026-10-25T02:30+01:00".`,
    )
  }
}
