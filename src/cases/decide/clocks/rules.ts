import { z } from 'zod'
import { calendarSchema } from '../../../kernel/calendar.ts'
import { ruleSchema, staff } from '../../../kernel/clock-rules.ts'
import { line } from '../../../kernel/fields.ts'
import type { Role } from '../../../kernel/roles.ts'
import { spanField } from '../../../kernel/span.ts'
import { clockEndSchema, conditionSchema, incidentSchema, stageSchema } from '../../contract.ts'

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'Write an id of small letters, digits and hyphens.')

const source = z.string().trim().min(4, 'Name the law, article or agreement.').max(1_000)

/** From when a clock runs. */
const clockStarts = [
  'awareness',
  'incident',
  'exploited',
  'fix-available',
  'reportable',
  'disclosure-day',
] as const

const rule = ruleSchema.extend({
  id,
  title: line.min(1),
  source,
  enabled: z.boolean().default(true),
  starts: z.enum(clockStarts),
  /** Kinds of incident that start it; without them, every kind. */
  incidents: z.array(incidentSchema).min(1).max(3).optional(),
  /** What is not known yet is shown as such. */
  condition: conditionSchema.default('always'),
  /** Only where one of these products is affected, by the id in the address of its page. */
  products: z.array(z.uuid()).max(500).default([]),
  /** With whom it was agreed. */
  customer: line.default(''),
  /** Zero is the end of the day on which it starts. */
  within: spanField(0),
  calendar: z.string().max(60).default('maker'),
  metBy: z.array(clockEndSchema).min(1).max(clockEndSchema.options.length),
  /** To whom a submission ends it, and at which step. */
  authority: id.optional(),
  stage: stageSchema.optional(),
  pausable: z.boolean().default(false),
})
export type CaseClockRule = z.output<typeof rule>

const authority = z.strictObject({
  id,
  name: line.min(1),
  source,
  enabled: z.boolean().default(true),
  /** When the case must be decided for it. */
  when: conditionSchema,
})
export type Authority = z.output<typeof authority>

const unique = (items: readonly { readonly id: string }[]): boolean =>
  new Set(items.map((item) => item.id)).size === items.length

/** The rule file of cases' clocks, and the authorities that a case is decided for. */
export const caseClocksSchema = z
  .strictObject({
    calendars: z
      .record(z.string().regex(/^[a-z0-9-]{1,60}$/), calendarSchema)
      .refine((calendars) => Object.hasOwn(calendars, 'maker'), 'Name one calendar "maker".'),
    rules: z.array(rule).max(100).refine(unique, 'Two rules have the same id.'),
    authorities: z.array(authority).max(50).refine(unique, 'Two authorities have the same id.'),
    /** How often open issues are reviewed between releases, counted from the last signed review. */
    openReviews: z
      .strictObject({ every: spanField(1), source })
      .prefault({ every: '90 days', source: 'The number is this program’s own.' }),
    /** Addresses for roles, beside those that people sign in with. */
    addresses: z
      .partialRecord(z.enum(staff as [Role, ...Role[]]), z.array(z.email()).max(20))
      .default({}),
  })
  .superRefine(({ calendars, rules, authorities }, context) => {
    const refuse = (index: number, key: string, message: string) =>
      context.addIssue({ code: 'custom', path: ['rules', index, key], message })
    for (const [index, one] of rules.entries()) {
      if (!Object.hasOwn(calendars, one.calendar))
        refuse(index, 'calendar', `There is no calendar "${one.calendar}" in this file.`)
      const asks = one.metBy.includes('submitted') || one.starts === 'reportable'
      if (asks && !authorities.some((known) => known.id === one.authority))
        refuse(index, 'authority', 'Name an authority of this file: a submission to it is asked.')
    }
  })

/** The rules in force, with a mark that differs where the file does. */
export type CaseClocks = z.output<typeof caseClocksSchema> & { readonly edition: string }
