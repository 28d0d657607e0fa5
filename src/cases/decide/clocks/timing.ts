import { type Moment, momentsOf } from '../../../kernel/clock-rules.ts'
import { isRefusal } from '../../../kernel/result.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { CommandHandler, DecisionContext } from '../../../ledger/index.ts'
import type { Timing } from '../../events/clocks.ts'
import type { CaseEvent } from '../../events.ts'
import { type CaseState, evolveCase } from '../../state.ts'
import { type Clock, clocksOf } from './clock.ts'
import type { CaseClocks } from './rules.ts'

/** A moment at which colleagues are told of a clock. */
export interface ClockMoment extends Moment {
  readonly rule: CaseClocks['rules'][number]
}

/** Moments of the dates that run which nobody was told of yet, the earliest first. */
export const openMoments = (
  { calendars }: CaseClocks,
  { told }: Pick<CaseState, 'told'>,
  clocks: readonly Clock[],
): readonly ClockMoment[] =>
  clocks
    .flatMap(({ clock, rule, outcome, dueAt, doneAt }) => {
      const calendar = calendars[rule.calendar]
      const open = outcome === 'running' || (outcome === 'missed' && doneAt === null)
      return calendar === undefined || dueAt === null || !open
        ? []
        : momentsOf(calendar, rule, clock, dueAt).map((moment) => ({ ...moment, rule }))
    })
    .filter(
      ({ kind, clock, dueAt, at }) =>
        !told.some(
          (one) =>
            one.kind === kind && one.clock === clock && one.dueAt === dueAt && one.moment === at,
        ),
    )
    .sort((one, other) => (one.at < other.at ? -1 : 1))

/** Clocks that were missed by now, and no fact says so yet. */
const freshlyMissed = (clocks: CaseClocks, state: CaseState, now: Instant): readonly CaseEvent[] =>
  clocksOf(clocks, state, now).flatMap(
    ({ clock, rule, outcome, startedAt, dueAt }): readonly CaseEvent[] =>
      outcome !== 'missed' || dueAt === null || state.missed.some((one) => one.clock === clock)
        ? []
        : [
            {
              type: 'case.clock-missed',
              clock,
              rule: rule.id,
              title: rule.title,
              startedAt,
              dueAt,
            },
          ],
  )

/** What the rules say of the case as it will be. */
export const timingOf = (clocks: CaseClocks, state: CaseState, now: Instant): Timing => {
  const all = clocksOf(clocks, state, now)
  const moments = openMoments(clocks, state, all).filter(
    ({ kind, dueAt }) => kind === 'escalate' || dueAt > now,
  )
  const dates = all.flatMap(({ outcome, dueAt }) =>
    // A millisecond later it is missed; the keeper looks again when it has passed.
    outcome === 'running' && dueAt !== null ? [dueAt] : [],
  )
  const known = new Set(all.map(({ clock }) => clock))
  return {
    edition: clocks.edition,
    watchAt: [...moments.map(({ at }) => at), ...dates].sort()[0] ?? null,
    clocks: [
      ...all.map(({ clock, rule, outcome, dueAt, doneAt }) => ({
        clock,
        rule: rule.id,
        outcome,
        dueAt,
        doneAt,
      })),
      // Its rule is gone; that it was missed is not. Nobody owes it any more.
      ...state.missed
        .filter(({ clock }) => !known.has(clock))
        .map(({ clock, rule, dueAt }) => ({
          clock,
          rule,
          outcome: 'missed' as const,
          dueAt,
          doneAt: dueAt,
        })),
    ],
  }
}

/** Whether the rules say something else of the case than when it was last asked. */
export const isAnotherTiming = (one: Timing, other: Timing | null): boolean =>
  JSON.stringify(one) !== JSON.stringify(other)

/**
 * The same decisions with what the rules say: first what was missed meanwhile, so that nothing
 * recorded now can undo it, and with the last fact the dates as they are then. No command can
 * forget it.
 */
export const timed =
  (clocks: CaseClocks) =>
  (handler: CommandHandler<CaseState, CaseEvent>): CommandHandler<CaseState, CaseEvent> => ({
    ...handler,
    decide: (state, input, context, facts) => {
      const decided = handler.decide(state, input, context, facts)
      if (isRefusal(decided)) return decided
      const decision = 'events' in decided ? decided : { events: decided }
      const missed = freshlyMissed(clocks, state, context.now)
      const events = [...missed, ...decision.events]
      const last = events.at(-1)
      if (last === undefined) return decided
      const timing = timingOf(clocks, folded(state, events, context), context.now)
      return isAnotherTiming(timing, state.timing)
        ? { ...decision, events: [...events.slice(0, -1), { ...last, timing }] }
        : { ...decision, events }
    },
  })

const folded = (
  state: CaseState,
  events: readonly CaseEvent[],
  { now, actor, signature }: DecisionContext,
): CaseState =>
  events.reduce<CaseState>(
    (before, event) =>
      evolveCase(before, event, { at: now, actor: actor.id, version: 0, signature }),
    state,
  )
