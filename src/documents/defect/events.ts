import { z } from 'zod'
import { severities } from '../../kernel/severity.ts'
import { type EventOf, eventParser } from '../../ledger/index.ts'
import { citation } from '../contract/citation.ts'

/** Facts about a documentation defect. A shipped schema is never edited. */
export const defectEvents = {
  'defect.opened': z.object({
    reference: z.string(),
    title: z.string(),
    defectKind: z.enum(['error', 'omission', 'outdated']),
    severity: z.enum(severities),
    misleads: z.string(),
    cause: z.string(),
    case: z.string().optional(),
    report: z.string().optional(),
    look: z.string().optional(),
    candidate: z.string().optional(),
    document: z.string(),
    statements: z.array(citation),
    trackerIssue: z.string(),
  }),
  'defect.assigned': z.object({ to: z.string(), until: z.string() }),
  'defect.corrected': z.object({ revision: z.string(), before: z.string(), after: z.string() }),
  'defect.verified': z.object({ reason: z.string() }),
  'defect.sent-back': z.object({ reason: z.string() }),
  'defect.closed': z.object({
    told: z.enum(['next-release', 'notice-now', 'not-needed']),
    reason: z.string(),
    release: z.string().optional(),
  }),
} as const

export type DefectEvent = EventOf<typeof defectEvents>
export const parseDefectEvent = eventParser(defectEvents)
