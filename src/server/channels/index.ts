import type { Parts } from '../parts.ts'
import type { Channel, OpenChannels } from './channel.ts'
import { createProbes } from './probes.ts'
import type { ChannelSettings } from './settings.ts'

export { type ChannelSettings, readChannelSettings, writeChannelsFile } from './settings.ts'

/** Each kind of channel, one line. */
const kinds: readonly OpenChannels[] = []

/** The ways in that the server keeps open. */
export interface ChannelKeeper {
  readonly all: readonly Channel[]
  /** Opens each; one that cannot open is told in the log and does not keep the others shut. */
  start(): Promise<void>
  stop(): Promise<void>
}

export const createChannels = (parts: Parts, settings: ChannelSettings): ChannelKeeper => {
  const probes = createProbes(parts.random)
  const all = kinds.flatMap((open) => open(parts, settings, probes))
  return {
    all,
    start: async () => {
      for (const channel of all) {
        try {
          await channel.start()
          parts.log.info({ channel: channel.name }, 'a channel is open')
        } catch (cause) {
          parts.log.error({ err: cause, channel: channel.name }, 'a channel could not be opened')
        }
      }
    },
    stop: async () => {
      await Promise.all(all.map((channel) => channel.stop()))
    },
  }
}
