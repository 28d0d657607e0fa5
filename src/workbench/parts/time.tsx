import { useEffect, useState } from 'react'

const day = 86_400_000

const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
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
  const days = Math.floor(milliseconds / day)
  return days === 1 ? 'yesterday' : `${days} days ago`
}

/** A day something is due, in words that say how near it is. */
export const Due = ({ on }: { readonly on: string }) => {
  const now = useNow()
  const days = Math.ceil((Date.parse(`${on.slice(0, 10)}T23:59:59.999Z`) - now) / day) - 1
  const words =
    days < -1
      ? `${-days} days overdue`
      : days === -1
        ? 'overdue since yesterday'
        : days === 0
          ? 'due today'
          : days === 1
            ? 'due tomorrow'
            : `in ${days} days`
  return (
    <span className={days < 0 ? 'due due-late' : days <= 2 ? 'due due-soon' : 'due'}>
      <Day on={on} /> <span className="due-words">({words})</span>
    </span>
  )
}

/** Today as a day, and later days, in UTC as the server counts them. */
export const dayFromNow = (days: number): string =>
  new Date(Date.now() + days * day).toISOString().slice(0, 10)

const useNow = (): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
