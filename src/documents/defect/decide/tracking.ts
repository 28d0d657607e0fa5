import type { InputOf } from '../../../kernel/fields.ts'
import { isRefusal, refuse } from '../../../kernel/result.ts'
import {
  type Decision,
  type DecisionContext,
  type DeliveryRequest,
  mailEach,
} from '../../../ledger/index.ts'
import type { followDefectIssue, recordDefectIssue, trackDefect } from '../../contract/defect.ts'
import type { DefectEvent } from '../events.ts'
import { isOver, nextMoment } from '../facets.ts'
import type { DefectPorts } from '../ports.ts'
import { type DefectState, evolveDefect } from '../state.ts'
import { type Decided, over } from './decided.ts'

type Trackers = DefectPorts['trackers']

/** The words of the issue are found when it leaves: its project may be opened until then. */
export const decideTrack =
  (trackers: Trackers) =>
  (
    state: DefectState,
    { tracker }: InputOf<typeof trackDefect>,
    context: DecisionContext,
  ): Decided => {
    const refused = over(state)
    if (refused !== undefined) return refused
    if (state.tracker !== null)
      return refuse(
        'defect/tracked-already',
        `It is in ${state.tracker} already${state.issue === null ? '' : `, as ${state.issue.key}`}.`,
      )
    if (!trackers.some(({ system }) => system === tracker))
      return refuse(
        'defect/no-tracker',
        `There is no tracker "${tracker}". ${trackers.length === 0 ? 'None is connected: an administrator adds it to channels.yaml.' : `Choose one of: ${trackers.map(({ system }) => system).join(', ')}.`}`,
      )
    return {
      events: [{ type: 'defect.tracked', tracker }],
      deliveries: [
        {
          channel: 'tracker',
          recipient: tracker,
          content: { does: 'create-defect', system: tracker, since: context.now },
          dedupeKey: `defect-issue:${context.stream}`,
        },
      ],
    }
  }

export const decideRecordIssue = (
  state: DefectState,
  input: InputOf<typeof recordDefectIssue>,
): Decided =>
  // The same issue told twice is one fact.
  state.issue === null ? [{ type: 'defect.issue-recorded', ...input }] : []

/** What the tracker says now. Where it decides, an issue that is opened again opens the defect. */
export const decideFollowIssue =
  (trackers: Trackers) =>
  (state: DefectState, input: InputOf<typeof followDefectIssue>): Decided => {
    const { issue, tracker } = state
    if (issue === null) return []
    const isNews =
      issue.key !== input.key ||
      issue.url !== input.url ||
      issue.status !== input.status ||
      issue.isClosed !== input.isClosed
    if (!isNews) return []
    const decides = trackers.some((one) => one.system === tracker && one.decides)
    const again = decides && issue.isClosed && !input.isClosed && state.status === 'closed'
    return [
      { type: 'defect.issue-followed', ...input },
      ...(again
        ? [
            {
              type: 'defect.reopened' as const,
              reason: `Issue ${input.key} was opened again in ${tracker}, which decides.`,
            },
          ]
        : []),
    ]
  }

/** The same decision; where it ends the defect or opens it again, its tracker hears of it. */
export const told =
  <Input, Facts>(
    trackers: Trackers,
    decide: (state: DefectState, input: Input, context: DecisionContext, facts: Facts) => Decided,
  ) =>
  (state: DefectState, input: Input, context: DecisionContext, facts: Facts): Decided => {
    const decided = decide(state, input, context, facts)
    if (isRefusal(decided)) return decided
    const decision: Decision<DefectEvent> = 'events' in decided ? decided : { events: decided }
    const delivery = newsOf(trackers, state, decision.events, context)
    return delivery === undefined
      ? decision
      : { ...decision, deliveries: [...(decision.deliveries ?? []), delivery] }
  }

const newsOf = (
  trackers: Trackers,
  state: DefectState,
  events: readonly DefectEvent[],
  { now, actor, stream }: DecisionContext,
): DeliveryRequest | undefined => {
  const { tracker } = state
  const here = trackers.find(({ system }) => system === tracker)
  if (tracker === null || here === undefined || here.decides) return undefined
  const after = events.reduce(
    (folded, event) => evolveDefect(folded, event, { at: now, actor: actor.id }),
    state,
  )
  if (isOver(after) === isOver(state)) return undefined
  const want = isOver(after) ? 'closed' : 'open'
  return {
    channel: 'tracker',
    recipient: tracker,
    content: { does: 'defect-status', system: tracker, want },
    // As often as it was opened again.
    dedupeKey: `defect-status:${stream}:${want}:${state.reopened.length + state.returned.length}`,
  }
}

export interface Reached {
  readonly addresses: ReadonlyMap<string, readonly string[]>
  readonly link: string
}

/** Whom a date is told to: who corrects, and where that is nobody with an account, the writers. */
export const remindedOf = (
  { assigned }: DefectState,
  what: 'soon' | 'missed',
): readonly string[] => {
  const person = assigned?.person ?? null
  if (what === 'missed') return [...(person === null ? [] : [person]), 'writer', 'engineer']
  return person === null ? ['writer'] : [person]
}

/** Its reference only: mail passes through many hands. */
export const decideKeepDates = (
  state: DefectState,
  _input: object,
  { now, humanId, stream }: DecisionContext,
  { addresses, link }: Reached,
): Decided => {
  const moment = nextMoment(state)
  const until = state.assigned?.until
  if (moment === undefined || until === undefined || moment.at > now) return []
  // A reminder after the date would be none.
  const what = now.slice(0, 10) > until ? 'missed' : moment.what
  const to = remindedOf(state, what)
  const mails = [...new Set(to.flatMap((name) => addresses.get(name) ?? []))]
  return {
    events: [{ type: 'defect.reminded', what, until, to: [...to], mails: mails.length }],
    deliveries: mailEach(mails, { stream }, `${what}-${until}`, {
      subject:
        what === 'soon' ? `[${humanId}] A date comes near` : `[${humanId}] A date was missed`,
      body: `The correction of a document ${what === 'soon' ? 'is' : 'was'} due on ${until} (UTC).\n\n${link}`,
    }),
  }
}
