import { Temporal } from 'temporal-polyfill'
import type { AgreedTime, LocalTime } from './local-time.ts'
import { type Refusal, refuse } from './result.ts'
import { instantOf } from './time.ts'

/**
 * The instant of a local time. Refuses one that the zone leaves out when summer time begins, and one
 * that it has twice when summer time ends, unless it says which (time zone rules: IANA).
 */
export const resolveLocalTime = ({ at, zone, which }: LocalTime): AgreedTime | Refusal => {
  const plain = Temporal.PlainDateTime.from(at)
  const first = plain.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const second = plain.toZonedDateTime(zone, { disambiguation: 'later' })
  const agreed = (one: Temporal.ZonedDateTime): AgreedTime => ({
    instant: instantOf(one.epochMilliseconds),
    at,
    zone,
  })
  if (first.epochMilliseconds === second.epochMilliseconds)
    return which === undefined
      ? agreed(first)
      : refuse('time/only-once', `${at} is there only once in ${zone}. Leave out which of the two.`)
  if (!first.toPlainDateTime().equals(plain))
    return refuse(
      'time/left-out',
      `There is no ${at} in ${zone}: the clock is put forward then. Choose another time.`,
    )
  if (which === undefined)
    return refuse(
      'time/stands-twice',
      `${at} is there twice in ${zone}: the clock is put back then. Say whether you mean the first or the second.`,
    )
  return agreed(which === 'first' ? first : second)
}
