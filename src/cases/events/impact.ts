import { z } from 'zod'
import { vexJustifications, vexStatuses } from '../contract.ts'

/** What a row was decided on; when it changes, the row is stale. */
export const impactBasis = z.object({
  /** Components of the flaw that the SBOM of the revision names, as `name version`. */
  components: z.array(z.string()),
  /** The score that counts, the exploitation, the affected versions of the components. */
  scores: z.string(),
  exploitation: z.string(),
  ranges: z.string(),
})
export type ImpactBasis = z.output<typeof impactBasis>

const impactRow = z.object({
  product: z.string(),
  revision: z.string(),
  status: z.enum(vexStatuses),
  justification: z.enum(vexJustifications).optional(),
  statement: z.string(),
  configurations: z.array(z.string()).optional(),
  basis: impactBasis.optional(),
})

const proposalReasons = ['component', 'shared-code', 'range'] as const

/** Which product revisions are affected. */
export const impactEvents = {
  'case.impact-set': z.object({ rows: z.array(impactRow) }),
  /** One decision for all revisions in a range, with the rows that it made; theirs is its statement. */
  'case.range-decided': z.object({
    product: z.string(),
    range: z.string(),
    status: z.enum(vexStatuses),
    justification: z.enum(vexJustifications).optional(),
    statement: z.string(),
    rows: z.array(impactRow),
    /** Revisions whose name is no version: the range says nothing of them. */
    unread: z.array(z.string()),
  }),
  'case.range-dropped': z.object({ product: z.string(), range: z.string() }),
  /** Rows that nobody has decided yet, each with why it may be affected. */
  'case.impact-proposed': z.object({
    rows: z.array(
      z.object({
        product: z.string(),
        revision: z.string(),
        because: z.array(z.object({ reason: z.enum(proposalReasons), what: z.string() })),
      }),
    ),
  }),
  /** The SBOM of these revisions names other components of the flaw than when they were decided. */
  'case.impact-staled': z.object({
    rows: z.array(
      z.object({ product: z.string(), revision: z.string(), now: z.array(z.string()) }),
    ),
  }),
} as const
