import type { Deadline } from '../../kernel/calendar.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { spanWords } from '../../kernel/span.ts'
import type { Instant } from '../../kernel/time.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import { evolveReport, type ReportState, runningDates } from '../state.ts'
import type { IntakeClocks } from './clocks/rules.ts'
import { deadlineOf, deadlineOn, type Moment, momentsOf, today } from './clocks/watch.ts'
import type { Decided } from './decided.ts'

/** The two fields of an event that promises a day. */
export const promise = ({ day, at }: Deadline) => ({ nextDate: day, dueAt: at })

/** What was promised, or anew where that day has passed: nobody is left with an old promise. */
export const standingDate = (clocks: IntakeClocks, state: ReportState, now: Instant): Deadline =>
  state.nextDate !== null && state.nextDate >= today(clocks, now)
    ? { day: state.nextDate, at: state.dueAt ?? deadlineOn(clocks, state.nextDate).at }
    : deadlineOf(clocks, 'update', now)

/** A day that a person chose, as the policy allows it: today or later, and no later than promised. */
export const chosenDate = (clocks: IntakeClocks, day: string, now: Instant): Deadline | Refusal => {
  if (day < today(clocks, now))
    return refuse('report/date-passed', 'The next date lies in the past. Choose today or later.')
  const last = deadlineOf(clocks, 'update', now).day
  return day > last
    ? refuse(
        'report/date-too-far',
        `Our policy promises news every ${spanWords(clocks.clocks.update.within)}. Choose ${last} or earlier.`,
      )
    : deadlineOn(clocks, day)
}

/** Moments of the dates that run which nobody was told of yet, the earliest first. */
export const openMoments = (clocks: IntakeClocks, state: ReportState): readonly Moment[] =>
  runningDates(state)
    .flatMap(({ clock, dueAt }) => momentsOf(clocks, clock, dueAt))
    .filter(
      ({ kind, clock, dueAt, at }) =>
        !state.told.some(
          (told) =>
            told.kind === (kind === 'remind' ? 'reminded' : 'escalated') &&
            told.clock === clock &&
            told.dueAt === dueAt &&
            told.moment === at,
        ),
    )
    .sort((one, other) => (one.at < other.at ? -1 : 1))

/**
 * The same decisions, with the moment at which the server looks at the dates next: known from what
 * the report will be, so that no command can forget to set it. A reminder whose date has passed
 * needs no look any more.
 */
export const watched = (clocks: IntakeClocks) => {
  const complete = (state: ReportState, decided: Decided, context: DecisionContext): Decided => {
    if (isRefusal(decided)) return decided
    const last = decided.events.at(-1)
    if (last === undefined) return decided
    const { now, actor, signature } = context
    const after = decided.events.reduce<ReportState>(
      (folded, event) =>
        evolveReport(folded, event, { at: now, actor: actor.id, version: 0, signature }),
      state,
    )
    const next = openMoments(clocks, after).find(
      ({ kind, dueAt }) => kind === 'escalate' || dueAt > now,
    )
    return {
      ...decided,
      events: [...decided.events.slice(0, -1), { ...last, watchAt: next?.at ?? null }],
    }
  }
  return {
    alone:
      <Input>(decide: (state: ReportState, input: Input, context: DecisionContext) => Decided) =>
      (state: ReportState, input: Input, context: DecisionContext): Decided =>
        complete(state, decide(state, input, context), context),
    relying:
      <Input, Facts>(
        decide: (
          state: ReportState,
          input: Input,
          context: DecisionContext,
          facts: Facts,
        ) => Decided,
      ) =>
      (state: ReportState, input: Input, context: DecisionContext, facts: Facts): Decided =>
        complete(state, decide(state, input, context, facts), context),
  }
}
