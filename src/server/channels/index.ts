import type { Parts } from '../parts.ts'
import { apiChannel } from './api.ts'
import type { Channel, OpenChannels } from './channel.ts'
import { complaintFolder } from './complaints/channel.ts'
import { logChannels } from './logs/index.ts'
import { imapChannel } from './mail/imap.ts'
import { smtpChannel } from './mail/smtp.ts'
import { createMailIntake, type MailIntake } from './mail/take-in.ts'
import { portalChannel } from './portal.ts'
import { createSelfTests, type SelfTests } from './self-tests.ts'
import type { ChannelSettings } from './settings.ts'
import { trackerChannels } from './trackers/channel.ts'

export { type ChannelSettings, readChannelSettings, writeChannelsFile } from './settings.ts'

/** Each kind of channel, one line. */
const kinds: readonly OpenChannels[] = [
  portalChannel,
  apiChannel,
  logChannels,
  complaintFolder,
  smtpChannel,
  imapChannel,
  trackerChannels,
]

/** The ways in that the server keeps open. */
export interface ChannelKeeper {
  readonly all: readonly Channel[]
  /** Milliseconds between two self-tests of a channel. */
  readonly testsEvery: number
  readonly mail: MailIntake
  readonly selfTests: Omit<SelfTests, 'open' | 'stop'>
  /** Opens each; one that cannot open raises its alarm and does not keep the others shut. */
  start(): Promise<void>
  stop(): Promise<void>
}

export const createChannels = (parts: Parts, settings: ChannelSettings): ChannelKeeper => {
  const all = kinds.flatMap((open) => open(parts, settings, parts.probes))
  const selfTests = createSelfTests(parts, all, settings.selfTests)
  return {
    all,
    mail: createMailIntake(parts, settings),
    testsEvery: settings.selfTests.every,
    selfTests,
    start: () => selfTests.open(),
    stop: async () => {
      // A channel that ends lets the self-test on it end, too.
      await Promise.all(all.map((channel) => channel.stop()))
      await selfTests.stop()
    },
  }
}
