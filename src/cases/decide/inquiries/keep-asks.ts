import type { Decision, DecisionContext } from '../../../ledger/index.ts'
import type { CaseEvent } from '../../events.ts'
import type { Reached } from '../../ports/inquiries.ts'
import { type Ask, hasAnswered } from '../../state/owners.ts'
import type { CaseState } from '../../state.ts'
import { mailsTo } from './mails.ts'

/** Reminders and escalations that have come, each told once. A reminder after the date would be none. */
export const keepAsks = (
  state: CaseState,
  context: DecisionContext,
  reached: Reached,
): Decision<CaseEvent> => {
  const due = dueAsks(state, context.now).map(({ ask, moment }) => {
    const to = toldAt(ask, moment)
    const reminds = moment.kind === 'remind'
    // A reminder after the date would be none: it is only crossed off.
    const late = reminds && ask.dueAt <= context.now
    const mails = mailsTo(late ? [] : to, reached, context, {
      what: `${moment.kind}-${ask.product}-${moment.at}`,
      subject: reminds ? 'An answer is due soon' : 'An answer about a product is missing',
      body: `An answer about a product ${reminds ? 'is due by' : 'was due by'} ${ask.dueAt} (UTC).${
        state.embargo === null
          ? ''
          : ' If you cannot open the case you are not named on it: ask who works on it.'
      }`,
    })
    return { ask, moment, to, mails }
  })
  return {
    events: due.map(({ ask, moment, to, mails }) => ({
      type: 'case.owners-reminded',
      product: ask.product,
      kind: moment.kind,
      moment: moment.at,
      dueAt: ask.dueAt,
      to,
      mails: mails.length,
    })),
    deliveries: due.flatMap(({ mails }) => mails),
  }
}

/** The owners, whom the rule names, and, once it is late, who asked: they can see the case. */
const toldAt = ({ owners, asked }: Ask, { kind, to }: Ask['pending'][number]): string[] => [
  ...new Set([...owners, ...to, ...(kind === 'escalate' ? [asked.by] : [])]),
]

const dueAsks = ({ asks }: CaseState, now: string) =>
  asks.flatMap((ask) =>
    openMoments(ask)
      .filter(({ at }) => at <= now)
      .map((moment) => ({ ask, moment })),
  )

const openMoments = (ask: Ask): Ask['pending'] => (hasAnswered(ask) ? [] : ask.pending)

/** Everybody whom the moments that have come name. */
export const recipientsOfAsks = (state: CaseState, now: string): readonly string[] => [
  ...new Set(dueAsks(state, now).flatMap(({ ask, moment }) => toldAt(ask, moment))),
]

/** When the server must look at the questions again. */
export const nextAskMoment = ({ asks }: Pick<CaseState, 'asks'>): string | undefined =>
  asks.flatMap((ask) => openMoments(ask).map(({ at }) => at)).sort()[0]
