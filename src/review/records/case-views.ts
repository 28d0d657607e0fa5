import { z } from 'zod'

/** What the record queries see of cases and of the risk register. */

const nullable = <Schema extends z.ZodType>(schema: Schema) => schema.nullable()
const approvable = { approved: nullable(z.object({ at: z.string() })) }

const verification = z.object({
  product: z.string().default(''),
  passed: z.boolean(),
  at: z.string(),
})

/** The last test of each product must have passed; null where nothing was tested. */
const isVerified = (verifications: readonly z.output<typeof verification>[]): boolean | null =>
  verifications.length === 0
    ? null
    : [...new Map(verifications.map((one) => [one.product, one.passed])).values()].every(Boolean)

const party = z
  .object({
    owner: z.string(),
    notice: nullable(z.object({})),
    answer: nullable(z.object({})),
    pending: z.array(z.string()),
    byHand: z.array(z.string()),
  })
  .transform(({ owner, notice, answer, pending, byHand }) => ({
    owner,
    told: notice !== null,
    /** They have answered, or were asked again as the rules say. */
    settled: notice !== null && (answer !== null || (pending.length === 0 && byHand.length === 0)),
  }))

const ask = z
  .object({ name: z.string(), answer: nullable(z.object({ answer: z.string() })) })
  .transform(({ name, answer }) => ({
    name,
    answered: answer !== null && answer.answer !== 'looking',
  }))

export const securityCase = z
  .object({
    impact: z.array(z.object({ product: z.string(), revision: z.string().default('') })),
    /** Of an earlier system: its product holds until the impact says it. */
    imported: nullable(z.object({ product: nullable(z.string()) })).default(null),
    /** Decisions whose basis is another by now. */
    stale: z.array(z.object({ part: z.string() })).default([]),
    disposition: nullable(
      z.object({ path: z.string(), guidance: z.array(z.string()), ...approvable }),
    ),
    disclosure: nullable(z.object({ disclose: z.boolean(), ...approvable })),
    changeRequest: nullable(z.object({ reference: z.string() })),
    changeReview: nullable(z.object({ accepted: z.boolean() })),
    verifications: z.array(verification),
    risk: nullable(
      z.object({
        residual: z.enum(['none', 'acceptable', 'not-acceptable']),
        /** The entry of the register; left out where only a number was named. */
        risk: z.string().optional(),
        at: z.string(),
      }),
    ),
    asks: z.array(ask).default([]),
    otherProducts: nullable(z.object({ none: z.boolean() })),
    parties: z.array(party).default([]),
    thirdParties: z.array(z.object({ none: z.boolean() })),
    closed: nullable(z.object({ at: z.string(), elsewhere: z.string().optional() })),
  })
  .transform(({ impact, imported, stale, verifications, ...facts }) => ({
    ...facts,
    products: [
      ...new Set([
        ...impact.map((row) => row.product),
        ...(impact.length > 0 || imported === null || imported.product === null
          ? []
          : [imported.product]),
      ]),
    ],
    /** The rows of its impact: which revisions of which product. */
    impact,
    stale: stale.map(({ part }) => part),
    verified: isVerified(verifications),
    verifiedAt: verifications.at(-1)?.at ?? null,
    /** From here on the documents may be false. */
    firstVerifiedAt: verifications.find(({ passed }) => passed)?.at ?? null,
  }))

/** An entry of the security risk register, and the cases that it was judged on. */
export const risk = z
  .object({
    product: nullable(z.string()),
    basis: z.array(z.object({ case: z.string() })),
    eliminated: z.boolean(),
    residual: z.object({ acceptability: z.string() }),
    acceptance: nullable(z.object({ until: z.string(), accepted: nullable(z.object({})) })),
  })
  .transform(({ product, basis, eliminated, residual, acceptance }) => ({
    product,
    cases: basis.map((one) => one.case),
    acceptable: eliminated || residual.acceptability === 'acceptable',
    /** The last day on which what is not acceptable is accepted by signature. */
    acceptedUntil: acceptance?.accepted == null ? null : acceptance.until,
  }))
