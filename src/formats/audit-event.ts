/** What we keep of an audit event, whatever its format. */
import type { auditTypes } from '../kernel/audit-types.ts'
import { limits } from '../kernel/limits.ts'
import { type Instant, instantOf } from '../kernel/time.ts'

export type AuditType = (typeof auditTypes)[number]

export const auditActions = ['create', 'read', 'update', 'delete', 'execute', 'unknown'] as const
export type AuditAction = (typeof auditActions)[number]

export const auditOutcomes = ['success', 'failure', 'unknown'] as const
export type AuditOutcome = (typeof auditOutcomes)[number]

/** Severities of RFC 5424 section 6.2.1, in the order of their numbers. */
export const auditSeverities = [
  'emergency',
  'alert',
  'critical',
  'error',
  'warning',
  'notice',
  'informational',
  'debug',
] as const
export type AuditSeverity = (typeof auditSeverities)[number]

/** Every text is bounded and hostile; `''` where the format says nothing. */
export interface AuditEvent {
  /** When it happened, by its author's clock; null where the event does not say. */
  readonly at: Instant | null
  readonly type: AuditType
  /** The format's own codes, separated by spaces: `DCM:110114 DCM:110122`. */
  readonly code: string
  readonly action: AuditAction
  readonly outcome: AuditOutcome
  /** Who did it: the user, or the program where no user is named. */
  readonly actor: string
  /** What reports it: the device, with the program where it is named. */
  readonly source: string
  /** What it was done to. */
  readonly object: string
  readonly product?: string
  readonly severity?: AuditSeverity
  readonly detail: string
  /**
   * Of syslog before RFC 5424: its time as it stands, without year and zone; empty where it has
   * none. `at` is null then, and the moment of receipt counts.
   */
  readonly legacyTime?: string
}

/** What a file of audit events holds. */
export interface AuditLogSummary {
  readonly format: 'Syslog' | 'DICOM audit message' | 'FHIR AuditEvent' | 'Audit events'
  readonly specVersion?: string
  /** How many the file holds; `events` has the first of them. */
  readonly count: number
  readonly events: readonly AuditEvent[]
  readonly problems: readonly string[]
}

/** Events of which the summary of a file shows the first. */
const shown = 1_000

export const summariseEvents = (
  format: AuditLogSummary['format'],
  specVersion: string | undefined,
  events: readonly AuditEvent[],
  problems: readonly string[],
): AuditLogSummary => ({
  format,
  ...(specVersion === undefined ? {} : { specVersion }),
  count: events.length,
  events: events.slice(0, shown),
  problems,
})

/** An event with nothing known but what is given; texts are cut to their bounds. */
export const auditEvent = (told: Partial<AuditEvent>): AuditEvent => ({
  at: told.at ?? null,
  type: told.type ?? 'other',
  code: bounded(told.code ?? '', limits.text.line),
  action: told.action ?? 'unknown',
  outcome: told.outcome ?? 'unknown',
  actor: bounded(told.actor ?? '', limits.text.line),
  source: bounded(told.source ?? '', limits.text.line),
  object: bounded(told.object ?? '', limits.text.line),
  ...(told.product === undefined || told.product === ''
    ? {}
    : { product: bounded(told.product, limits.text.line) }),
  ...(told.severity === undefined ? {} : { severity: told.severity }),
  detail: bounded(told.detail ?? '', limits.text.paragraph),
  ...(told.legacyTime === undefined
    ? {}
    : { legacyTime: bounded(told.legacyTime, limits.text.line) }),
})

/** A line or frame that could not be read is an event too: silence and garbage both mean something. */
export const unreadableEvent = (source: string, text: string, why: string): AuditEvent =>
  auditEvent({ type: 'unreadable', source, code: why, detail: text })

/** At most so many UTF-16 units, never half of a pair; without NUL, which PostgreSQL cannot hold. */
const bounded = (text: string, length: number): string => {
  const plain = text.includes('\u0000') ? text.replaceAll('\u0000', '\uFFFD') : text
  return (plain.length > length ? plain.slice(0, length) : plain).toWellFormed()
}

const dateTime = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?$/

/**
 * RFC 3339 date and time as an instant, cut to milliseconds; undefined for anything else and for a
 * day or time that does not exist. `lenient` also takes a time without offset (xsd:dateTime, ISO
 * 8601), read as UTC.
 */
export const momentOf = (text: string, lenient = false): Instant | undefined => {
  const [, year, month, day, hour, minute, second, fraction = '', zone] = dateTime.exec(text) ?? []
  if (year === undefined || (zone === undefined && !lenient)) return undefined
  const offset = zone === undefined || zone === 'Z' ? 0 : offsetOf(zone)
  if (offset === undefined) return undefined
  const numbers = [month, day, hour, minute, second].map(Number)
  const [m = 0, d = 0, h = 0, min = 0, s = 0] = numbers
  const local = Date.UTC(Number(year), m - 1, d, h, min, s, Number(`${fraction}000`.slice(0, 3)))
  const whole = new Date(local)
  // Date.UTC lets 31 February be 3 March and years below 100 be of 1900.
  if (
    Number.isNaN(local) ||
    h > 23 ||
    min > 59 ||
    s > 59 ||
    whole.getUTCFullYear() !== Number(year) ||
    whole.getUTCMonth() !== m - 1 ||
    whole.getUTCDate() !== d
  )
    return undefined
  const moment = local - offset * 60_000
  return moment < firstMoment || moment > lastMoment ? undefined : instantOf(moment)
}

const firstMoment = Date.parse('1900-01-01T00:00:00Z')
const lastMoment = Date.parse('9999-12-31T23:59:59.999Z')

/** Minutes east of UTC. */
const offsetOf = (zone: string): number | undefined => {
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))]
  if (hours > 23 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
