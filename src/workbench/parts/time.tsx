import { useEffect, useState } from 'react'

const dayLong = 86_400_000

const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const timeOnly = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const dateOnly = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })

/** A moment in the reader's zone, with UTC on hover. */
export const Moment = ({ at }: { readonly at: string }) => {
  const time = new Date(at)
  if (Number.isNaN(time.getTime())) return <span>{at}</span>
  return (
    <time dateTime={at} title={`${at.slice(0, 16).replace('T', ' ')} UTC`}>
      {dateTime.format(time)}
    </time>
  )
}

/** The same for sentences; what is no moment stays as it is. */
export const momentInWords = (at: string): string => {
  const time = new Date(at)
  return Number.isNaN(time.getTime()) ? at : dateTime.format(time)
}

/** A calendar day in words, for sentences; what is no day stays as it is. */
export const dayInWords = (on: string): string => {
  const time = new Date(`${on.slice(0, 10)}T00:00:00Z`)
  return Number.isNaN(time.getTime()) ? on : dateOnly.format(time)
}

/** A sentence of the server's with its calendar days in words. */
export const daysInWords = (sentence: string): string =>
  sentence.replaceAll(/\b\d{4}-\d\d-\d\d\b/g, dayInWords)

/** A calendar day: the same day in every zone. */
export const Day = ({ on }: { readonly on: string }) => {
  const time = new Date(`${on.slice(0, 10)}T00:00:00Z`)
  return Number.isNaN(time.getTime()) ? (
    <span>{on}</span>
  ) : (
    <time dateTime={on.slice(0, 10)}>{dateOnly.format(time)}</time>
  )
}

/** How long ago, as short as possible, with the moment on hover. */
export const Age = ({ since }: { readonly since: string }) => {
  const now = useNow()
  return (
    <time dateTime={since} title={`${since.slice(0, 16).replace('T', ' ')} UTC`}>
      {ageInWords(now - Date.parse(since))}
    </time>
  )
}

const ageInWords = (milliseconds: number): string => {
  if (Number.isNaN(milliseconds)) return ''
  const minutes = Math.floor(milliseconds / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  if (minutes < 1_440) return `${Math.floor(minutes / 60)} h ago`
  const days = Math.floor(milliseconds / dayLong)
  return days === 1 ? 'yesterday' : `${days} days ago`
}

/** A day or a moment at which something is due, in words that say how near it is. */
export const Due = ({ on }: { readonly on: string }) => {
  const now = useNow()
  const { day, days, late, words } = dueInWords(on, now)
  return (
    <span className={late ? 'due due-late' : days <= 2 ? 'due due-soon' : 'due'}>
      {on.length > 10 ? (
        <time dateTime={on} title={`${on.slice(0, 16).replace('T', ' ')} UTC`}>
          {dayInWords(day)}
        </time>
      ) : (
        <Day on={on} />
      )}{' '}
      <span className="due-words">({words})</span>
    </span>
  )
}

/**
 * A day is over with its last moment in UTC. A moment stands on the reader's day, and its time is
 * said where that day does not end with it.
 */
const dueInWords = (on: string, now: number) => {
  const isDay = on.length <= 10
  const at = Date.parse(isDay ? `${on}T23:59:59.999Z` : on)
  const day = isDay ? on : localDay(at)
  const today = isDay ? new Date(now).toISOString().slice(0, 10) : localDay(now)
  const days = Math.round((Date.parse(day) - Date.parse(today)) / dayLong)
  const time = isDay || endsDay(at) ? '' : ` by ${timeOnly.format(at)}`
  const late = now > at
  const words = late
    ? days === 0
      ? `overdue since ${timeOnly.format(at)}`
      : days === -1
        ? 'overdue since yesterday'
        : `${-days} days overdue`
    : days <= 0
      ? `due today${time}`
      : days === 1
        ? `due tomorrow${time}`
        : `in ${days} days`
  return { day, days, late, words }
}

/** The day of a moment where the reader is, as `2026-03-29`. */
export const localDay = (at: number): string => {
  const time = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
}

/** The time of day at which something is due; empty where it is due with the day. */
export const timeWithinDay = (at: string): string =>
  endsDay(Date.parse(at)) ? '' : timeOnly.format(Date.parse(at))

const endsDay = (at: number): boolean => localDay(at + 1) !== localDay(at)

/** Today as a day, and later days, in UTC as the server counts them. */
export const dayFromNow = (days: number): string =>
  new Date(Date.now() + days * dayLong).toISOString().slice(0, 10)

const useNow = (): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
