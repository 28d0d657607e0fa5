import { z } from 'zod'
import type { Instant } from '../../kernel/time.ts'
import { incidentSchema, outwardFacts } from '../contract.ts'

/** Only our own clock, or our own reckoning, writes it. */
const instant = z.string().transform((text) => text as Instant)

const told = z.object({
  clock: z.string(),
  rule: z.string(),
  dueAt: instant,
  moment: instant,
  /** Roles and addresses, as the rule file names them. */
  to: z.array(z.string()),
  /** How many addresses a mail went to: none where nobody has one. */
  mails: z.number(),
})

/** Moments from which dates are counted, and what became of the dates. */
export const clockEvents = {
  'case.awareness-recorded': z.object({
    moment: instant,
    timeZone: z.string(),
    who: z.string(),
    how: z.string(),
    reason: z.string(),
  }),
  'case.incident-recorded': z.object({
    id: z.string(),
    kind: incidentSchema,
    moment: instant,
    timeZone: z.string(),
    description: z.string(),
    product: z.string().optional(),
    reference: z.string(),
  }),
  'case.clock-paused': z.object({ clock: z.string(), reason: z.string() }),
  'case.clock-resumed': z.object({ clock: z.string(), reason: z.string() }),
  'case.clock-met': z.object({ clock: z.string(), what: z.string() }),
  /** By itself, with what is recorded next or by the keeper, whichever comes first. */
  'case.clock-missed': z.object({
    clock: z.string(),
    rule: z.string(),
    title: z.string(),
    startedAt: instant,
    dueAt: instant,
  }),
  'case.clock-reminded': told,
  'case.clock-escalated': told,
  /** The rules changed, or they were looked at for the first time. */
  'case.clocks-looked': z.object({ edition: z.string() }),
  'case.outward-recorded': z.object({ fact: z.enum(outwardFacts), record: z.string() }),
} as const

/**
 * The dates as the maker's rules give them once the event is recorded: facts hold what held then,
 * whatever the rule file says later. Any event of a case may carry it.
 */
export const timingSchema = z.object({
  /** Of the rule file. */
  edition: z.string(),
  /** When the server looks next. */
  watchAt: instant.nullable(),
  clocks: z.array(
    z.object({
      clock: z.string(),
      rule: z.string(),
      outcome: z.enum([
        'running',
        'paused',
        'conditional',
        'kept',
        'missed',
        'not-required',
        'stopped',
      ]),
      dueAt: instant.nullable(),
      doneAt: instant.nullable(),
    }),
  ),
})
export type Timing = z.output<typeof timingSchema>
