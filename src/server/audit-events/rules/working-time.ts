import { type WorkingTime, weekDays } from './schema.ts'

/** Whether somebody works at this moment (milliseconds since 1970), by the clock of their zone. */
export const workingHours = ({
  timeZone,
  days,
  from,
  to,
  holidays,
}: WorkingTime): ((moment: number) => boolean) => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const free = new Set(holidays)
  return (moment) => {
    const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]))
    const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
    const weekDay = weekDays.find((one) => one === of('weekday').toLowerCase())
    if (weekDay === undefined || !days.includes(weekDay)) return false
    if (free.has(`${of('year')}-${of('month')}-${of('day')}`)) return false
    const time = `${of('hour')}:${of('minute')}`
    return time >= from && time < to
  }
}
