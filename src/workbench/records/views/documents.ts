import { z } from 'zod'
import { approvalView } from '../../api/approvals.ts'
import { fileView } from './common.ts'
import { originView } from './source.ts'

const reading = z.object({
  outcome: z.enum(['read', 'partly-read', 'could-not-read']),
  reason: z.string(),
  format: z.string(),
  statements: z.number(),
  approval: approvalView.optional(),
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
  origin: originView,
  revisions: z.array(
    z.object({
      version: z.string(),
      file: fileView,
      kept: z.boolean().default(true),
      addedAt: z.string(),
      addedBy: z.string(),
      inForceFrom: z.string().nullable(),
      approved: z.object({ by: z.string(), on: z.string() }).nullish(),
      approvalDismissed: z.boolean().default(false),
      reading: reading.nullable(),
    }),
  ),
})
export type DocumentView = z.output<typeof documentView>

export * from './look.ts'
