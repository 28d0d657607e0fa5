import type { FileReference } from '../../kernel/fields.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Told } from '../contract/told.ts'
import type { ClockName, exits, findings, reportStatuses, Source } from '../contract.ts'
import type { ReportEvent } from '../events.ts'
import type { HeldFile, ReportEmbargo } from './held.ts'
import type { Origin, Unreached } from './reaching.ts'

export interface ThreadEntry {
  readonly from: 'reporter' | 'maker'
  readonly at: string
  readonly message: string
  /** The message for each language; empty where it is a person's, and from before there was this. */
  readonly said?: Told | undefined
  /** An address that the message points to, or empty. */
  readonly where: string
  readonly files: readonly FileReference[]
}

export interface CameAsMail
  extends NonNullable<(ReportEvent & { type: 'report.received' })['mail']> {
  readonly at: string
}

export interface ReportState {
  readonly status: (typeof reportStatuses)[number]
  readonly reference: string
  /** The outsider whose report it is, as the key store knows them; null where there is none. */
  readonly subject: string | null
  readonly source: Source
  readonly channel: string
  /** The server's own channel that took it in (`portal`, `smtp`), else what `channel` says. */
  readonly way: string
  readonly title: string
  readonly description: string
  /** What the reporter reads best (BCP 47); empty where nobody knows. */
  readonly language: string
  readonly product: string
  readonly productVersion: string
  readonly location: string
  readonly steps: string
  readonly impact: string
  readonly exploited: string
  readonly alreadyPublic: string
  readonly disclosurePlans: string
  readonly credit: string
  /** Sealed, or empty. */
  readonly creditLink: string
  /** Missing in states from before there was a page of thanks. */
  readonly thanks?: 'yes' | 'no'
  readonly reporterName: string
  readonly reporterEmail: string
  readonly theirReference: string
  readonly identifiers: readonly string[]
  readonly files: readonly FileReference[]
  readonly original: FileReference | null
  readonly linkHash: string | null
  readonly origin: Origin | null
  /** What it was called before it moved, so that it is known by each of its names. */
  readonly formerOrigins: readonly Pick<Origin, 'system' | 'key'>[]
  /** Mails about it that came back, until somebody made that good. */
  readonly unreached: readonly Unreached[]
  /** Who of the maker's own people is told what became of it; an address, or empty. */
  readonly owner: string
  readonly tlp: string
  readonly receivedAt: string
  /** When a person first answered: by acknowledging, by a message, or by closing. */
  readonly acknowledgedAt: string | null
  /** The day by which the reporter hears more. Only a closed report has none. */
  readonly nextDate: string | null
  /** When that day is over where the maker works; null for reports from before there was a calendar. */
  readonly dueAt: Instant | null
  /** Until when somebody says what we make of it; null once that is done or ruled out. */
  readonly assessment: { readonly day: string; readonly at: Instant } | null
  readonly finding: keyof typeof findings | null
  /** The next moment at which the server looks at the dates; null where it has told of all. */
  readonly watchAt: Instant | null
  /** False for reports from before there were clocks: they are looked at when their day is over. */
  readonly watched: boolean
  /** What colleagues were told of the dates that run, so that nobody is told twice. */
  readonly told: readonly ToldDate[]
  readonly cases: readonly string[]
  /** The step of the case that the reporter was told of last. */
  readonly step: string | null
  /** Which colleague looks after it (`person:<id>`); null where nobody does. */
  readonly assignee: string | null
  readonly thread: readonly ThreadEntry[]
  /** The mails it came as, the first being that of the report. */
  readonly mails: readonly CameAsMail[]
  readonly exit: {
    readonly exit: keyof typeof exits
    readonly reason: string
    readonly at: string
  } | null
  /** The report that this one is a duplicate of. */
  readonly of: string | null
  readonly handedOver: HandedOver | null
  /** When the reporter took it back; null again where they wrote once more. */
  readonly withdrawnAt: string | null
  /** When the reporter was last asked something. */
  readonly askedAt: string | null
  /** The source that it came in under, where that was corrected later. */
  readonly firstSource: Source | null
  readonly embargo: ReportEmbargo | null
  /** When administrators were told last that nobody could see it; null since it was seen to. */
  readonly unseenToldAt: Instant | null
  /** Files that came from outside. */
  readonly held: readonly HeldFile[]
  /** When new links were asked for, the last few. */
  readonly linksAsked: readonly string[]
}

/** One moment of a date that was dealt with. */
export interface ToldDate {
  readonly kind: 'reminded' | 'escalated'
  readonly clock: ClockName
  readonly dueAt: Instant
  readonly moment: Instant
  /** Whom the rule names, and how many addresses a mail went to. */
  readonly to: readonly string[]
  readonly mails: number
}

/** Whom a report of a foreign product was handed to; the contact is sealed. */
export interface HandedOver {
  readonly to: string
  readonly contact: string
  readonly message: string
  readonly on: string
}

export const initialReport: ReportState = {
  status: 'new',
  reference: '',
  subject: null,
  source: 'd',
  channel: '',
  way: '',
  title: '',
  description: '',
  language: '',
  product: '',
  productVersion: '',
  location: '',
  steps: '',
  impact: '',
  exploited: 'unknown',
  alreadyPublic: 'unknown',
  disclosurePlans: '',
  credit: '',
  creditLink: '',
  reporterName: '',
  reporterEmail: '',
  theirReference: '',
  identifiers: [],
  files: [],
  original: null,
  linkHash: null,
  origin: null,
  formerOrigins: [],
  unreached: [],
  owner: '',
  tlp: '',
  receivedAt: '',
  acknowledgedAt: null,
  nextDate: null,
  dueAt: null,
  assessment: null,
  finding: null,
  watchAt: null,
  watched: false,
  told: [],
  cases: [],
  step: null,
  assignee: null,
  thread: [],
  mails: [],
  exit: null,
  of: null,
  handedOver: null,
  withdrawnAt: null,
  askedAt: null,
  firstSource: null,
  embargo: null,
  unseenToldAt: null,
  held: [],
  linksAsked: [],
}
