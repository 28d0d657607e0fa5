import type { DecisionContext, DeliveryRequest } from '../../ledger/index.ts'
import type { ReportEvent } from '../events.ts'
import type { ReportState } from '../state.ts'
import type { IntakeClocks } from './clocks/rules.ts'
import type { Moment } from './clocks/watch.ts'
import { openMoments } from './dates.ts'
import type { Decided } from './decided.ts'

/** The moments that have come and were told to nobody. A reminder after the date would be none. */
export const dueMoments = (
  clocks: IntakeClocks,
  state: ReportState,
  now: string,
): readonly Moment[] =>
  openMoments(clocks, state).filter(
    ({ kind, at, dueAt }) => at <= now && (kind === 'escalate' || dueAt > now),
  )

/** Whom a moment reaches: who looks after the report first, then whom the rule names. */
export const recipientsOf = (
  { assignee }: Pick<ReportState, 'assignee'>,
  { to }: Moment,
): readonly string[] => [...(assignee === null ? [] : [assignee]), ...to]

export interface Reached {
  /** Addresses of each recipient that the moments name. */
  readonly addresses: ReadonlyMap<string, readonly string[]>
  readonly link: string
}

export const decideKeepDates =
  (clocks: IntakeClocks) =>
  (
    state: ReportState,
    _input: object,
    context: DecisionContext,
    { addresses, link }: Reached,
  ): Decided => {
    const due = dueMoments(clocks, state, context.now).map((moment) => ({
      moment,
      to: [...new Set(recipientsOf(state, moment).flatMap((name) => addresses.get(name) ?? []))],
    }))
    return {
      events: due.map(({ moment, to }) => factOf(moment, to.length)),
      deliveries: due.flatMap(({ moment, to }) =>
        to.map((recipient) => mailOf(moment, recipient, context, state, link)),
      ),
    }
  }

const factOf = ({ kind, clock, dueAt, at, to }: Moment, mails: number): ReportEvent => ({
  type: kind === 'remind' ? 'report.reminded' : 'report.escalated',
  clock,
  dueAt,
  moment: at,
  to: [...to],
  mails,
})

const owed: Readonly<Record<Moment['clock'], string>> = {
  acknowledgement: 'The first answer of a person to its reporter',
  assessment: 'The first assessment',
  update: 'The next news for its reporter',
}

/** Its reference only: mail passes through many hands, and a report may be under embargo. */
const mailOf = (
  { kind, clock, dueAt, at }: Moment,
  recipient: string,
  { humanId, stream }: DecisionContext,
  { embargo }: ReportState,
  link: string,
): DeliveryRequest => ({
  channel: 'mail',
  recipient,
  content: {
    subject:
      kind === 'remind' ? `[${humanId}] A date comes near` : `[${humanId}] A date was missed`,
    body: `${owed[clock]} ${kind === 'remind' ? 'is due by' : 'was due by'} ${dueAt} (UTC).\n\n${link}${embargo === null ? '' : '\n\nOnly those named on the report can open it.'}`,
  },
  dedupeKey: `${stream}:${kind}-${clock}-${at}-${recipient}`,
})
