import type { InputOf } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { refuse } from '../../kernel/result.ts'
import { millisecondsOf, parseInstant } from '../../kernel/time.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import { inEnglish, tell } from '../contract/told.ts'
import type { addFromReporter, replaceLink, setCredit, withdraw } from '../contract.ts'
import type { ReportEvent } from '../events.ts'
import type { ReportState } from '../state.ts'
import type { IntakeClocks } from './clocks/rules.ts'
import { deadlineOf } from './clocks/watch.ts'
import { promise } from './dates.ts'
import { closedAlready, type Decided } from './decided.ts'
import { notYours, tooLarge } from './receiving.ts'
import { contentOf, toReporter } from './to-reporter.ts'

/** What a reporter adds to a closed report opens it again: nobody's word goes unanswered. */
export const decideAddFromReporter =
  (clocks: IntakeClocks) =>
  (
    state: ReportState,
    { message, files, mail }: InputOf<typeof addFromReporter>,
    context: DecisionContext,
  ): Decided => {
    if (mail !== undefined && !context.actor.id.startsWith('outsider:')) return notYours
    if (message === '' && files.length === 0)
      return refuse('report/nothing-added', 'Write a message or choose a file.')
    const sent = state.thread.filter(({ from }) => from === 'reporter').length
    const large = tooLarge([...state.files, ...files])
    if (large !== undefined || sent >= limits.list.items)
      return (
        large ??
        refuse('report/full', 'This report is full. Send a new one and mention its reference.')
      )
    const extended: ReportEvent = { type: 'report.extended', message, files, mail }
    // What a machine answers to our last mail is no word of a person.
    const automatic = mail !== undefined && mail.automatic !== ''
    if (state.status !== 'closed' || automatic) return { events: [extended] }
    return {
      events: [
        {
          type: 'report.reopened',
          by: 'reporter',
          reason: 'The reporter wrote again after it was closed.',
          message: '',
          // As for a new report: until a person answers.
          ...promise(deadlineOf(clocks, 'acknowledgement', context.now)),
        },
        extended,
      ],
    }
  }

/**
 * Ends the talk, not the look: in a case the flaw is followed there, and the report is done; without
 * one it stays open, with its dates, until somebody has said what is in it.
 */
export const decideWithdraw = (
  state: ReportState,
  { message }: InputOf<typeof withdraw>,
  context: DecisionContext,
): Decided => {
  if (state.status === 'closed') return closedAlready
  if (state.withdrawnAt !== null) return { events: [] }
  const withdrawn: ReportEvent = { type: 'report.withdrawn', message }
  return {
    events:
      state.cases.length === 0
        ? [withdrawn]
        : [
            withdrawn,
            {
              type: 'report.closed',
              exit: 'withdrawn',
              reason: 'The reporter took it back. The flaw is followed in its case.',
              message: inEnglish([tell('told.withdrawn')]),
              said: [tell('told.withdrawn')],
            },
          ],
    deliveries: toReporter(state, context, `withdrawn-${context.newId()}`, {
      subject: 'mail.withdrawn.subject',
      body: [tell('told.withdrawn')],
    }),
  }
}

export const decideSetCredit = (
  state: ReportState,
  { credit, creditLink, thanks }: InputOf<typeof setCredit>,
): Decided => ({
  events:
    credit !== ''
      ? [{ type: 'report.credit-set', credit, creditLink, thanks }]
      : state.credit === ''
        ? []
        : [{ type: 'report.credit-set', credit: '', creditLink: '', thanks: 'no' }],
})

/** New links for one report within a day: whoever knows an address cannot flood it. */
const linksPerDay = 3

/**
 * The mail holds the place of the link only: the link itself is made when it leaves, so that no
 * delivery, no fact and no log ever has it (decision 26).
 */
export const decideAskForLink = (
  state: ReportState,
  _input: object,
  context: DecisionContext,
): Decided => {
  if (state.reporterEmail === '')
    return refuse('report/no-contact', 'This report came without a contact to send a link to.')
  const dayBefore = millisecondsOf(context.now) - 86_400_000
  const recent = state.linksAsked.filter((at) => {
    const instant = parseInstant(at)
    return typeof instant === 'string' && millisecondsOf(instant) > dayBefore
  })
  if (recent.length >= linksPerDay)
    return refuse(
      'report/link-asked-often',
      'New links were sent to this contact today. Look into the mailbox, or ask again tomorrow.',
    )
  return {
    events: [{ type: 'report.link-asked' }],
    deliveries: [
      {
        channel: 'mail',
        recipient: state.reporterEmail,
        content: {
          ...contentOf(
            {
              subject: 'mail.link.subject',
              body: [tell('mail.link'), { message: '{link}' }, tell('mail.link.next')],
            },
            context,
            state.language,
          ),
          makes: 'report-link',
        },
        dedupeKey: `${context.stream}:link-${context.newId()}`,
      },
    ],
  }
}

export const decideReplaceLink = (
  _state: ReportState,
  { linkHash }: InputOf<typeof replaceLink>,
): Decided => ({ events: [{ type: 'report.link-replaced', linkHash }] })
