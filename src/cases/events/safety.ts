import { z } from 'zod'

const level = z.object({ id: z.string(), name: z.string(), means: z.string() })

/** The matrix as it was: whoever reads the assessment later needs no file of ours. */
const frozenMatrix = z.object({
  hash: z.string(),
  source: z.string(),
  severity: z.array(level),
  probability: z.array(level.extend({ atMost: z.number() })),
  exploitability: z.array(level),
  acceptability: z.record(z.string(), z.array(z.string())),
  fda: z.record(z.string(), z.array(z.string())),
})

const safetyAssessment = z.object({
  product: z.string(),
  hazardousSituation: z.string(),
  sequence: z.string(),
  harm: z.string(),
  severity: z.string(),
  p1: z.string(),
  p1Argument: z.string(),
  p2: z.string(),
  exploitability: z.string(),
  exploitabilityReason: z.string(),
  essentialPerformance: z.array(z.string()),
  privacy: z.object({
    data: z.string(),
    people: z.number(),
    gdpr: z.string(),
    reason: z.string(),
  }),
  result: z.object({
    /** Chances from 0 to 1, and whether P1 was taken as 1 because nobody knows it. */
    p1: z.number(),
    p1Unknown: z.boolean(),
    p2: z.number(),
    chance: z.number(),
    probability: z.string(),
    acceptability: z.enum(['acceptable', 'reduce', 'not-acceptable']),
    fda: z.enum(['controlled', 'uncontrolled']),
  }),
  matrix: frozenMatrix,
  /** What it was made on; when that changes, it is stale. */
  basis: z.object({
    scores: z.string(),
    exploitation: z.string(),
    affected: z.array(z.string()),
  }),
})

/** What the flaw may do to patients and to data. */
export const safetyEvents = {
  'case.safety-assessed': safetyAssessment,
  /** The signature is on the whole assessment, not on a reference to it. */
  'case.safety-signed': z.object({
    product: z.string(),
    comment: z.string(),
    assessment: safetyAssessment,
    assessedBy: z.string(),
    assessedAt: z.string(),
  }),
} as const
