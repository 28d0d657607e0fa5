import { z } from 'zod'
import { fileReference } from '../../kernel/fields.ts'
import { type EventOf, eventParser } from '../../ledger/index.ts'
import { documentKindSchema, drawingSchema } from '../contract/library.ts'
import { originEvents } from './origin-events.ts'

const covers = z.array(z.object({ product: z.string(), revisions: z.array(z.string()) }))

const approvalSource = z.object({
  quote: z.string(),
  /** Its place among the statements; null where a property of the file says it. */
  passage: z.number().nullable(),
  page: z.number().nullable(),
  heading: z.string(),
})

/** Facts about a document. A shipped schema is never edited: a change adds a type or a version. */
export const documentEvents = {
  'document.registered': z.object({
    reference: z.string(),
    title: z.string(),
    documentKind: documentKindSchema,
    products: z.array(z.string()),
    number: z.string(),
    language: z.string(),
    owner: z.string(),
    /** Left out by who registered before a document could belong to some revisions only. */
    covers: covers.optional(),
    translationOf: z.string().optional(),
  }),
  'document.described': z.object({
    title: z.string(),
    documentKind: documentKindSchema,
    covers,
    number: z.string(),
    language: z.string(),
    owner: z.string(),
    translationOf: z.string().optional(),
  }),
  'document.revision-dated': z.object({ version: z.string(), inForceFrom: z.string() }),
  'document.revision-approved': z.object({
    version: z.string(),
    approvedBy: z.string(),
    approvedOn: z.string(),
    /** Where the document says so, where a person confirmed what it says. */
    source: approvalSource.optional(),
  }),
  'document.approval-dismissed': z.object({ version: z.string(), reason: z.string() }),
  'document.revision-added': z.object({
    version: z.string(),
    file: fileReference,
    inForceFrom: z.string().optional(),
    /** False where the original's bytes do not lie in the vault: its source has them. */
    kept: z.boolean().optional(),
    /** Where it came from; left out for what was uploaded. */
    origin: z
      .object({ source: z.string(), key: z.string(), path: z.string(), mark: z.string() })
      .optional(),
  }),
  'document.read': z.object({
    file: z.string(),
    outcome: z.enum(['read', 'partly-read', 'could-not-read']),
    reason: z.string(),
    format: z.string(),
    statements: z.number(),
    /** SHA-256 over the statements: they are reference data, kept outside the ledger. */
    textHash: z.string(),
    notes: z.array(z.string()).default([]),
    drawings: z.array(drawingSchema).default([]),
    /** Which reader read it (`extract/reader-version.ts`); 0 where it was not recorded. */
    readerVersion: z.number().default(0),
    /** What it says of its own approval. */
    approval: approvalSource.extend({ by: z.string(), on: z.string() }).optional(),
  }),
  'document.reading-asked': z.object({ file: z.string() }),
  /** A new reading gave no text: the one before it stands. */
  'document.reading-kept': z.object({
    file: z.string(),
    reason: z.string(),
    readerVersion: z.number(),
  }),
  ...originEvents,
} as const

export type DocumentEvent = EventOf<typeof documentEvents>
export const parseDocumentEvent = eventParser(documentEvents)
