import { z } from 'zod'
import { declareCommand, declareKind } from '../kernel/command.ts'
import { day, fileReference, line, long, paragraph, required } from '../kernel/fields.ts'
import { limits } from '../kernel/limits.ts'
import { readers } from '../kernel/roles.ts'

/** The seven sources of clause 9.2, by the letters the constraint ids use. */
export const sources = {
  a: 'Security verification and validation testers',
  b: 'Third-party component suppliers',
  c: 'Product developers and testers',
  d: 'Product users',
  e: 'Audit event logs',
  f: 'Security researchers',
  g: 'News of widespread vulnerabilities',
} as const
export const sourceSchema = z.enum(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
export type Source = z.output<typeof sourceSchema>

/** Days until a person answers, and between two pieces of news: what the policy promises. */
export const promised = { acknowledgeDays: 5, progressDays: 30 } as const

export const channels = [
  'portal',
  'mail',
  'api',
  'cli',
  'complaint',
  'tracker',
  'log',
  'news',
] as const

/** Marks of the Traffic Light Protocol 2.0; the older WHITE is read as CLEAR. */
export const tlpMarks = ['', 'CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const

/** Ways a report can end without a case of its own (ISO/IEC 30111), each with its reason. */
export const exits = {
  duplicate: 'Known already',
  'not-a-vulnerability': 'Not a vulnerability',
  'not-our-product': 'Not our product',
  'obsolete-product': 'Product no longer supported',
  'not-reproducible': 'Could not be reproduced, after asking',
  withdrawn: 'Withdrawn by the reporter',
  resolved: 'Fixed, and the reporter was told',
} as const
export const exitSchema = z.enum([
  'duplicate',
  'not-a-vulnerability',
  'not-our-product',
  'obsolete-product',
  'not-reproducible',
  'withdrawn',
  'resolved',
])

export const reportStatuses = ['new', 'acknowledged', 'in-case', 'closed'] as const

const knowledge = z.enum(['yes', 'no', 'unknown']).default('unknown')

const files = z.array(fileReference).max(limits.file.perReport).default([])

/** What anybody can tell of a flaw; only the description is a must. */
const told = {
  title: line.default(''),
  description: required(long, 'Tell in a few words what you found.'),
  product: line.default(''),
  productVersion: line.default(''),
  steps: long.default(''),
  impact: long.default(''),
  exploited: knowledge,
  alreadyPublic: knowledge,
  disclosurePlans: paragraph.default(''),
  credit: line.default(''),
  reporterName: line.default(''),
  reporterEmail: z
    .union([
      z.literal(''),
      z
        .email('Write an e-mail address like name@example.org, or leave it empty.')
        .max(limits.text.line),
    ])
    .default(''),
  files,
}

/** The fields of the public form, as a stranger fills them in; who says nothing counts as f. */
export const portalReport = z.strictObject({
  ...told,
  source: z.enum(['f', 'd', 'b']).default('f'),
})
export type PortalReport = z.output<typeof portalReport>

const inbox = ['triager', 'engineer', 'administrator'] as const

export const receive = declareCommand({
  name: 'receive',
  creates: true,
  title: 'Record a report',
  help: 'Takes in a report from one of the seven sources. It gets a reference and a next date at once.',
  permission: [...inbox, 'writer', 'release-manager', 'approver', 'reporter'],
  sealed: ['reporterName', 'reporterEmail', 'credit'],
  person: 'reporterEmail',
  input: z.strictObject({
    ...told,
    source: sourceSchema,
    channel: z.enum(channels).default('api'),
    /** Their number for it: complaint number, supplier advisory, tracker issue. */
    reference: line.default(''),
    /** The document it came as, kept as it was. */
    original: fileReference.optional(),
    identifiers: z.array(line).max(100).default([]),
    /** The record of another system that it came from, so that both can name each other. */
    origin: z.strictObject({ system: line, key: line, url: line.default('') }).optional(),
    /** Whom among the maker's own people to tell what became of it: the owner of a complaint. */
    owner: z.union([z.literal(''), z.email().max(limits.text.line)]).default(''),
    /** How far it may travel, by the mark it came with; empty where it bears none. */
    tlp: z.enum(tlpMarks).default(''),
    /** SHA-256 of the reporter's secret link; the link itself is kept nowhere. */
    linkHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  }),
})

export const acknowledge = declareCommand({
  name: 'acknowledge',
  creates: false,
  title: 'Acknowledge',
  help: 'Tells the reporter that a person has read the report and when they will hear more.',
  permission: inbox,
  input: z.strictObject({
    message: required(paragraph, 'Write a sentence to the reporter.'),
    nextDate: day,
  }),
})

export const reply = declareCommand({
  name: 'reply',
  creates: false,
  title: 'Write to the reporter',
  help: 'Adds a message to the thread that the reporter reads behind the secret link.',
  permission: inbox,
  input: z.strictObject({
    message: required(long, 'Write the message.'),
    nextDate: day.optional(),
  }),
})

export const addFromReporter = declareCommand({
  name: 'add-from-reporter',
  creates: false,
  title: 'Add to the report',
  help: 'The reporter adds a message or files.',
  permission: ['reporter'],
  input: z.strictObject({ message: long.default(''), files }),
})

export const linkCase = declareCommand({
  name: 'link-case',
  creates: false,
  title: 'Link to a case',
  help: 'Connects the report with the case it belongs to.',
  permission: inbox,
  input: z.strictObject({ case: z.uuid() }),
})

export const conclude = declareCommand({
  name: 'conclude',
  creates: false,
  title: 'Close the report',
  help: 'Ends the report with its exit and reason, and tells the reporter.',
  permission: inbox,
  input: z.strictObject({
    exit: exitSchema,
    reason: required(paragraph, 'Say why, for the record.'),
    message: required(paragraph, 'Tell the reporter in plain words.'),
  }),
})

export const tellProgress = declareCommand({
  name: 'tell-progress',
  creates: false,
  title: 'Tell progress',
  help: 'A step of the case reaches the reporter in plain words.',
  permission: [],
  internal: true,
  input: z.strictObject({
    case: z.uuid(),
    step: z.enum(['analysing', 'decided', 'fixed', 'published', 'ended']),
    message: required(paragraph, 'Tell the reporter in plain words.'),
    where: line.default(''),
  }),
})

export const reportContract = declareKind({
  kind: 'report',
  collection: 'reports',
  prefix: 'RPT',
  clause: '9.2',
  title: 'Report',
  readers,
  statuses: reportStatuses,
  listed: ['source', 'channel'],
  commands: [receive, acknowledge, reply, addFromReporter, linkCase, conclude, tellProgress],
})

/** What a reporter sees behind the secret link, and nothing else. */
export interface ReporterPage {
  readonly reference: string
  readonly title: string
  readonly receivedAt: string
  readonly status: (typeof reportStatuses)[number]
  /** Where it stands, in plain words. */
  readonly standing: string
  /** When they hear more, as a day; null once closed. */
  readonly nextDate: string | null
  readonly thread: readonly {
    readonly from: 'you' | 'maker'
    readonly at: string
    readonly message: string
    /** An address that the message points to, or empty. */
    readonly where: string
    readonly files: readonly string[]
  }[]
}
