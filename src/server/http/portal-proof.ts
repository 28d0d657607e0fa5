import { createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { z } from 'zod'
import { hex } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Database } from '../../ledger/index.ts'
import type { Parts } from '../parts.ts'
import { deriveKey as deriveSecret } from '../vault/index.ts'

/** Proof of work (altcha) that a browser with script does for its sender, without a third party. */
export interface ProofOfWork {
  /** A new piece of work for a browser; signed, so that none has to be remembered. */
  challenge(): Promise<object>
  /** Whether this is the work of a challenge of ours that has neither run out nor been used. */
  redeem(text: unknown): Promise<boolean>
}

const hexText = z.string().regex(/^[0-9a-f]{1,128}$/)
const proofSchema = z.strictObject({
  challenge: z.strictObject({
    parameters: z.strictObject({
      algorithm: z.literal('PBKDF2/SHA-256'),
      cost: z.literal(limits.proof.cost),
      data: z.strictObject({ until: z.number().int() }),
      keyLength: z.literal(32),
      keyPrefix: hexText,
      keySignature: hexText,
      nonce: hexText,
      salt: hexText,
    }),
    signature: hexText,
  }),
  solution: z.strictObject({
    counter: z.number().int().nonnegative(),
    derivedKey: hexText,
    time: z.number(),
  }),
})

/**
 * The keys come from the master key and the used ones lie in the database, so that of several
 * processes each knows the work of the others' challenges, and none takes it a second time.
 */
export const createProofOfWork = ({
  master,
  clock,
  random,
  ledger,
}: Pick<Parts, 'master' | 'clock' | 'random'> & {
  readonly ledger: Pick<Parts['ledger'], 'database'>
}): ProofOfWork => {
  const secrets = {
    hmacSignatureSecret: hex(deriveSecret(master, 'portal-proof')),
    hmacKeySignatureSecret: hex(deriveSecret(master, 'portal-proof-key')),
  }
  const { cost, least, most, lasts } = limits.proof
  const counter = () => {
    const [one = 0, two = 0] = random(2)
    return least + Math.floor(((one * 256 + two) / 65_536) * (most - least))
  }
  return {
    challenge: () =>
      createChallenge({
        ...secrets,
        algorithm: 'PBKDF2/SHA-256',
        cost,
        counter: counter(),
        data: { until: clock() + lasts },
        deriveKey,
      }),
    redeem: async (text) => {
      const proof = readProof(text)
      if (proof === undefined) return false
      const { challenge, solution } = proof
      const { until } = challenge.parameters.data
      const now = clock()
      // What lasts longer than we ever give is none of ours.
      if (until < now || until > now + lasts) return false
      const { verified } = await verifySolution({ ...secrets, challenge, solution, deriveKey })
      return verified && (await takeOnce(ledger.database, challenge.signature, until, now))
    },
  }
}

/**
 * Whether nobody used it before: the row is the decision, so that of two at once one wins. What has
 * run out goes; where too many are remembered none is taken, for forgetting one would let it in again.
 */
const takeOnce = async (
  { reader, writer }: Database,
  proof: string,
  until: number,
  now: number,
): Promise<boolean> => {
  // Showing the same again and again costs a look, and no write.
  const used = reader.selectFrom('used_proof').select('proof').where('proof', '=', proof)
  if ((await used.executeTakeFirst()) !== undefined) return false
  await writer.deleteFrom('used_proof').where('until', '<', instantOf(now)).execute()
  const full = await writer
    .selectFrom('used_proof')
    .select('proof')
    .offset(limits.proof.remembered - 1)
    .limit(1)
    .executeTakeFirst()
  if (full !== undefined) return false
  const { numInsertedOrUpdatedRows = 0n } = await writer
    .insertInto('used_proof')
    .values({ proof, until: instantOf(until) })
    .onConflict((on) => on.column('proof').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

const readProof = (text: unknown): z.output<typeof proofSchema> | undefined => {
  if (typeof text !== 'string' || text.length > limits.proof.characters) return undefined
  try {
    return proofSchema.safeParse(JSON.parse(Buffer.from(text, 'base64').toString())).data
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}
