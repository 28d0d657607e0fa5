import { z } from 'zod'
import { fileView } from './common.ts'

/** What the page of a report reads of its state. */
export const reportView = z.object({
  status: z.enum(['new', 'acknowledged', 'in-case', 'closed']),
  source: z.string(),
  channel: z.string(),
  title: z.string(),
  description: z.string(),
  product: z.string(),
  productVersion: z.string(),
  location: z.string().default(''),
  steps: z.string(),
  impact: z.string(),
  exploited: z.string(),
  alreadyPublic: z.string(),
  disclosurePlans: z.string(),
  credit: z.string(),
  thanks: z.string().default('no'),
  language: z.string().default(''),
  reporterName: z.string(),
  reporterEmail: z.string(),
  theirReference: z.string(),
  unreached: z
    .array(z.object({ whom: z.string(), status: z.string(), at: z.string() }))
    .default([]),
  origin: z
    .object({ system: z.string(), key: z.string(), url: z.string() })
    .nullable()
    .default(null),
  owner: z.string().default(''),
  identifiers: z.array(z.string()),
  files: z.array(fileView),
  original: fileView.nullable(),
  receivedAt: z.string(),
  acknowledgedAt: z.string().nullable(),
  nextDate: z.string().nullable(),
  assessment: z.object({ day: z.string() }).nullable(),
  finding: z.string().nullable(),
  firstSource: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
  assignee: z.string().nullable().default(null),
  told: z
    .array(
      z.object({
        clock: z.string(),
        to: z.array(z.string()),
        mails: z.number(),
        dueAt: z.string(),
      }),
    )
    .default([]),
  askedAt: z.string().nullable(),
  of: z.string().nullable(),
  handedOver: z
    .object({ to: z.string(), contact: z.string(), message: z.string(), on: z.string() })
    .nullable(),
  cases: z.array(z.string()),
  thread: z.array(
    z.object({
      from: z.enum(['reporter', 'maker']),
      at: z.string(),
      message: z.string(),
      files: z.array(fileView),
    }),
  ),
  exit: z.object({ exit: z.string(), reason: z.string(), at: z.string() }).nullable(),
  subject: z.string().nullable().default(null),
  embargo: z
    .object({ named: z.array(z.string()), until: z.string().optional(), reason: z.string() })
    .nullable()
    .default(null),
  held: z
    .array(
      z.object({
        file: z.string(),
        looksLike: z.string(),
        outcome: z.enum(['waiting', 'clean', 'infected', 'could-not-scan', 'no-scanner']),
        said: z.string(),
        openings: z.array(z.object({ by: z.string(), at: z.string(), reason: z.string() })),
      }),
    )
    .default([]),
})
export type HeldFileView = z.output<typeof reportView>['held'][number]
export type ReportView = z.output<typeof reportView>
