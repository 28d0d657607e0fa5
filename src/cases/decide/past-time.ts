import { type AgreedTime, type LocalTime, resolveLocalTime } from '../../kernel/local-time.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'

/** The instant of a local time that has come; the future is refused. */
export const pastTime = (time: LocalTime, now: Instant): AgreedTime | Refusal => {
  const past = resolveLocalTime(time)
  return isRefusal(past) || past.instant <= now
    ? past
    : refuse('case/moment-ahead', 'This moment lies in the future. Record what has happened.')
}
