import { createMailSender } from '../../connections/mail.ts'
import type { ChannelSettings } from '../channels/index.ts'
import { createMailThreads } from '../channels/mail/outgoing.ts'
import type { Parts } from '../parts.ts'
import type { Carrier } from './carrier.ts'
import { mailCarrier } from './mail-carrier.ts'
import { trackerCarrier } from './tracker-carrier.ts'

/** What takes deliveries out; without a mail server, mail waits, and so does what is for a tracker. */
export const carriersOf = (parts: Parts, channels: ChannelSettings): readonly Carrier[] => {
  const { smtpUrl, mailFrom } = parts.settings
  const { trackers } = channels
  const threads = createMailThreads(parts, channels)
  return [
    ...(smtpUrl === undefined
      ? []
      : [mailCarrier(parts, createMailSender({ smtpUrl, mailFrom }), threads)]),
    ...(trackers.length === 0 ? [] : [trackerCarrier(parts, trackers)]),
  ]
}
