import { z } from 'zod'
import { type Role, roles } from '../../../kernel/roles.ts'
import { isTimeZone } from './calendar.ts'
import { spanField } from './span.ts'

const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time of day like "09:00".')

const calendarSchema = z.strictObject({
  timeZone: z.string().refine(isTimeZone, 'Write a time zone like "Europe/Berlin" or "UTC".'),
  weekdays: z
    .array(z.enum(weekdays))
    .min(1)
    .max(7)
    .transform((names) => names.map((name) => weekdays.indexOf(name) + 1)),
  hours: z
    .strictObject({ from: timeOfDay, to: timeOfDay })
    // Shorter days would make a span of working hours run over years.
    .refine(({ from, to }) => minutes(to) - minutes(from) >= 60, 'A working day has an hour.'),
  holidays: z.array(z.iso.date('Write a day like "2026-12-25".')).max(500).default([]),
})

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Numbers of weekdays are those of ISO 8601: Monday is 1. */
export type Calendar = z.output<typeof calendarSchema>

const staff = roles.filter((role) => role !== 'reporter')

/** Whom to tell: everybody with a role, or an address. */
const recipients = z
  .array(
    z.union([z.enum(staff as [Role, ...Role[]]), z.email()], {
      error: `Name a role (${staff.join(', ')}) or a mail address.`,
    }),
  )
  .min(1)
  .max(20)

const ruleSchema = z.strictObject({
  within: spanField(1),
  remind: z
    .array(z.strictObject({ before: spanField(1), to: recipients }))
    .max(5)
    .default([]),
  escalate: z
    .array(z.strictObject({ after: spanField(0), to: recipients }))
    .max(5)
    .default([]),
})

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
