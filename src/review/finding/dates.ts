import { type Instant, instantOf, millisecondsOf } from '../../kernel/time.ts'
import { type Decision, type DecisionContext, mailEach } from '../../ledger/index.ts'
import type { FindingEvent } from './events.ts'
import type { FindingState } from './state.ts'

/** What a reminder needs: addresses by whom it is for, and the way to the task. */
export interface Reached {
  readonly addresses: ReadonlyMap<string, readonly string[]>
  readonly link: string
}

/** How long before the end of its day whoever closes the gap is reminded: three days, in milliseconds. */
const remindBefore = 259_200_000

/** The last moment of its day (UTC), as a documentation defect has it. */
export const endOf = (day: string): Instant => `${day}T23:59:59.999Z` as Instant

/** What is to be told next of the date of an open task, and when; undefined where all is told. */
export const nextMoment = ({
  status,
  task,
}: Pick<FindingState, 'status' | 'task'>):
  | { readonly what: 'soon' | 'missed'; readonly at: Instant }
  | undefined => {
  if (status !== 'task-planned' || task === null) return undefined
  const { who, until, reminded } = task
  const end = endOf(until)
  // Handed to somebody else, it is news again.
  const told = (what: 'soon' | 'missed') =>
    reminded.some((one) => one.what === what && one.until === until && one.to.includes(who))
  if (told('missed')) return undefined
  return told('soon')
    ? { what: 'missed', at: end }
    : { what: 'soon', at: instantOf(millisecondsOf(end) - remindBefore) }
}

/** Who closes the gap; once it is late, who planned that, too. */
export const remindedOf = (
  { task, by }: Pick<FindingState, 'task' | 'by'>,
  what: 'soon' | 'missed',
): readonly string[] =>
  task === null
    ? []
    : [...new Set([task.who, ...(what === 'missed' && by.startsWith('person:') ? [by] : [])])]

/** Its reference and duty only: mail passes through many hands. */
export const decideKeepDates = (
  state: FindingState,
  _input: object,
  { now, humanId, stream }: DecisionContext,
  { addresses, link }: Reached,
): Decision<FindingEvent> => {
  const moment = nextMoment(state)
  if (moment === undefined || state.task === null || moment.at > now)
    return { events: [], deliveries: [] }
  const { who, until } = state.task
  // A reminder after the date would be none.
  const what = now > endOf(until) ? 'missed' : moment.what
  const to = remindedOf(state, what)
  const mails = [...new Set(to.flatMap((name) => addresses.get(name) ?? []))]
  return {
    events: [
      { type: 'review-finding.task-reminded', what, until, to: [...to], mails: mails.length },
    ],
    deliveries: mailEach(mails, { stream }, `${what}-${until}-${who}`, {
      subject:
        what === 'soon' ? `[${humanId}] A date comes near` : `[${humanId}] A date was missed`,
      body: `A gap of the clause review (${state.constraint}) ${what === 'soon' ? 'is' : 'was'} to be closed by ${until} (UTC).\n\n${link}`,
    }),
  }
}
