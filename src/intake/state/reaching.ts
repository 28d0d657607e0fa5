import type { EventEnvelope } from '../../ledger/index.ts'
import type { addressees } from '../contract/reaching.ts'
import type { ReportEvent } from '../events.ts'
import type { ReportState } from './shape.ts'

/** A mail that came back, and that nobody has made good yet. */
export interface Unreached {
  readonly delivery: string
  readonly whom: (typeof addressees)[number]
  readonly status: string
  readonly at: string
}

/** The record of another system that a report came from. */
export interface Origin {
  readonly system: string
  readonly key: string
  readonly url: string
  /** Which issue it is wherever it moves; absent where that is not known. */
  readonly id?: string | undefined
}

type Reaching = Extract<
  ReportEvent,
  {
    readonly type: 'report.not-reached' | 'report.reached-otherwise' | 'report.origin-moved'
  }
>

export const isReaching = (event: ReportEvent): event is Reaching =>
  event.type === 'report.not-reached' ||
  event.type === 'report.reached-otherwise' ||
  event.type === 'report.origin-moved'

export const evolveReaching = (
  state: ReportState,
  event: Reaching,
  { at }: EventEnvelope,
): ReportState => {
  switch (event.type) {
    case 'report.not-reached': {
      const { delivery, whom, status } = event
      return {
        ...state,
        unreached: [...state.unreached, { delivery, whom, status, at }].slice(-unreachedKept),
      }
    }
    case 'report.reached-otherwise':
      return { ...state, unreached: [] }
    case 'report.origin-moved': {
      const { system, key, url, id } = event
      const { origin, theirReference } = state
      const isNew = origin !== null && (origin.system !== system || origin.key !== key)
      return {
        ...state,
        origin: { system, key, url, id },
        formerOrigins: isNew
          ? [...state.formerOrigins, { system: origin.system, key: origin.key }]
          : state.formerOrigins,
        theirReference: theirReference === origin?.key ? key : theirReference,
      }
    }
    default:
      return event satisfies never
  }
}

/** Mails that came back of which a report knows at once. */
const unreachedKept = 50
