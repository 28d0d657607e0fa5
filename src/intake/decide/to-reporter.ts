import type { DecisionContext, DeliveryRequest } from '../../ledger/index.ts'
import { inEnglish, type Told, type ToldMail, tell } from '../contract/told.ts'
import type { ToldKey } from '../contract/told-words.ts'
import type { ReportState } from '../state.ts'

/** Where a report came from, as far as an answer needs it. */
interface Addressee
  extends Pick<ReportState, 'reporterEmail' | 'channel' | 'language'>,
    Partial<Pick<ReportState, 'embargo' | 'mails' | 'withdrawnAt'>> {
  readonly origin?: ReportState['origin'] | undefined
}

/** What a reporter is told: the text that is the subject, and the paragraphs of the body. */
export interface Letter {
  readonly subject: ToldKey
  readonly body: Told
}

/**
 * What the reporter is told: by mail, where they left an address, and in the issue that the report
 * was made of, where it came from a tracker. `what` makes each leave once.
 */
export const toReporter = (
  to: Addressee,
  context: DecisionContext,
  what: string,
  letter: Letter,
): readonly DeliveryRequest[] =>
  // Who took the report back is written to no more.
  typeof to.withdrawnAt === 'string'
    ? []
    : [
        ...(to.reporterEmail === ''
          ? []
          : [
              {
                channel: 'mail' as const,
                recipient: to.reporterEmail,
                content: contentOf(sayable(to, letter), context, to.language),
                dedupeKey: `${context.stream}:${what}`,
              },
            ]),
        ...toIssue(to, context, what, letter),
      ]

/** What is under embargo, or came encrypted, does not go back in plain mail. */
const sayable = ({ embargo, mails }: Addressee, { subject, body }: Letter): Letter => ({
  subject,
  body:
    (embargo ?? null) === null && !mails?.some(({ encryption }) => encryption === 'opened')
      ? body
      : body.map((one) => ('message' in one ? tell('mail.discreet') : one)),
})

/** A comment in the issue of another system; nothing where the report is none of a tracker's. */
export const toIssue = (
  { channel, origin, language }: Addressee,
  context: DecisionContext,
  what: string,
  letter: Letter,
): readonly DeliveryRequest[] =>
  channel !== 'tracker' || origin === null || origin === undefined
    ? []
    : [
        {
          channel: 'tracker',
          recipient: `${origin.system} ${origin.key}`,
          content: {
            ...contentOf(letter, context, language),
            what,
            system: origin.system,
            key: origin.key,
          },
          dedupeKey: `${context.stream}:tracker:${what}`,
        },
      ]

/**
 * A letter as a delivery holds it. Its words are found when it leaves, in the language of whom it is
 * for; until then, and where that cannot be, there is the English.
 */
export const contentOf = (
  { subject, body }: Letter,
  { humanId }: Pick<DecisionContext, 'humanId'>,
  language: string,
) => {
  const named = body.map((one) =>
    'message' in one ? one : { ...one, values: { reference: humanId, ...one.values } },
  )
  const told: ToldMail = { reference: humanId, subject, body: named }
  return {
    subject: `[${humanId}] ${inEnglish([tell(subject)])}`,
    body: inEnglish(named),
    told: JSON.stringify(told),
    language,
  }
}

/** The day by which the reporter hears more. */
export const byNext = (day: string): Told[number] => tell('mail.next', {}, { day })
