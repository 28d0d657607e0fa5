import { deadlineAfter, endOfDayIn } from '../../../kernel/calendar.ts'
import { addDays, type Instant, instantOf, millisecondsOf } from '../../../kernel/time.ts'
import type { ClockCondition, ClockOutcome } from '../../contract.ts'
import { isExploited, isUncontrolled, type Known } from '../../state/clock-facts.ts'
import { exploited } from '../../state/clocks.ts'
import { endsWithoutFix } from '../../state/disposition.ts'
import type { CaseState } from '../../state.ts'
import { doneOf } from './done.ts'
import type { CaseClockRule, CaseClocks } from './rules.ts'

/** One date of a case by one rule: where an incident starts it, one for each incident. */
export interface Clock {
  /** The rule's id, with the incident's after a slash where there is one. */
  readonly clock: string
  readonly rule: CaseClockRule
  readonly outcome: ClockOutcome
  readonly startedAt: Instant
  /** Null while it is paused: nobody knows how long that lasts. */
  readonly dueAt: Instant | null
  /** When what it asks for was recorded, in time or late. */
  readonly doneAt: Instant | null
}

/** Whether what a rule or an authority waits for holds for the case. */
export const holds = (condition: ClockCondition, state: CaseState): Known => {
  switch (condition) {
    case 'always':
      return true
    case 'uncontrolled':
      return isUncontrolled(state)
    case 'exploited':
      return isExploited(state)
    case 'incident':
      return state.incidents.length > 0
    default:
      return condition satisfies never
  }
}

/**
 * Every clock of the case as the rules have it at that moment. What was recorded as missed stays
 * missed; pauses move a date by their sum and no more; what is recorded after the date is late,
 * whatever day it claims.
 */
export const clocksOf = (
  { rules, calendars }: Pick<CaseClocks, 'rules' | 'calendars'>,
  state: CaseState,
  now: Instant,
): readonly Clock[] =>
  rules
    .filter(({ enabled }) => enabled)
    .flatMap((rule) => {
      const calendar = calendars[rule.calendar]
      if (calendar === undefined || !concerns(rule, state)) return []
      return startsOf(rule, state).flatMap(({ from, incident }): readonly Clock[] => {
        const clock = incident === null ? rule.id : `${rule.id}/${incident}`
        const past = state.missed.find((one) => one.clock === clock)
        const condition = holds(rule.condition, state)
        if (condition === false && past === undefined) return []
        const start = from === 'day' ? startOfDay(calendar, state.awareOn) : from
        const done = doneOf(rule, state, incident, start)
        const base = deadlineAfter(calendar, start, rule.within).at
        const about = { clock, rule, startedAt: start, doneAt: done }
        // A moment corrected later is not what this date was counted from.
        if (past !== undefined)
          return [{ ...about, startedAt: past.startedAt, outcome: 'missed', dueAt: past.dueAt }]
        const { dueAt, paused } = moved(base, state.pauses, clock, done ?? now)
        if (done !== null) return [{ ...about, outcome: done <= dueAt ? 'kept' : 'missed', dueAt }]
        // Missed before it was paused, stopped or decided: nobody has looked yet.
        const outcome = standing(rule, state, condition)
        if (outcome !== 'running') return [{ ...about, outcome, dueAt }]
        if (paused) return [{ ...about, outcome: 'paused', dueAt: null }]
        return [{ ...about, outcome: now > dueAt ? 'missed' : 'running', dueAt }]
      })
    })
    .filter(({ dueAt }) => !wasBeforeUs(state, dueAt))

/** The earlier system answers for what was due there. */
const wasBeforeUs = ({ imported }: CaseState, dueAt: Instant | null): boolean =>
  imported !== null && dueAt !== null && dueAt < imported.at

const concerns = ({ products }: CaseClockRule, { impact }: CaseState): boolean =>
  products.length === 0 ||
  impact.some(({ product, status }) => status !== 'not-affected' && products.includes(product))

type Calendar = CaseClocks['calendars'][string]

const startOfDay = (calendar: Calendar, day: string): Instant => {
  const before = addDays(instantOf(Date.parse(`${day}T12:00:00.000Z`)), -1).slice(0, 10)
  return instantOf(millisecondsOf(endOfDayIn(calendar, before)) + 1)
}

interface Start {
  /** `day`: from the beginning of the day of awareness, where nobody recorded the moment. */
  readonly from: Instant | 'day'
  readonly incident: string | null
}

const startsOf = (rule: CaseClockRule, state: CaseState): readonly Start[] => {
  const at = (text: string | undefined): readonly Start[] =>
    text === undefined ? [] : [{ from: instantOf(Date.parse(text)), incident: null }]
  switch (rule.starts) {
    case 'awareness':
      if (state.awareness !== null) return at(state.awareness.moment)
      return state.awareOn === '' ? [] : [{ from: 'day', incident: null }]
    case 'incident':
      return state.incidents
        .filter(({ kind }) => rule.incidents === undefined || rule.incidents.includes(kind))
        .map(({ moment, id }) => ({ from: moment, incident: id }))
    case 'exploited':
      return at(state.reached[exploited])
    case 'fix-available':
      return at(firstOf(state.reached['fix-verified'], published(state)))
    case 'reportable':
      return at(
        state.reportability.find(
          ({ authority, reportable }) => authority === rule.authority && reportable,
        )?.at,
      )
    case 'disclosure-day': {
      const { disclosure } = state
      return disclosure?.disclose === true && disclosure.on !== undefined
        ? at(`${disclosure.on.slice(0, 10)}T12:00:00.000Z`)
        : []
    }
    default:
      return rule.starts satisfies never
  }
}

const published = ({ outward }: CaseState): string | undefined =>
  outward.find(({ fact }) => fact === 'update-published')?.at

const firstOf = (...moments: readonly (string | undefined)[]): string | undefined =>
  moments.filter((one) => one !== undefined).sort()[0]

/** Why it may not run although nothing ended it. */
const standing = (
  { authority }: CaseClockRule,
  state: CaseState,
  condition: Known,
): 'running' | 'stopped' | 'not-required' | 'conditional' => {
  const decided = state.reportability.find((one) => one.authority === authority)
  if (decided?.reportable === false && decided.approved !== null) return 'not-required'
  if (state.closed !== null || endsWithoutFix(state)) return 'stopped'
  return condition === null ? 'conditional' : 'running'
}

/** The date with every pause added; one that still lasts counts until the moment asked about. */
const moved = (
  base: Instant,
  pauses: CaseState['pauses'],
  clock: string,
  until: Instant,
): { readonly dueAt: Instant; readonly paused: boolean } => {
  const own = pauses.filter((pause) => pause.clock === clock)
  const sum = own.reduce(
    (added, { from, to }) =>
      added + Math.max(0, Math.min(Date.parse(to ?? until), Date.parse(until)) - Date.parse(from)),
    0,
  )
  return {
    dueAt: instantOf(millisecondsOf(base) + sum),
    paused: own.some(({ to }) => to === null),
  }
}
