import type { FileReference } from '../kernel/fields.ts'
import { addDays, type Instant } from '../kernel/time.ts'
import type { EventEnvelope, Facets } from '../ledger/index.ts'
import type { activityKinds, activityStatuses, runOutcomes } from './contract.ts'
import type { ActivityEvent } from './events.ts'

export interface Run {
  readonly on: string
  readonly outcome: (typeof runOutcomes)[number]
  readonly summary: string
  readonly file: FileReference | null
  readonly by: string
  readonly recordedAt: string
}

export interface ActivityState {
  readonly status: (typeof activityStatuses)[number]
  readonly reference: string
  readonly kind: keyof typeof activityKinds
  readonly title: string
  readonly product: string | null
  readonly everyDays: number
  /** The last day for the next run; null once retired. */
  readonly nextDue: string | null
  /** In the order they were recorded. */
  readonly runs: readonly Run[]
  readonly retired: { readonly reason: string; readonly by: string; readonly at: string } | null
}

export const initialActivity: ActivityState = {
  status: 'planned',
  reference: '',
  kind: 'sast',
  title: '',
  product: null,
  everyDays: 0,
  nextDue: null,
  runs: [],
  retired: null,
}

export const evolveActivity = (
  state: ActivityState,
  event: ActivityEvent,
  { at, actor }: EventEnvelope,
): ActivityState => {
  switch (event.type) {
    case 'activity.planned': {
      const { type: _, product, firstDue, ...facts } = event
      return { ...state, ...facts, product: product ?? null, nextDue: firstDue }
    }
    case 'activity.run-recorded': {
      const { type: _, file, ...run } = event
      return {
        ...state,
        status: 'running',
        runs: [...state.runs, { ...run, file: file ?? null, by: actor, recordedAt: at }],
        nextDue: nextDue(state, event.on, event.outcome),
      }
    }
    case 'activity.retired':
      return {
        ...state,
        status: 'retired',
        nextDue: null,
        retired: { reason: event.reason, by: actor, at },
      }
    default:
      return event satisfies never
  }
}

/** Counted from the run, not from the day it was due; a run entered late moves nothing back. */
const nextDue = (state: ActivityState, on: string, outcome: Run['outcome']): string | null => {
  if (outcome === 'failed') return state.nextDue
  const earlier = state.runs.some((run) => run.outcome !== 'failed' && run.on > on)
  return earlier ? state.nextDue : addDays(startOfDay(on), state.everyDays).slice(0, 10)
}

// The schemas let only calendar days in, and these are the first and last moments of one, in UTC.
const startOfDay = (day: string): Instant => `${day}T00:00:00.000Z` as Instant
const endOfDay = (day: string): Instant => `${day}T23:59:59.999Z` as Instant

export const activityFacets = (state: ActivityState): Facets => ({
  title: state.title,
  status: state.status,
  dueAt: state.nextDue === null ? undefined : endOfDay(state.nextDue),
  files: state.runs.flatMap(({ file }) => (file === null ? [] : [file.hash])),
  values: {
    kind: [state.kind],
    ...(state.product === null ? {} : { product: [state.product] }),
    ...(state.runs.length === 0 ? {} : { outcome: [state.runs.at(-1)?.outcome ?? ''] }),
  },
})

export const activityText = (state: ActivityState): string =>
  [state.reference, ...state.runs.map(({ summary }) => summary), state.retired?.reason ?? ''].join(
    '\n',
  )
