import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import type { findingStatuses, overruledVerdicts } from '../contract.ts'
import type { FindingEvent } from './events.ts'
import { taskFacets } from './task.ts'

export interface FindingState {
  readonly status: (typeof findingStatuses)[number]
  readonly reference: string
  readonly constraint: string
  /** Null: it holds for all products. */
  readonly product: string | null
  readonly document: string | null
  readonly passageHash: string | null
  /** The answer on the whole that it is about; null where it is about a passage, or holds for any. */
  readonly basis: string | null
  /** What a record that was named proves: the revision that a person saw, and the day it ran. */
  readonly record: {
    readonly version: string
    readonly revision: string
    readonly on: string
  } | null
  /** Who closes the gap, how and until when. */
  readonly task: {
    readonly what: string
    readonly who: string
    readonly until: string
    readonly ended: { readonly by: string; readonly at: string; readonly reason: string } | null
    /** What was told of its date, the last at the end. */
    readonly reminded: readonly {
      readonly what: 'soon' | 'missed'
      readonly until: string
      readonly to: readonly string[]
      readonly mails: number
      readonly at: string
    }[]
  } | null
  /** The maker's own duty as it read when somebody judged it; null for all else. */
  readonly duty: string | null
  /** Null where a gap is accepted or a record named: the verdict stays the review's. */
  readonly verdict: (typeof overruledVerdicts)[number] | null
  readonly reason: string
  readonly by: string
  /** The printed name of the signature; empty where none was asked for. */
  readonly name: string
  readonly at: string
  readonly withdrawn: { readonly by: string; readonly at: string; readonly reason: string } | null
}

export const initialFinding: FindingState = {
  status: 'overruled',
  reference: '',
  constraint: '',
  product: null,
  document: null,
  passageHash: null,
  basis: null,
  record: null,
  task: null,
  duty: null,
  verdict: null,
  reason: '',
  by: '',
  name: '',
  at: '',
  withdrawn: null,
}

export const evolveFinding = (
  state: FindingState,
  event: FindingEvent,
  { at, actor, signature }: EventEnvelope,
): FindingState => {
  switch (event.type) {
    case 'review-finding.overruled':
    case 'review-finding.confirmed': {
      const { type, product, document, passageHash, basis, ...facts } = event
      return {
        ...state,
        ...facts,
        status: type === 'review-finding.confirmed' ? 'confirmed' : 'overruled',
        product: product ?? null,
        document: document ?? null,
        passageHash: passageHash ?? null,
        basis: basis ?? null,
        by: actor,
        at,
      }
    }
    case 'review-finding.duty-judged': {
      const { type: _, product, ...facts } = event
      return {
        ...state,
        ...facts,
        status: 'duty-judged',
        product: product ?? null,
        by: actor,
        at,
      }
    }
    case 'review-finding.record-named': {
      const { type: _, product, version, revision, on, ...facts } = event
      return {
        ...state,
        ...facts,
        status: 'record-named',
        product: product ?? null,
        record: { version, revision, on },
        by: actor,
        at,
      }
    }
    case 'review-finding.gap-accepted': {
      const { type: _, product, ...facts } = event
      return {
        ...state,
        ...facts,
        status: 'gap-accepted',
        product: product ?? null,
        by: actor,
        name: signature?.name ?? '',
        at,
      }
    }
    case 'review-finding.task-planned': {
      const { type: _, product, what, who, until, ...facts } = event
      return {
        ...state,
        ...facts,
        status: 'task-planned',
        product: product ?? null,
        task: { what, who, until, ended: null, reminded: [] },
        reason: what,
        by: actor,
        at,
      }
    }
    case 'review-finding.task-moved':
      return state.task === null
        ? state
        : { ...state, task: { ...state.task, who: event.who, until: event.until } }
    case 'review-finding.task-ended':
      return state.task === null
        ? state
        : {
            ...state,
            status: event.outcome === 'done' ? 'task-done' : 'task-dropped',
            task: { ...state.task, ended: { by: actor, at, reason: event.reason } },
          }
    case 'review-finding.task-reminded': {
      const { type: _, ...told } = event
      return state.task === null
        ? state
        : { ...state, task: { ...state.task, reminded: [...state.task.reminded, { ...told, at }] } }
    }
    case 'review-finding.withdrawn':
      return { ...state, status: 'withdrawn', withdrawn: { by: actor, at, reason: event.reason } }
    default:
      return event satisfies never
  }
}

export const findingFacets = (state: FindingState): Facets => ({
  title: `${state.constraint}: ${wordsOf(state)}`,
  status: state.status,
  ...taskFacets(state),
  values: {
    ...taskFacets(state).values,
    constraint: [state.constraint],
    ...(state.status === 'duty-judged' ? { 'own-duty': ['yes'] } : {}),
    ...(state.product === null ? {} : { product: [state.product] }),
    ...(state.document === null ? {} : { document: [state.document] }),
  },
})

const wordsOf = ({ verdict, record, task }: FindingState): string =>
  record !== null
    ? `record of ${record.on}`
    : task !== null
      ? task.what.slice(0, 120)
      : (verdict ?? 'gap accepted')

export const findingText = (state: FindingState): string =>
  [state.reason, state.task?.ended?.reason ?? '', state.withdrawn?.reason ?? ''].join('\n')
