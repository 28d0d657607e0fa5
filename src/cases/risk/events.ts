import { z } from 'zod'
import { acceptabilities } from '../../kernel/risk-matrix.ts'
import { type EventOf, eventParser } from '../../ledger/index.ts'
import { importedRow } from '../contract/imported.ts'

const judged = z.object({
  severity: z.string(),
  probability: z.string(),
  acceptability: z.enum(acceptabilities),
})

/** What the entry was judged on, of one case. */
export const caseBasis = z.object({
  case: z.string(),
  reference: z.string(),
  score: z.string(),
  exploitation: z.string(),
  affected: z.string(),
  safety: z.string(),
})
export type CaseBasis = z.output<typeof caseBasis>

const entry = z.object({
  title: z.string(),
  number: z.string(),
  product: z.string().optional(),
  hazard: z.string(),
  category: z.string(),
  initial: judged,
  controls: z.array(z.object({ control: z.string(), verification: z.string() })),
  eliminated: z.boolean(),
  residual: judged,
  description: z.string(),
  compensatingControl: z.string(),
  /** Of the matrix by which it was judged. */
  matrix: z.string(),
  basis: z.array(caseBasis),
  imported: importedRow.optional(),
})

const acceptance = z.object({ reason: z.string(), until: z.string(), condition: z.string() })

/** Facts about an entry of the risk register. A shipped schema is never edited. */
export const riskEvents = {
  'risk.entered': entry.extend({ reference: z.string() }),
  'risk.revised': entry.extend({ reason: z.string() }),
  'risk.case-linked': z.object({ basis: caseBasis }),
  'risk.acceptance-proposed': acceptance,
  'risk.accepted': acceptance.extend({ comment: z.string(), proposedBy: z.string() }),
  'risk.renewed': z.object({
    reason: z.string(),
    basis: z.array(caseBasis),
    /** Proposed anew, where it was accepted before. */
    acceptance: acceptance.optional(),
  }),
  'risk.staled': z.object({ because: z.array(z.string()) }),
  'risk.retired': z.object({ reason: z.string() }),
} as const

export type RiskEvent = EventOf<typeof riskEvents>
export const parseRiskEvent = eventParser(riskEvents)
