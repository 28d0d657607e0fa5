import type { AuditEvent } from '../../../formats/audit-event.ts'
import { limits } from '../../../kernel/limits.ts'
import { matchersOf } from './matching.ts'
import type { AuditRules, Rule } from './schema.ts'

/** A cause that met a rule. */
export interface Met {
  readonly rule: Rule
  /** What the events have in common, for people: `source ct-3, actor jdoe`. */
  readonly cause: string
  /** Ids of the events, in the order they came. */
  readonly events: readonly string[]
  /** Milliseconds since 1970. */
  readonly firstAt: number
  readonly lastAt: number
}

export interface RuleEngine {
  /** Counts an event that happened at `at` and came in at `now`; answers the rules it just met. */
  take(id: string, event: AuditEvent, at: number, now: number): readonly Met[]
  /** The same cause was raised already, by another process or before a restart. */
  rest(rule: Rule, cause: string, at: number): void
  /** How many events it remembers: bounded. */
  remembered(): number
}

interface Counted {
  events: { readonly id: string; readonly at: number }[]
  /** When it was raised last; for a window after it the cause rests. */
  raisedAt: number | undefined
}

const hour = 3_600_000
/** Under which causes go together once a rule has raised its share of an hour. */
const tooManyCauses = 'many causes at once'

/**
 * Counts by rule and cause within windows that slide. One indicator for each cause and window: a
 * cause that was raised rests for a window. Memory is bounded in causes and events, the oldest go
 * first; a rule that raises more than its share of an hour goes on with one cause for all.
 */
export const createRuleEngine = (rules: AuditRules): RuleEngine => {
  const bounds = limits.auditEvents.rules
  const matchers = matchersOf(rules)
  // A map keeps the order of insertion: what is counted again becomes the youngest.
  const causes = new Map<string, Counted>()
  const share = new Map<string, { hour: number; raised: number }>()
  let remembered = 0

  const keyOf = (rule: Rule, cause: string) => `${rule.id}\n${cause}`
  const counted = (key: string): Counted => {
    const found = causes.get(key) ?? { events: [], raisedAt: undefined }
    causes.delete(key)
    causes.set(key, found)
    return found
  }
  const forget = () => {
    for (const [key, { events }] of causes) {
      if (causes.size <= bounds.causes && remembered <= bounds.remembered) return
      remembered -= events.length
      causes.delete(key)
    }
  }
  const isSpent = ({ id }: Rule, now: number): boolean => {
    const found = share.get(id)
    return found !== undefined && now - found.hour < hour
      ? found.raised >= bounds.indicatorsPerHour
      : false
  }
  const spend = ({ id }: Rule, now: number) => {
    const found = share.get(id)
    if (found !== undefined && now - found.hour < hour) found.raised++
    else share.set(id, { hour: now, raised: 1 })
  }
  const count = (rule: Rule, cause: string, id: string, at: number): Met | undefined => {
    const one = counted(keyOf(rule, cause))
    if (one.raisedAt !== undefined && Math.abs(at - one.raisedAt) < rule.window) return undefined
    const before = one.events.length
    one.events = one.events.filter((event) => Math.abs(at - event.at) < rule.window)
    one.events.push({ id, at })
    remembered += one.events.length - before
    if (one.events.length < rule.threshold) {
      forget()
      return undefined
    }
    const { events } = one
    remembered -= events.length
    one.events = []
    one.raisedAt = at
    const moments = events.map((event) => event.at)
    return {
      rule,
      cause,
      events: events.map((event) => event.id),
      firstAt: Math.min(...moments),
      lastAt: Math.max(...moments),
    }
  }
  return {
    take: (id, event, at, now) => {
      const met: Met[] = []
      for (const { rule, matches } of matchers) {
        if (!matches(event, at)) continue
        // Counted by our clock: a sender that makes up its times gets no larger share.
        const spent = isSpent(rule, now)
        const one = spent
          ? count(rule, tooManyCauses, id, now)
          : count(rule, causeOf(rule, event), id, at)
        if (one === undefined) continue
        if (!spent) spend(rule, now)
        met.push(one)
      }
      return met
    },
    rest: (rule, cause, at) => {
      const one = counted(keyOf(rule, cause))
      remembered -= one.events.length
      one.events = []
      one.raisedAt = at
    },
    remembered: () => remembered,
  }
}

const causeOf = ({ causedBy }: Rule, event: AuditEvent): string =>
  causedBy.map((name) => `${name} ${event[name] || '(not told)'}`).join(', ')
