import { z } from 'zod'
import { ruleSchema } from '../../../kernel/clock-rules.ts'
import { spanField } from '../../../kernel/span.ts'

/** The rule file for asking owners of products and following up notices to third parties (9.5). */
export const inquiryRulesSchema = z.strictObject({
  /** Where the times come from, for the auditor. */
  source: z.string().trim().min(10, 'Name where these times come from.').max(1_000),
  owners: ruleSchema.extend({
    /** Whose owners a case must ask: those whose product may share the flaw, or all. */
    ask: z.enum(['concerned', 'all']).default('concerned'),
  }),
  thirdParties: z.strictObject({
    /** When a silent one is asked again, counted from the notice; after the last, silence is silence. */
    followUp: z.array(spanField(1)).min(1, 'Follow up at least once.').max(10),
  }),
  /** Whom to choose from when a coordinator is needed. */
  coordinators: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(300),
        contact: z.union([z.email(), z.url({ protocol: /^https$/ })], {
          error: 'Write a mail address, or an address that begins with https://.',
        }),
        for: z.string().trim().max(300).default(''),
      }),
    )
    .max(50)
    .default([]),
})
export type InquiryRules = z.output<typeof inquiryRulesSchema>
