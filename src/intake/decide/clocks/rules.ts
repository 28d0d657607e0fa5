import { z } from 'zod'
import { calendarSchema } from '../../../kernel/calendar.ts'
import { ruleSchema, staff } from '../../../kernel/clock-rules.ts'
import type { Role } from '../../../kernel/roles.ts'

/** The rule file of clocks (9.2/acknowledge; ISO/IEC 29147 and 30111 ask for such times). */
export const intakeClocksSchema = z.strictObject({
  /** Where the times come from, for the auditor. */
  source: z.string().trim().min(10, 'Name where these times come from.').max(1_000),
  calendar: calendarSchema,
  clocks: z.strictObject({
    acknowledgement: ruleSchema,
    assessment: ruleSchema,
    update: ruleSchema,
  }),
  /** Addresses for roles, beside those that people sign in with. */
  addresses: z
    .partialRecord(z.enum(staff as [Role, ...Role[]]), z.array(z.email()).max(20))
    .default({}),
})
export type IntakeClocks = z.output<typeof intakeClocksSchema>
