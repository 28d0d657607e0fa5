import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import { type Instant, instantOf, millisecondsOf } from '../../kernel/time.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { assign, namePerson } from '../contract.ts'
import type { ReportEvent } from '../events.ts'
import type { Colleague, Sight } from '../ports.ts'
import type { ReportState } from '../state.ts'
import { closedAlready, type Decided } from './decided.ts'

/** `colleague`: whom the command names; undefined where it names nobody. */
export const decideAssign = (
  state: ReportState,
  _input: InputOf<typeof assign>,
  _context: DecisionContext,
  colleague: Colleague | undefined,
): Decided => {
  if (state.status === 'closed') return closedAlready
  if (colleague === undefined)
    return { events: state.assignee === null ? [] : [{ type: 'report.assigned', to: '' }] }
  const refused = cannotWork(colleague)
  if (refused !== undefined) return refused
  const { id } = colleague
  const named: readonly ReportEvent[] =
    state.embargo === null || state.embargo.named.includes(id)
      ? []
      : [{ type: 'report.person-named', person: id, reason: 'The report was assigned to them.' }]
  return {
    events:
      state.assignee === id && named.length === 0
        ? []
        : [...named, { type: 'report.assigned', to: id }],
  }
}

const cannotWork = ({ name, active, dealsWithReports }: Colleague): Refusal | undefined => {
  if (!active)
    return refuse('report/colleague-inactive', `${name} cannot sign in. Choose somebody who can.`)
  if (!dealsWithReports)
    return refuse(
      'report/colleague-role',
      `${name} does not deal with reports. Choose a triager or an engineer, or have an administrator give them the role.`,
    )
  return undefined
}

/** As it is answered for a record that is not there: who may not see a report learns nothing of it. */
const notThere = refuse('record/not-found', 'There is no report with this id.')

export interface Naming {
  readonly colleague: Colleague | undefined
  readonly sight: Sight
}

export const decideNamePerson = (
  state: ReportState,
  { person, reason }: InputOf<typeof namePerson>,
  { actor }: DecisionContext,
  { colleague, sight }: Naming,
): Decided => {
  const isLast = !sight.anybody && actor.roles.includes('administrator')
  if (!sight.actor && !isLast) return notThere
  if (colleague === undefined)
    return refuse('report/no-such-colleague', `There is no person "${person}". Name another one.`)
  if (!sight.actor && colleague.id === actor.id)
    return refuse(
      'report/not-yourself',
      'Name somebody else: nobody lets themselves see a restricted report.',
    )
  const refused = cannotWork(colleague)
  if (refused !== undefined) return refused
  const { embargo, cases } = state
  if (sight.actor && cases.length === 0) {
    if (embargo === null)
      return refuse('report/not-restricted', 'Everybody can see this report. Nobody need be named.')
    if (embargo.named.includes(colleague.id)) return { events: [] }
  }
  return { events: [{ type: 'report.person-named', person: colleague.id, reason }] }
}

/** Milliseconds after which administrators are told again of a report that nobody can see. */
const alarmAgain = 7 * 86_400_000

/** `addresses`: those of the administrators; `link`: where they name somebody. */
export const decideAlarmUnseen = (
  { status, nextDate, unseenToldAt }: ReportState,
  _input: object,
  { now, stream, humanId }: DecisionContext,
  { addresses, link }: { readonly addresses: readonly string[]; readonly link: string },
): Decided => {
  if (status === 'closed') return { events: [] }
  if (unseenToldAt !== null && now < later(unseenToldAt, alarmAgain)) return { events: [] }
  return {
    events: [{ type: 'report.left-unseen', mails: addresses.length }],
    deliveries: addresses.map((recipient) => ({
      channel: 'mail' as const,
      recipient,
      content: {
        subject: `[${humanId}] Nobody can see this report any more`,
        body: `The report ${humanId} is for named people only, and none of them can sign in and deals with reports any more. Its reporter hears more by ${nextDate ?? 'no day'}. Name a colleague on it in the inbox:\n\n${link}`,
      },
      dedupeKey: `${stream}:unseen-${now}-${recipient}`,
    })),
  }
}

const later = (moment: Instant, milliseconds: number): Instant =>
  instantOf(millisecondsOf(moment) + milliseconds)
