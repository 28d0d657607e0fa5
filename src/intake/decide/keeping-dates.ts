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

/** `addresses`: those of each recipient that the moments name. */
export const decideKeepDates =
  (clocks: IntakeClocks) =>
  (
    state: ReportState,
    _input: object,
    context: DecisionContext,
    addresses: ReadonlyMap<string, readonly string[]>,
  ): Decided => {
    const due = dueMoments(clocks, state, context.now).map((moment) => ({
      moment,
      to: [...new Set(moment.to.flatMap((name) => addresses.get(name) ?? []))],
    }))
    return {
      events: due.map(({ moment, to }) => factOf(moment, to.length)),
      deliveries: due.flatMap(({ moment, to }) =>
        to.map((recipient) => mailOf(moment, recipient, context)),
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
): DeliveryRequest => ({
  channel: 'mail',
  recipient,
  content: {
    subject:
      kind === 'remind' ? `[${humanId}] A date comes near` : `[${humanId}] A date was missed`,
    body: `${owed[clock]} ${kind === 'remind' ? 'is due by' : 'was due by'} ${dueAt} (UTC). Look at the report ${humanId} in the workbench.`,
  },
  dedupeKey: `${stream}:${kind}-${clock}-${at}-${recipient}`,
})
