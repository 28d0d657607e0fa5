import type { InputOf } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import { tell } from '../contract/told.ts'
import type { receive } from '../contract.ts'
import type { ReportEvent } from '../events.ts'
import { firstWords, type ReportState } from '../state.ts'
import type { IntakeClocks } from './clocks/rules.ts'
import { deadlineOf } from './clocks/watch.ts'
import { promise } from './dates.ts'
import type { Decided } from './decided.ts'
import { ownerHears } from './to-owner.ts'
import { toReporter } from './to-reporter.ts'

export const decideReceive =
  (clocks: IntakeClocks) =>
  (
    _state: ReportState,
    { reference, ...told }: InputOf<typeof receive>,
    context: DecisionContext,
  ): Decided => {
    // A secret link is made for the stranger who gets it: nobody else may set whose report it opens.
    if (told.linkHash !== undefined && !context.actor.id.startsWith('outsider:'))
      return refuse(
        'report/link-not-yours',
        'Leave "linkHash" out: only the public form makes links.',
      )
    if (told.mail !== undefined && !context.actor.id.startsWith('outsider:')) return notYours
    const large = tooLarge(told.files)
    if (large !== undefined) return large
    const next = deadlineOf(clocks, 'acknowledgement', context.now)
    const assess = deadlineOf(clocks, 'assessment', context.now)
    const received = {
      type: 'report.received' as const,
      ...told,
      title: told.title === '' ? firstWords(told.description) : told.title,
      reference: context.humanId,
      ...referenceOf(told.channel, reference),
      ...promise(next),
      assess,
    } satisfies ReportEvent
    return {
      events: [received],
      deliveries: [
        ...toReporter(told, context, 'received', {
          subject: 'mail.received.subject',
          body: [
            tell('mail.received'),
            tell('mail.received.next', {}, { day: next.day, assess: assess.day }),
          ],
        }),
        ...ownerHears.received(received, context, next.day),
      ],
    }
  }

/** Numbers of trackers and complaint systems are the maker's own; a mail's names its sender's host. */
const referenceOf = (channel: string, reference: string) =>
  channel === 'mail' && reference !== ''
    ? { theirReference: '', messageId: reference }
    : { theirReference: reference }

/** What a signature says is worth something only where the server itself has verified it. */
export const notYours = refuse(
  'report/mail-not-yours',
  'Leave "mail" out, and hand in the mail itself: only the server says what it found in it.',
)

export const tooLarge = (files: readonly { readonly size: number }[]): Refusal | undefined =>
  files.reduce((sum, { size }) => sum + size, 0) > limits.file.reportTotalBytes
    ? refuse(
        'file/too-large',
        `The files of a report may have ${limits.file.reportTotalBytes} bytes together. Send less.`,
      )
    : undefined
