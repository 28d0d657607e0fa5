import { z } from 'zod'
import { doneView } from '../common.ts'

const level = z.object({ id: z.string(), name: z.string(), means: z.string() })

/** What the page of a case reads of the safety assessment of one product. */
export const safetyView = doneView.extend({
  product: z.string(),
  hazardousSituation: z.string(),
  sequence: z.string(),
  harm: z.string(),
  severity: z.string(),
  p1Argument: z.string(),
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
    p1: z.number(),
    p1Unknown: z.boolean(),
    p2: z.number(),
    chance: z.number(),
    probability: z.string(),
    acceptability: z.string(),
    fda: z.string(),
  }),
  matrix: z.object({
    hash: z.string(),
    source: z.string(),
    severity: z.array(level),
    probability: z.array(level),
    exploitability: z.array(level),
    acceptability: z.record(z.string(), z.array(z.string())),
    fda: z.record(z.string(), z.array(z.string())),
  }),
  signed: doneView.nullable(),
})
export type SafetyView = z.output<typeof safetyView>
