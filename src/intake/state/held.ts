import type { FileReference } from '../../kernel/fields.ts'
import type { EventEnvelope } from '../../ledger/index.ts'
import type { scanOutcomes } from '../contract/files.ts'
import type { ReportEvent } from '../events.ts'
import type { ReportState } from './shape.ts'

/** A file from outside, and what is known of it. Nobody downloads it who did not open it on purpose. */
export interface HeldFile {
  readonly file: string
  readonly size: number
  /** What its first bytes say it is; empty until the server has looked. */
  readonly looksLike: string
  readonly outcome: (typeof scanOutcomes)[number] | 'waiting'
  readonly said: string
  readonly scanner: string
  readonly lookedAt: string | null
  readonly openings: readonly {
    readonly by: string
    readonly at: string
    readonly reason: string
    /** Of what the scanner had said by then. */
    readonly outcome: string
  }[]
}

/** For whom alone a report is, until when, why, and who decided that. */
export interface ReportEmbargo {
  readonly named: readonly string[]
  readonly until?: string | undefined
  readonly reason: string
  readonly by: string
  readonly at: string
}

type Held = Extract<
  ReportEvent,
  {
    readonly type:
      | 'report.embargo-set'
      | 'report.embargo-ended'
      | 'report.person-named'
      | 'report.left-unseen'
      | 'report.files-looked-at'
      | 'report.file-opened'
      | 'report.scan-ordered'
  }
>

export const evolveHeld = (
  state: ReportState,
  event: Held,
  { at, actor }: EventEnvelope,
): ReportState => {
  switch (event.type) {
    case 'report.embargo-set': {
      const { named, until, reason } = event
      const embargo = { named, reason, by: actor, at, ...(until === undefined ? {} : { until }) }
      return { ...state, embargo: named.length === 0 ? null : embargo, unseenToldAt: null }
    }
    case 'report.embargo-ended':
      return { ...state, embargo: null, unseenToldAt: null }
    case 'report.person-named': {
      const { embargo } = state
      return {
        ...state,
        embargo: embargo && { ...embargo, named: [...new Set([...embargo.named, event.person])] },
        unseenToldAt: null,
      }
    }
    case 'report.left-unseen':
      return { ...state, unseenToldAt: at }
    case 'report.files-looked-at':
      return {
        ...state,
        held: state.held.map((held) => {
          const look = event.files.find(({ file }) => file === held.file)
          return look === undefined ? held : { ...held, ...look, lookedAt: at }
        }),
      }
    case 'report.file-opened': {
      const opening = { by: actor, at, reason: event.reason, outcome: event.outcome }
      return {
        ...state,
        held: state.held.map((held) =>
          held.file === event.file ? { ...held, openings: [...held.openings, opening] } : held,
        ),
      }
    }
    case 'report.scan-ordered':
      return { ...state, held: state.held.map((held) => ({ ...held, outcome: 'waiting' })) }
    default:
      return event satisfies never
  }
}

/** The files that this event brings from outside are held until somebody opens them on purpose. */
export const holding = (
  state: ReportState,
  event: ReportEvent,
  { actor }: EventEnvelope,
): ReportState => {
  if (!actor.startsWith('outsider:')) return state
  const brought: readonly FileReference[] =
    event.type === 'report.received'
      ? [...event.files, ...(event.original === undefined ? [] : [event.original])]
      : event.type === 'report.extended'
        ? event.files
        : []
  const fresh = brought.filter(
    ({ hash }, index) =>
      !state.held.some(({ file }) => file === hash) &&
      brought.findIndex((other) => other.hash === hash) === index,
  )
  if (fresh.length === 0) return state
  const empty = { looksLike: '', said: '', scanner: '', lookedAt: null, openings: [] }
  return {
    ...state,
    held: [
      ...state.held,
      ...fresh.map(({ hash, size }) => ({
        ...{ file: hash, size, outcome: 'waiting' as const },
        ...empty,
      })),
    ],
  }
}

/** Whether this person may have the file's bytes: they opened it since it was called infected. */
export const mayDownload = ({ outcome, openings }: HeldFile, by: string): boolean =>
  openings.some((opening) => opening.by === by && (outcome !== 'infected' || opening.reason !== ''))
