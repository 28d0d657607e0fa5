import type { Decision, DecisionContext, DeliveryRequest } from '../../../ledger/index.ts'
import type { CaseEvent } from '../../events.ts'
import type { CaseState } from '../../state.ts'
import { clocksOf } from './clock.ts'
import type { CaseClocks } from './rules.ts'
import { type ClockMoment, isAnotherTiming, openMoments, timingOf } from './timing.ts'

export interface Reached {
  /** Addresses of each recipient that the moments name. */
  readonly addresses: ReadonlyMap<string, readonly string[]>
  readonly link: string
}

/** The moments that have come and were told to nobody. A reminder after the date would be none. */
export const dueMoments = (
  clocks: CaseClocks,
  state: CaseState,
  now: DecisionContext['now'],
): readonly ClockMoment[] =>
  openMoments(clocks, state, clocksOf(clocks, state, now)).filter(
    ({ kind, at, dueAt }) => at <= now && (kind === 'escalate' || dueAt > now),
  )

/** What was missed is recorded with it, as with every command (`timed`). */
export const decideKeepClocks =
  (clocks: CaseClocks) =>
  (
    state: CaseState,
    _input: object,
    context: DecisionContext,
    { addresses, link }: Reached,
  ): Decision<CaseEvent> => {
    const due = dueMoments(clocks, state, context.now).map((moment) => ({
      moment,
      to: [...new Set(moment.to.flatMap((name) => addresses.get(name) ?? []))],
    }))
    const events = due.map(({ moment, to }) => factOf(moment, to.length))
    const looked =
      events.length === 0 && isAnotherTiming(timingOf(clocks, state, context.now), state.timing)
    return {
      events: looked ? [{ type: 'case.clocks-looked', edition: clocks.edition }] : events,
      deliveries: due.flatMap(({ moment, to }) =>
        to.map((recipient) => mailOf(moment, recipient, context, state, link)),
      ),
    }
  }

const factOf = ({ kind, clock, rule, dueAt, at, to }: ClockMoment, mails: number): CaseEvent => ({
  type: kind === 'remind' ? 'case.clock-reminded' : 'case.clock-escalated',
  clock,
  rule: rule.id,
  dueAt,
  moment: at,
  to: [...to],
  mails,
})

/** Its reference only: mail passes through many hands, and a case may be under embargo. */
const mailOf = (
  { kind, clock, rule, dueAt, at }: ClockMoment,
  recipient: string,
  { humanId, stream }: DecisionContext,
  { embargo }: CaseState,
  link: string,
): DeliveryRequest => ({
  channel: 'mail',
  recipient,
  content: {
    subject:
      kind === 'remind' ? `[${humanId}] A date comes near` : `[${humanId}] A date was missed`,
    body: `${rule.title}: ${kind === 'remind' ? 'due by' : 'was due by'} ${dueAt} (UTC).\nBy: ${rule.source.trim()}\n\n${link}${embargo === null ? '' : '\n\nOnly those named on the case can open it.'}`,
  },
  dedupeKey: `${stream}:${kind}-${clock}-${at}-${recipient}`,
})
