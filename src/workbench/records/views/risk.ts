import { z } from 'zod'
import { doneView } from './common.ts'
import { importedView } from './imported.ts'

const judged = z.object({
  severity: z.string(),
  probability: z.string(),
  acceptability: z.string(),
})

/** What the page of an entry of the risk register reads of its state. */
export const riskView = z.object({
  title: z.string(),
  status: z.string(),
  number: z.string(),
  product: z.string().nullable(),
  hazard: z.string(),
  category: z.string(),
  initial: judged,
  controls: z.array(z.object({ control: z.string(), verification: z.string() })),
  eliminated: z.boolean(),
  residual: judged,
  description: z.string(),
  compensatingControl: z.string(),
  basis: z.array(z.object({ case: z.string() })),
  judged: doneView.nullable(),
  acceptance: doneView
    .extend({
      reason: z.string(),
      until: z.string(),
      condition: z.string(),
      accepted: doneView.nullable(),
    })
    .nullable(),
  stale: z.array(z.string()),
  retired: doneView.extend({ reason: z.string() }).nullable(),
  imported: importedView.nullable().default(null),
})
export type RiskView = z.output<typeof riskView>

/** Whether what remains may remain only by a signature. */
export const mustBeAccepted = ({
  eliminated,
  residual,
}: Pick<RiskView, 'eliminated' | 'residual'>): boolean =>
  !eliminated && residual.acceptability !== 'acceptable'
