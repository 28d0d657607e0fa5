import { z } from 'zod'
import { severities } from '../../kernel/severity.ts'

const whichScore = { version: z.string(), source: z.string(), product: z.string().optional() }

/** How severe the flaw is, whether it is exploited, and how soon it comes. */
export const scoringEvents = {
  'case.scored': z.object({
    vector: z.string(),
    version: z.string(),
    /** The most particular of the three below. */
    score: z.number(),
    severity: z.enum(severities),
    source: z.string(),
    kind: z.enum(['ours', 'finder', 'supplier', 'nvd', 'other']).optional(),
    product: z.string().optional(),
    base: z.number().optional(),
    threat: z.number().nullable().optional(),
    environmental: z.number().nullable().optional(),
    /** The questions as they were asked and answered, for each metric that was asked about. */
    reasoning: z
      .array(
        z.object({
          metric: z.string(),
          value: z.string(),
          told: z.array(z.object({ ask: z.string(), answer: z.string() })),
        }),
      )
      .optional(),
    rationale: z.string().optional(),
  }),
  'case.score-chosen': z.object({ ...whichScore, reason: z.string() }),
  'case.score-withdrawn': z.object({ ...whichScore, reason: z.string() }),
  'case.exploitation-noted': z.object({
    status: z.enum(['none', 'poc', 'active']),
    source: z.string(),
    reference: z.string(),
    on: z.string(),
    kev: z.object({ added: z.string(), due: z.string().optional() }).optional(),
    epss: z
      .object({ score: z.number(), percentile: z.number().optional(), on: z.string() })
      .optional(),
  }),
  'case.ssvc-decided': z.object({
    tree: z.string(),
    table: z.string(),
    outcome: z.object({ key: z.string(), name: z.string(), meaning: z.string() }),
    points: z.record(z.string(), z.string()),
    path: z.array(
      z.object({
        point: z.string(),
        value: z.string(),
        derived: z.boolean(),
        sentence: z.string(),
      }),
    ),
    reason: z.string(),
  }),
} as const
