import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import type { sourceStatuses } from '../contract/source.ts'
import type { SourceEvent } from './events.ts'

type Synced = Extract<SourceEvent, { type: 'source.synced' }>

export interface SourceState {
  readonly status: (typeof sourceStatuses)[number]
  readonly reference: string
  /** As sources.yaml has it. */
  readonly name: string
  readonly title: string
  readonly sourceKind: string
  readonly place: string
  readonly everyMinutes: number
  readonly keepOriginals: boolean
  /** Somebody asked for a look, and none has begun since. */
  readonly asked: { readonly by: string; readonly at: string; readonly emptied: boolean } | null
  /** The last one that went through. */
  readonly lastSync:
    | (Pick<Synced, 'granted' | 'position' | 'counts' | 'startedAt'> & { readonly at: string })
    | null
  readonly failing: {
    readonly since: string
    readonly reason: string
    readonly next: string
  } | null
}

export const initialSource: SourceState = {
  status: 'connected',
  reference: '',
  name: '',
  title: '',
  sourceKind: '',
  place: '',
  everyMinutes: 60,
  keepOriginals: false,
  asked: null,
  lastSync: null,
  failing: null,
}

export const evolveSource = (
  state: SourceState,
  event: SourceEvent,
  { at, actor }: EventEnvelope,
): SourceState => {
  switch (event.type) {
    case 'source.connected': {
      const { type: _, ...facts } = event
      return { ...state, ...facts }
    }
    case 'source.described': {
      const { type: _, ...facts } = event
      const next = { ...state, ...facts }
      return { ...next, status: statusOf(next) }
    }
    case 'source.disconnected':
      return { ...state, status: 'disconnected', asked: null, failing: null }
    case 'source.sync-asked':
      return { ...state, asked: { by: actor, at, emptied: event.emptied } }
    case 'source.synced': {
      const { type: _, ...lastSync } = event
      const next = {
        ...state,
        ...answered(state, event),
        lastSync: { ...lastSync, at },
        failing: null,
      }
      return { ...next, status: statusOf(next) }
    }
    case 'source.sync-failed': {
      const { reason, next } = event
      const since = state.failing?.since ?? at
      return {
        ...state,
        ...answered(state, event),
        failing: { since, reason, next },
        status: 'failing',
      }
    }
    default:
      return event satisfies never
  }
}

/** Who asked while it was under way is answered by the next one. */
const answered = (
  { asked }: SourceState,
  { startedAt }: { readonly startedAt: string },
): Pick<SourceState, 'asked'> => ({
  asked: asked !== null && asked.at > startedAt ? asked : null,
})

const statusOf = ({ failing, lastSync }: SourceState): SourceState['status'] => {
  if (failing !== null) return 'failing'
  if (lastSync === null) return 'connected'
  return lastSync.counts.unread > 0 ? 'partly' : 'in-step'
}

export const sourceFacets = ({ title, status, name }: SourceState): Facets => ({
  title,
  status,
  values: { name: [name] },
})

export const sourceText = ({ name, place }: SourceState): string => `${name}\n${place}`
