import { z } from 'zod'

/** The work of the remediation, and the issues that it became elsewhere. */
export const taskEvents = {
  'case.task-planned': z.object({
    task: z.string(),
    title: z.string(),
    what: z.string(),
    product: z.string().optional(),
    due: z.string().optional(),
    /** Empty where it lives in the case alone. */
    tracker: z.string(),
  }),
  'case.task-pushed': z.object({
    task: z.string(),
    issue: z.string(),
    key: z.string(),
    url: z.string(),
    status: z.string(),
    withheld: z.boolean(),
  }),
  /** What the tracker says; it was another status, key or address before. */
  'case.task-followed': z.object({
    task: z.string(),
    key: z.string(),
    url: z.string(),
    status: z.string(),
    isClosed: z.boolean(),
  }),
  'case.task-stopped': z.object({ task: z.string(), reason: z.string() }),
  'case.task-resumed': z.object({ task: z.string() }),
  'case.task-closed': z.object({
    task: z.string(),
    title: z.string(),
    outcome: z.enum(['done', 'dropped']),
    reason: z.string(),
  }),
} as const
