import { z } from 'zod'
import { vexJustifications, vexStatuses } from '../contract.ts'

const impactRow = z.object({
  product: z.string(),
  revision: z.string(),
  status: z.enum(vexStatuses),
  justification: z.enum(vexJustifications).optional(),
  statement: z.string(),
})

/** Which product revisions are affected. */
export const impactEvents = {
  'case.impact-set': z.object({ rows: z.array(impactRow) }),
} as const
