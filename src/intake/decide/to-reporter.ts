import type { DecisionContext, DeliveryRequest } from '../../ledger/index.ts'
import type { ReportState } from '../state.ts'

/** Where a report came from, as far as an answer needs it. */
interface Addressee extends Pick<ReportState, 'reporterEmail' | 'channel'> {
  readonly origin?: ReportState['origin'] | undefined
  readonly withdrawnAt?: string | null
}

/**
 * What the reporter is told: by mail, where they left an address, and in the issue that the report
 * was made of, where it came from a tracker. `what` makes each leave once.
 */
export const toReporter = (
  to: Addressee,
  context: DecisionContext,
  what: string,
  content: { readonly subject: string; readonly body: string },
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
                content,
                dedupeKey: `${context.stream}:${what}`,
              },
            ]),
        ...toIssue(to, context, what, content),
      ]

/** A comment in the issue of another system; nothing where the report is none of a tracker's. */
export const toIssue = (
  { channel, origin }: Addressee,
  { stream }: DecisionContext,
  what: string,
  content: { readonly subject: string; readonly body: string },
): readonly DeliveryRequest[] =>
  channel !== 'tracker' || origin === null || origin === undefined
    ? []
    : [
        {
          channel: 'tracker',
          recipient: `${origin.system} ${origin.key}`,
          content: { ...content, what, system: origin.system, key: origin.key },
          dedupeKey: `${stream}:tracker:${what}`,
        },
      ]
