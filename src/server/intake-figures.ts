import { addDays, type Instant } from '../kernel/time.ts'
import { breath, type Ledger } from '../ledger/index.ts'

/** Days that figures can be asked for at once: two years. */
export const longestSpan = 731

interface Span {
  /** First and last day, in UTC. */
  readonly from: string
  readonly to: string
  readonly person: string
}

/** How many took how long; the times are whole hours, and null where there is nothing to measure. */
export interface Took {
  readonly count: number
  readonly medianHours: number | null
  /** Nine of ten took no longer. */
  readonly p90Hours: number | null
}

export interface Figures {
  readonly from: string
  readonly to: string
  readonly weeks: readonly {
    /** Its Monday. */
    readonly week: string
    readonly bySource: Readonly<Record<string, number>>
  }[]
  /** Of the reports that came in this time. */
  readonly received: {
    readonly count: number
    readonly unanswered: number
    readonly open: number
    /** Of product users, and how many of those by complaint handling. */
    readonly fromUsers: number
    readonly fromUsersByComplaint: number
    readonly byComplaint: number
  }
  /** First answers that were given in this time, and reports that ended in it. */
  readonly answered: Took & { readonly months: readonly (Took & { readonly month: string })[] }
  readonly ended: Took & { readonly months: readonly (Took & { readonly month: string })[] }
}

/**
 * The figures of a span, from indexes alone and week by week: between two questions everybody else
 * gets an answer. Only what the person may see is counted.
 */
export const figuresOf = async (ledger: Ledger, { from, to, person }: Span): Promise<Figures> => {
  const weeks: Figures['weeks'][number][] = []
  const received = {
    count: 0,
    unanswered: 0,
    open: 0,
    fromUsers: 0,
    fromUsersByComplaint: 0,
    byComplaint: 0,
  }
  const end = dayAfter(to)
  for (let week = mondayOf(from); week < end; week = dayAfter(week, 7)) {
    await breath()
    const counted = await ledger.countOpened({
      kind: 'report',
      from: startOf(later(week, from)),
      to: startOf(earlier(dayAfter(week, 7), end)),
      by: ['source', 'channel'],
      having: ['answered', 'ended'],
      person,
    })
    const bySource: Record<string, number> = {}
    for (const { values, count } of counted) {
      const [source = '', channel, answered, ended] = values
      const byComplaint = channel === 'complaint'
      bySource[source] = (bySource[source] ?? 0) + count
      received.count += count
      if (answered === 'no') received.unanswered += count
      if (ended === 'no') received.open += count
      if (source === 'd') received.fromUsers += count
      if (source === 'd' && byComplaint) received.fromUsersByComplaint += count
      if (byComplaint) received.byComplaint += count
    }
    weeks.push({ week, bySource })
  }
  const took = async (name: 'answered' | 'ended') => {
    const months: (Took & { month: string })[] = []
    const all = new Map<number, number>()
    for (let day = from; day < end; ) {
      await breath()
      const next = earlier(firstOfNextMonth(day), end)
      const counted = await ledger.countValues({
        kind: 'report',
        name,
        from: day,
        to: next,
        limit: 1_000_000,
        person,
      })
      const hours = new Map<number, number>()
      for (const { values, count } of counted) {
        const one = Number(values[0]?.slice(11))
        hours.set(one, (hours.get(one) ?? 0) + count)
        all.set(one, (all.get(one) ?? 0) + count)
      }
      months.push({ month: day.slice(0, 7), ...tookOf(hours) })
      day = next
    }
    return { ...tookOf(all), months }
  }
  return { from, to, weeks, received, answered: await took('answered'), ended: await took('ended') }
}

/** By nearest rank: the shortest time within which at least that share of all lies. */
export const tookOf = (hours: ReadonlyMap<number, number>): Took => {
  const sorted = [...hours].sort(([a], [b]) => a - b)
  const count = sorted.reduce((sum, [, times]) => sum + times, 0)
  const within = (share: number): number | null => {
    let seen = 0
    for (const [one, times] of sorted) {
      seen += times
      if (seen >= count * share) return one
    }
    return null
  }
  return { count, medianHours: within(0.5), p90Hours: within(0.9) }
}

// Days sort as text.
const earlier = (one: string, other: string): string => (one.localeCompare(other) < 0 ? one : other)
const later = (one: string, other: string): string => (one.localeCompare(other) < 0 ? other : one)

const startOf = (day: string): Instant => `${day}T00:00:00.000Z` as Instant

const dayAfter = (day: string, days = 1): string => addDays(startOf(day), days).slice(0, 10)

const firstOfNextMonth = (day: string): string =>
  `${dayAfter(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`

/** The Monday on or before a day. */
export const mondayOf = (day: string): string => {
  const weekday = new Date(startOf(day)).getUTCDay()
  return dayAfter(day, weekday === 0 ? -6 : 1 - weekday)
}
