import { handle, type Kind } from '../../ledger/index.ts'
import {
  channelContract,
  closeChannel,
  describeChannel,
  escalateAlarm,
  recordProbe,
  registerChannel,
} from '../contract/channel.ts'
import {
  decideClose,
  decideDescribe,
  decideEscalate,
  decideRecordProbe,
  decideRegister,
} from './decide.ts'
import { type ChannelEvent, parseChannelEvent } from './events.ts'
import {
  type ChannelState,
  channelFacets,
  channelText,
  evolveChannel,
  initialChannel,
} from './state.ts'

export type { ChannelState }

/** Clause 9.2: a way in, with the self-tests that prove its silence. */
export const channelKind = (): Kind<ChannelState, ChannelEvent> => ({
  contract: channelContract,
  initial: initialChannel,
  parseEvent: parseChannelEvent,
  evolve: evolveChannel,
  facets: channelFacets,
  text: channelText,
  handlers: [
    handle(registerChannel, decideRegister),
    handle(describeChannel, decideDescribe),
    handle(recordProbe, decideRecordProbe),
    handle(escalateAlarm, decideEscalate),
    handle(closeChannel, decideClose),
  ],
})
