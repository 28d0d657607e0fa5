import { z } from 'zod'

/** What follows for risks, other products and third parties. */
export const othersEvents = {
  'case.risk-updated': z.object({
    /** Human id of the entry, or the free number of the days before the register. */
    register: z.string(),
    risk: z.string().optional(),
    category: z.string(),
    residual: z.enum(['none', 'acceptable', 'not-acceptable']),
    description: z.string(),
    compensatingControl: z.string(),
  }),
  'case.products-informed': z.object({
    products: z.array(z.string()),
    answer: z.string(),
    none: z.boolean(),
  }),
  'case.third-party-told': z.object({
    owner: z.string(),
    component: z.string(),
    toldOn: z.string().optional(),
    how: z.string(),
    none: z.boolean(),
    reason: z.string(),
  }),
} as const
