import { z } from 'zod'
import { fileReference } from '../../kernel/fields.ts'
import { changeLinkKinds, reviewAspects } from '../contract.ts'

const test = {
  product: z.string(),
  fixedIn: z.string(),
  tested: z.string(),
  /** Empty in tests that were recorded before it was asked for, as the two below. */
  how: z.string().default(''),
  evidence: z.array(fileReference),
  regression: z.string().default(''),
  regressionTests: z.array(z.string()).default([]),
}

/** The change that fixes the flaw: requested, reviewed, tested. */
export const changeEvents = {
  'case.change-requested': z.object({
    reference: z.string(),
    description: z.string(),
    /** Who makes the change, where it is not who requests it. */
    author: z.string().optional(),
    links: z
      .array(z.object({ kind: z.enum(changeLinkKinds), url: z.string(), title: z.string() }))
      .default([]),
  }),
  /** All three at once, by one person: recorded before each aspect had a review of its own. */
  'case.change-reviewed': z.object({
    safety: z.string(),
    security: z.string(),
    effectiveness: z.string(),
    accepted: z.boolean(),
  }),
  'case.aspect-reviewed': z.object({
    aspect: z.enum(reviewAspects),
    conclusion: z.string(),
    accepted: z.boolean(),
  }),
  'case.fix-verified': z.object(test),
  'case.verification-failed': z.object(test),
} as const
