import { z } from 'zod'
import { severities } from '../../../kernel/severity.ts'
import { fileView } from './common.ts'

const reading = z.object({
  outcome: z.enum(['read', 'partly-read', 'could-not-read']),
  reason: z.string(),
  format: z.string(),
  statements: z.number(),
})
export type Reading = z.output<typeof reading>

/** What the page of a document reads of its state. */
export const documentView = z.object({
  status: z.string(),
  title: z.string(),
  documentKind: z.string(),
  products: z.array(z.string()),
  covers: z.array(z.object({ product: z.string(), revisions: z.array(z.string()) })),
  translationOf: z.string().nullable(),
  number: z.string(),
  language: z.string(),
  owner: z.string(),
  revisions: z.array(
    z.object({
      version: z.string(),
      file: fileView,
      addedAt: z.string(),
      addedBy: z.string(),
      inForceFrom: z.string().nullable(),
      reading: reading.nullable(),
    }),
  ),
})
export type DocumentView = z.output<typeof documentView>

export * from './look.ts'

/** What the page of a documentation defect reads of its state. */
export const defectView = z.object({
  status: z.enum(['open', 'assigned', 'corrected', 'verified', 'closed']),
  title: z.string(),
  defectKind: z.string(),
  severity: z.enum(severities),
  misleads: z.string(),
  cause: z.string(),
  case: z.string().nullable(),
  report: z.string().nullable(),
  look: z.string().nullable(),
  document: z.string(),
  statements: z.array(
    z.object({
      document: z.string(),
      revision: z.string(),
      quote: z.string(),
      location: z.string(),
    }),
  ),
  trackerIssue: z.string(),
  assigned: z.object({ to: z.string(), until: z.string() }).nullable(),
  correction: z
    .object({
      revision: z.string(),
      before: z.string(),
      after: z.string(),
      by: z.string(),
      at: z.string(),
    })
    .nullable(),
  verified: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
  sentBack: z.array(z.object({ by: z.string(), at: z.string(), reason: z.string() })),
  closed: z.object({ told: z.string(), reason: z.string(), at: z.string() }).nullable(),
})
export type DefectView = z.output<typeof defectView>
