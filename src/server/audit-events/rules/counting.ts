import type { AuditEvent } from '../../../formats/audit-event.ts'
import { limits } from '../../../kernel/limits.ts'
import type { Rule } from './schema.ts'

/** An event that a rule counts. */
export interface Hit {
  readonly rule: Rule
  /** What the events have in common, for people: `source ct-3, actor jdoe`. */
  readonly cause: string
  readonly id: string
  /** When it happened and when it came in, in milliseconds since 1970. */
  readonly at: number
  readonly now: number
}

/** What is known of one cause of one rule: small, without a name, and the same for every process. */
export interface CauseState {
  /** What counts towards the threshold: ids of events. */
  readonly events: readonly { readonly id: string; readonly at: number }[]
  /** For a window after it the cause rests, and what comes is added to the indicator. */
  readonly raised?: Raised
}

export interface Raised {
  readonly set: string
  readonly at: number
  /** All events of the cause in the window, and how many of them are kept as evidence. */
  readonly count: number
  readonly kept: number
  readonly lastAt: number
  /** Until then, by our clock, events are added. */
  readonly until: number
}

/** A cause that met its rule. */
export interface Met {
  readonly rule: Rule
  readonly cause: string
  readonly events: readonly string[]
  readonly firstAt: number
  readonly raised: Raised
}

export interface Counted {
  /** By the key of the cause. */
  readonly changed: ReadonlyMap<string, CauseState>
  readonly met: readonly Met[]
  /** By the set of evidence: windows of before that took more events. */
  readonly grown: ReadonlyMap<string, Raised>
  /** Events to be kept beside those that raised it. */
  readonly copies: readonly { readonly set: string; readonly idx: number; readonly id: string }[]
}

const hour = 3_600_000
/** What comes in late, out of a file, still finds its window for so long. */
const lateness = 600_000
/** Under which causes go together once a rule has raised its share of an hour. */
const tooManyCauses = 'many causes at once'
/** No cause that a rule can make: those begin with the name of a field. */
const share = 'share of an hour'

const nothing: CauseState = { events: [] }

/** The keys under which the states that these hits need are kept. */
export const keysOf = (hits: readonly Hit[], keyOf: KeyOf): readonly string[] => {
  const rules = new Set(hits.map(({ rule }) => rule))
  return [
    ...new Set([
      ...hits.map(({ rule, cause }) => keyOf(rule, cause)),
      ...[...rules].flatMap((rule) => [keyOf(rule, share), keyOf(rule, tooManyCauses)]),
    ]),
  ]
}
export type KeyOf = (rule: Rule, cause: string) => string

/**
 * Counts by rule and cause within windows that slide, from the states as they were. One indicator
 * for each cause and window: a cause that was raised rests for a window, and what comes is added to
 * it. A rule that raises more than its share of an hour goes on with one cause for all.
 */
export const countHits = (
  hits: readonly Hit[],
  known: ReadonlyMap<string, CauseState>,
  keyOf: KeyOf,
  newSet: () => string,
): Counted => {
  const changed = new Map<string, CauseState>()
  const met: Met[] = []
  const grown = new Map<string, Raised>()
  const copies: { set: string; idx: number; id: string }[] = []
  const stateOf = (key: string) => changed.get(key) ?? known.get(key) ?? nothing

  const grow = (key: string, state: CauseState, raised: Raised, { id, at, now }: Hit) => {
    if (now >= raised.until) return
    const keeps = raised.kept < limits.auditEvents.evidence
    if (keeps) copies.push({ set: raised.set, idx: raised.kept, id })
    const more: Raised = {
      ...raised,
      count: raised.count + 1,
      kept: raised.kept + (keeps ? 1 : 0),
      lastAt: Math.max(raised.lastAt, at),
    }
    changed.set(key, { ...state, raised: more })
    grown.set(raised.set, more)
  }
  const count = (hit: Hit): boolean => {
    const { rule, cause, id, at, now } = hit
    const key = keyOf(rule, cause)
    const state = stateOf(key)
    const { raised } = state
    if (raised !== undefined && Math.abs(at - raised.at) < rule.window) {
      grow(key, state, raised, hit)
      return false
    }
    const events = [
      ...state.events.filter((one) => Math.abs(at - one.at) < rule.window),
      { id, at },
    ]
    if (events.length < rule.threshold) {
      changed.set(key, { ...state, events })
      return false
    }
    const moments = events.map((event) => event.at)
    const begun: Raised = {
      set: newSet(),
      at,
      count: events.length,
      kept: events.length,
      lastAt: Math.max(...moments),
      until: Math.max(at + rule.window, now + Math.min(rule.window, lateness)),
    }
    changed.set(key, { events: [], raised: begun })
    met.push({
      rule,
      cause,
      events: events.map((event) => event.id),
      firstAt: Math.min(...moments),
      raised: begun,
    })
    return true
  }
  for (const hit of hits) {
    const { rule, now } = hit
    const key = keyOf(rule, share)
    // Counted by our clock: a sender that makes up its times gets no larger share.
    const raisings = stateOf(key).events.filter(({ at }) => now - at < hour)
    if (raisings.length >= limits.auditEvents.rules.indicatorsPerHour)
      count({ ...hit, cause: tooManyCauses, at: now })
    else if (count(hit)) changed.set(key, { events: [...raisings, { id: '', at: now }] })
  }
  return { changed, met, grown, copies }
}

/** `source ct-3, actor jdoe`: what an event shares with others of its cause. */
export const causeOf = ({ causedBy }: Rule, event: AuditEvent): string =>
  causedBy.map((name) => `${name} ${event[name] || '(not told)'}`).join(', ')
