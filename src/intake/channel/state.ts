import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import type { channelStatuses } from '../contract/channel.ts'
import type { ChannelEvent } from './events.ts'

export interface ChannelState {
  readonly status: (typeof channelStatuses)[number]
  readonly reference: string
  /** As channels.yaml names it. */
  readonly name: string
  readonly title: string
  readonly sources: readonly string[]
  readonly lastTest: {
    readonly at: string
    readonly ok: boolean
    readonly detail: string
    readonly reason: string
  } | null
  readonly lastGoodAt: string | null
  readonly alarm: {
    readonly since: string
    readonly detail: string
    readonly escalatedAt: string | null
    /** Addresses that heard of it, and hear when it is over. */
    readonly told: readonly string[]
  } | null
}

export const initialChannel: ChannelState = {
  status: 'untested',
  reference: '',
  name: '',
  title: '',
  sources: [],
  lastTest: null,
  lastGoodAt: null,
  alarm: null,
}

export const evolveChannel = (
  state: ChannelState,
  event: ChannelEvent,
  { at }: EventEnvelope,
): ChannelState => {
  switch (event.type) {
    case 'channel.registered': {
      const { type: _, ...facts } = event
      return { ...state, ...facts }
    }
    case 'channel.described': {
      const { type: _, ...facts } = event
      return { ...state, ...facts, status: state.status === 'closed' ? 'untested' : state.status }
    }
    case 'channel.probed': {
      const { type: _, ...test } = event
      return {
        ...state,
        status: test.ok ? 'working' : 'failing',
        lastTest: { at, ...test },
        lastGoodAt: test.ok ? at : state.lastGoodAt,
      }
    }
    case 'channel.alarm-raised':
      return {
        ...state,
        alarm: { since: at, detail: event.detail, escalatedAt: null, told: event.told },
      }
    case 'channel.alarm-escalated':
      return state.alarm === null
        ? state
        : {
            ...state,
            alarm: {
              ...state.alarm,
              escalatedAt: at,
              told: [...new Set([...state.alarm.told, ...event.told])],
            },
          }
    case 'channel.alarm-cleared':
      return { ...state, alarm: null }
    case 'channel.closed':
      return { ...state, status: 'closed', alarm: null }
    default:
      return event satisfies never
  }
}

export const channelFacets = (state: ChannelState): Facets => ({
  title: state.title,
  status: state.status,
  values: { name: [state.name] },
})

export const channelText = (state: ChannelState): string =>
  [state.name, state.lastTest?.detail ?? ''].join('\n')
