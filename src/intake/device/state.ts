import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import type { deviceStatuses } from '../contract.ts'
import type { DeviceEvent } from './events.ts'

export interface DeviceState {
  readonly status: (typeof deviceStatuses)[number]
  readonly reference: string
  /** The name under which its audit events come. */
  readonly source: string
  readonly product: string
  readonly note: string
  /** Until when its token is good; null before the first one. */
  readonly tokenUntil: string | null
  readonly ended: { readonly reason: string; readonly by: string; readonly at: string } | null
}

export const initialDevice: DeviceState = {
  status: 'without-token',
  reference: '',
  source: '',
  product: '',
  note: '',
  tokenUntil: null,
  ended: null,
}

export const evolveDevice = (
  state: DeviceState,
  event: DeviceEvent,
  { at, actor }: EventEnvelope,
): DeviceState => {
  switch (event.type) {
    case 'device.registered': {
      const { type: _, ...facts } = event
      return { ...state, ...facts }
    }
    case 'device.token-made':
      return { ...state, status: 'active', tokenUntil: event.expiresAt }
    case 'device.revoked':
      return { ...state, status: 'revoked', ended: { reason: event.reason, by: actor, at } }
    default:
      return event satisfies never
  }
}

export const deviceFacets = ({ source, status, product }: DeviceState): Facets => ({
  title: source,
  status,
  values: product === '' ? {} : { product: [product] },
})

export const deviceText = ({ reference, source, product, note }: DeviceState): string =>
  [reference, source, product, note].join('\n')
