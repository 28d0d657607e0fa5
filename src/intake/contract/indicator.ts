import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { line, paragraph, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { readers } from '../../kernel/roles.ts'
import { inbox } from './words.ts'

export const indicatorStatuses = ['open', 'reported', 'dismissed'] as const

/** Days until somebody should have looked at an indicator. */
export const indicatorDays = 3

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const moment = z.iso.datetime()

export const raiseIndicator = declareCommand({
  name: 'raise',
  creates: true,
  internal: true,
  title: 'Raise an indicator',
  help: 'Records that audit events met a rule, with the hashes of the events.',
  permission: [],
  // Who or what caused it names users and devices: only its keyed hash stands in the clear.
  sealed: ['cause'],
  input: z.strictObject({
    rule: required(line, 'Name the rule.'),
    title: required(line, 'Give the title of the rule.'),
    cause: paragraph,
    /** Keyed hash of the cause: the same for the same cause, and nobody can guess it. */
    causeKey: sha256,
    firstAt: moment,
    lastAt: moment,
    /** How long the same cause raises no second indicator, in seconds. */
    window: z.number().int().positive(),
    /** Under which the texts of the events are kept, apart from the ledger. */
    evidenceSet: z.uuid(),
    /** SHA-256 of each event as it is kept, in their order. */
    evidence: z.array(sha256).min(1).max(limits.auditEvents.evidence),
    /** A product of ours by its name, or empty. */
    product: line.default(''),
    /** Whether the rule makes a report of it at once. */
    report: z.boolean(),
    /** Who found it in the events: a rule, or a person who says what they saw. */
    by: z.enum(['rule', 'hand']).default('rule'),
    note: paragraph.default(''),
  }),
})

export const closeIndicatorWindow = declareCommand({
  name: 'close-window',
  creates: false,
  internal: true,
  title: 'Close the window',
  help: 'Records what else the same cause did within the window, with the hashes of the events kept.',
  permission: [],
  input: z.strictObject({
    /** Of all events of the cause in the window. */
    count: z.number().int().positive(),
    lastAt: moment,
    evidence: z.array(sha256).max(limits.auditEvents.evidence),
  }),
})

export const makeReport = declareCommand({
  name: 'make-report',
  creates: false,
  title: 'Make a report',
  help: 'Makes a report of the indicator (source e), with the indicator as where it came from.',
  permission: inbox,
  input: z.strictObject({
    note: required(paragraph, 'Say what you saw in the events.').meta({
      title: 'What you saw',
      description: 'It becomes the text of the report. Name no patients and no users.',
    }),
    product: line.default('').meta({
      title: 'Product',
      description: 'Which of our products it concerns, if you know.',
    }),
  }),
})

export const dismissIndicator = declareCommand({
  name: 'dismiss',
  creates: false,
  title: 'Dismiss',
  help: 'Ends the indicator without a report, with the reason.',
  permission: inbox,
  input: z.strictObject({
    reason: required(paragraph, 'Say why this needs no report, for the record.').meta({
      title: 'Reason',
      description: 'Why this needs no report. Name no patients and no users.',
    }),
  }),
})

export const linkIndicatorReport = declareCommand({
  name: 'link-report',
  creates: false,
  internal: true,
  title: 'Link the report',
  help: 'Records which report was made of the indicator.',
  permission: [],
  input: z.strictObject({ report: z.uuid() }),
})

export const indicatorContract = declareKind({
  kind: 'indicator',
  collection: 'indicators',
  prefix: 'IND',
  clause: '9.2',
  title: 'Indicator',
  readers,
  statuses: indicatorStatuses,
  listed: ['rule', 'product'],
  commands: [
    raiseIndicator,
    makeReport,
    dismissIndicator,
    linkIndicatorReport,
    closeIndicatorWindow,
  ],
})

/** One audit event as it is kept, which `GET /api/indicators/:id/evidence` answers. */
export interface EvidenceEvent {
  readonly hash: string
  readonly id: string
  readonly receivedAt: string
  /** How it came: `syslog`, `fhir`, `file` … */
  readonly via: string
  readonly event: {
    readonly at: string | null
    readonly type: string
    readonly code: string
    readonly action: string
    readonly outcome: string
    readonly actor: string
    readonly source: string
    readonly object: string
    readonly product?: string
    readonly severity?: string
    readonly detail: string
    /** Of syslog before RFC 5424: its time as stated, without year and zone. */
    readonly legacyTime?: string
  }
  /** As it came. */
  readonly raw: string
}

export interface Evidence {
  readonly events: readonly EvidenceEvent[]
  /** Events whose texts are not kept any more; their hashes stand in the ledger. */
  readonly gone: number
  /** All events of the cause in its window until now, more than are kept where they are many. */
  readonly count: number
  readonly lastAt: string
  /** Until when events are added, while they are. */
  readonly until: string | null
}

/** Audit events that were looked up, which `GET /api/audit-events` answers. */
export interface FoundEvents {
  /** How long events stay, in days, and how many at most. */
  readonly keepDays: number
  readonly atMost: number
  readonly items: readonly (Omit<EvidenceEvent, 'hash'> & {
    /** Names of the indicators whose evidence it is. */
    readonly indicators: readonly string[]
  })[]
}
