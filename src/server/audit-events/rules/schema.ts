import { z } from 'zod'
import { auditActions, auditOutcomes, auditSeverities } from '../../../formats/audit-event.ts'
import { auditTypes } from '../../../kernel/audit-types.ts'
import { limits } from '../../../kernel/limits.ts'
import { duration } from '../../channels/self-tests/settings.ts'

const oneOrMore = <T extends z.ZodType>(one: T) =>
  z.union([z.array(one).min(1).max(100), one.transform((value) => [value])])

const text = z.string().min(1).max(limits.text.line)

const conditions = {
  type: oneOrMore(z.enum(auditTypes)).optional(),
  action: oneOrMore(z.enum(auditActions)).optional(),
  outcome: oneOrMore(z.enum(auditOutcomes)).optional(),
  /** One of the event's codes: `DCM:110127`. */
  code: oneOrMore(text).optional(),
  /** The whole text of these, in any case. */
  source: oneOrMore(text).optional(),
  actor: oneOrMore(text).optional(),
  object: oneOrMore(text).optional(),
  product: oneOrMore(text).optional(),
  /** Words in the detail, in any case; one of them is enough. */
  contains: oneOrMore(text).optional(),
  severityAtLeast: z.enum(auditSeverities).optional(),
  /** Only outside the working time. */
  outOfHours: z.literal(true).optional(),
}
const all = z
  .strictObject(conditions)
  .refine((value) => Object.keys(value).length > 0, 'Give at least one condition.')
export type Conditions = z.output<typeof all>

const match = z.union([
  z.strictObject({ any: z.array(all).min(1).max(50) }),
  all.transform((one) => ({ any: [one] })),
])

const groupFields = ['source', 'actor', 'object', 'product', 'type', 'code'] as const

const rule = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'Name it with small letters, digits and -.'),
  title: text,
  match,
  /** Events with the same of these have one cause. */
  causedBy: z.array(z.enum(groupFields)).min(1).max(groupFields.length),
  threshold: z.number().int().min(1).max(limits.auditEvents.evidence),
  window: duration.refine((value) => value <= longestWindow, 'A window lasts 7d at most.'),
  /** Make a report at once, without a person looking first. */
  report: z.boolean().default(false),
})
export type Rule = z.output<typeof rule>

/** Events are kept for longer than any window, so that a restart can count anew. */
const longestWindow = limits.auditEvents.retentionDays.least * 86_400_000

const hours = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'Write the time like 07:00.')
export const weekDays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

const timeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch (cause) {
    if (cause instanceof RangeError) return false
    throw cause
  }
}, 'Name a time zone like Europe/Berlin.')

const workingTime = z.strictObject({
  timeZone,
  days: z.array(z.enum(weekDays)),
  from: hours,
  to: hours,
  holidays: z.array(z.iso.date()).max(1_000).default([]),
})
export type WorkingTime = z.output<typeof workingTime>

export const rulesFile = z
  .strictObject({
    workingTime,
    rules: z.array(rule).max(limits.auditEvents.rules.rules),
  })
  .superRefine(({ rules }, context) => {
    const seen = new Set<string>()
    for (const [index, { id }] of rules.entries()) {
      if (seen.has(id))
        context.addIssue({ code: 'custom', path: ['rules', index, 'id'], message: 'Used twice.' })
      seen.add(id)
    }
  })
export type AuditRules = z.output<typeof rulesFile>
