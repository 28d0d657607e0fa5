import type { ReportState } from '../../../intake/index.ts'
import type { Parcel } from '../../deliveries/carrier.ts'
import type { Parts } from '../../parts.ts'
import { one } from '../../wiring/records.ts'
import type { ChannelSettings } from '../settings.ts'
import { mailAddresses } from './addresses.ts'
import { replyAddresses } from './reply-address.ts'

/** The headers that keep a mail and its answers together. */
export interface MailThread {
  /** Whether the one who gets it is the reporter of the report that it is about. */
  readonly ofReporter?: boolean
  readonly replyTo?: string | undefined
  readonly inReplyTo?: string | undefined
}

/**
 * What a mail to the reporter of a report bears, so that an answer finds its way back; nothing for
 * any other mail, for whoever else gets it must not speak as the reporter.
 */
export const createMailThreads = (parts: Parts, settings: ChannelSettings) => {
  const replies = replyAddresses(parts, mailAddresses(settings))
  return async ({
    stream,
    recipient,
  }: Pick<Parcel, 'stream' | 'recipient'>): Promise<MailThread> => {
    const report = await one<ReportState>(parts.ledger, 'report', stream)
    if (report === undefined || report.state.reporterEmail !== recipient) return {}
    const { channel, theirReference } = report.state
    return {
      ofReporter: true,
      replyTo: replies.of(report),
      inReplyTo:
        channel === 'mail' && /^<[^<>\s]+>$/.test(theirReference) ? theirReference : undefined,
    }
  }
}
