import { z } from 'zod'
import { importedRow } from '../contract/imported.ts'
import { caseFacts } from '../contract.ts'

/** How a case begins, what is known of the flaw, and its end. */
export const openingEvents = {
  'case.opened': z.object({
    reference: z.string(),
    title: z.string(),
    summary: z.string(),
    report: z.string().optional(),
    cve: z.string().optional(),
    cwe: z.string().optional(),
    awareOn: z.string(),
  }),
  /** Begun, and where it says so ended, in an earlier system. */
  'case.imported': z.object({
    reference: z.string(),
    system: z.string(),
    number: z.string(),
    title: z.string(),
    summary: z.string(),
    product: z.string().optional(),
    cve: z.string().optional(),
    cwe: z.string().optional(),
    openedOn: z.string(),
    awareOn: z.string(),
    closedOn: z.string().optional(),
    conclusion: z.string(),
    imported: importedRow,
  }),
  'case.described': z.object({
    cve: z.string().optional(),
    cwe: z.string().optional(),
    rootCause: z.string().optional(),
    facts: caseFacts.optional(),
  }),
  /** Somebody asked for a look at the documents, for these facts or those of the case. */
  'case.look-asked': z.object({ facts: caseFacts.optional() }),
  'case.closed': z.object({ conclusion: z.string() }),
  'case.reopened': z.object({ reason: z.string() }),
} as const
