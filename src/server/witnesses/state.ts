import { z } from 'zod'
import { type EventEnvelope, type EventOf, eventParser, type Facets } from '../../ledger/index.ts'
import type { witnessStatuses } from './contract.ts'

/** Facts about a witness. A shipped schema is never edited. */
const witnessEvents = {
  'witness.named': z.object({ reference: z.string(), name: z.string(), keyId: z.string() }),
  'witness.named-again': z.object({ name: z.string() }),
  'witness.missed': z.object({
    /** Null where it never cosigned. */
    heardAt: z.string().nullable(),
    hours: z.number(),
    told: z.array(z.string()),
  }),
  'witness.came-back': z.object({ since: z.string(), heardAt: z.string() }),
  'witness.dropped': z.object({ name: z.string() }),
} as const

export type WitnessEvent = EventOf<typeof witnessEvents>
export const parseWitnessEvent = eventParser(witnessEvents)

export interface WitnessState {
  readonly status: (typeof witnessStatuses)[number]
  readonly reference: string
  /** As its cosignatures name it. */
  readonly name: string
  readonly keyId: string
  /** When the settings first had it, or had it again. */
  readonly since: string
  readonly alarm: {
    readonly since: string
    readonly heardAt: string | null
    /** Addresses that heard of it, and hear when it is over. */
    readonly told: readonly string[]
  } | null
}

export const initialWitness: WitnessState = {
  status: 'watching',
  reference: '',
  name: '',
  keyId: '',
  since: '',
  alarm: null,
}

export const evolveWitness = (
  state: WitnessState,
  event: WitnessEvent,
  { at }: EventEnvelope,
): WitnessState => {
  switch (event.type) {
    case 'witness.named': {
      const { type: _, ...facts } = event
      return { ...state, ...facts, since: at }
    }
    case 'witness.named-again':
      return { ...state, status: 'watching', since: at }
    case 'witness.missed':
      return {
        ...state,
        status: 'away',
        alarm: { since: at, heardAt: event.heardAt, told: event.told },
      }
    case 'witness.came-back':
      return { ...state, status: 'watching', alarm: null }
    case 'witness.dropped':
      return { ...state, status: 'dropped', alarm: null }
    default:
      return event satisfies never
  }
}

export const witnessFacets = ({ name, keyId, status }: WitnessState): Facets => ({
  title: name,
  status,
  values: { key: [`${name}+${keyId}`] },
})
