import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import { type Decision, type DecisionContext, mailEach } from '../../ledger/index.ts'
import type {
  describeChannel,
  escalateAlarm,
  recordProbe,
  registerChannel,
} from '../contract/channel.ts'
import type { ChannelEvent } from './events.ts'
import type { ChannelState } from './state.ts'

type Decided = Decision<ChannelEvent> | Refusal

export const decideRegister = (
  _state: ChannelState,
  input: InputOf<typeof registerChannel>,
  { humanId }: DecisionContext,
): Decided => ({ events: [{ type: 'channel.registered', reference: humanId, ...input }] })

export const decideDescribe = (
  state: ChannelState,
  { title, sources }: InputOf<typeof describeChannel>,
): Decided => {
  const same =
    state.status !== 'closed' &&
    state.title === title &&
    state.sources.join() === [...sources].join()
  return { events: same ? [] : [{ type: 'channel.described', title, sources }] }
}

export const decideRecordProbe = (
  state: ChannelState,
  { ok, detail, reason, tell }: InputOf<typeof recordProbe>,
  context: DecisionContext,
): Decided => {
  if (state.status === 'closed') return closed
  const probed: ChannelEvent = { type: 'channel.probed', ok, detail, reason }
  if (!ok && state.alarm === null)
    return {
      events: [probed, { type: 'channel.alarm-raised', detail, told: tell }],
      deliveries: mailEach(tell, context, `raised:${context.now}`, {
        subject: `[${context.humanId}] Reports may not reach us: ${state.title}`,
        body: `The self-test of this channel failed: ${detail}\n\nWhoever reports a vulnerability this way may not be heard. Look at the channel, then run "vulnerary intake self-test ${state.name}". You hear when it works again.`,
      }),
    }
  if (ok && state.alarm !== null)
    return {
      events: [probed, { type: 'channel.alarm-cleared', since: state.alarm.since }],
      deliveries: mailEach(state.alarm.told, context, `cleared:${context.now}`, {
        subject: `[${context.humanId}] Works again: ${state.title}`,
        body: `The self-test of this channel went well again. It had failed since ${state.alarm.since}: ask those who may have written in that time to write once more.`,
      }),
    }
  return { events: [probed] }
}

export const decideEscalate = (
  state: ChannelState,
  { tell }: InputOf<typeof escalateAlarm>,
  context: DecisionContext,
): Decided => {
  if (state.alarm === null || state.alarm.escalatedAt !== null) return { events: [] }
  return {
    events: [{ type: 'channel.alarm-escalated', told: tell }],
    deliveries: mailEach(tell, context, `escalated:${context.now}`, {
      subject: `[${context.humanId}] Still failing: ${state.title}`,
      body: `This channel has failed its self-test since ${state.alarm.since}, and nobody has mended it: ${state.alarm.detail}\n\nWhoever reports a vulnerability this way is not heard (IEC 81001-5-1, clause 9.2). Name somebody who mends it, or close the channel and tell reporters of another.`,
    }),
  }
}

export const decideClose = (state: ChannelState): Decided => ({
  events: state.status === 'closed' ? [] : [{ type: 'channel.closed', name: state.name }],
})

const closed = refuse(
  'channel/closed',
  'The settings have this channel no longer. Put it back into channels.yaml and start the server anew.',
)
