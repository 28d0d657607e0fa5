import { z } from 'zod'

/** What follows for risks, other products and third parties. */
export const othersEvents = {
  'case.risk-updated': z.object({
    register: z.string(),
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
