import { createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { z } from 'zod'
import { hex } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
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

/** One process remembers what was used; each of several takes a proof once. */
export const createProofOfWork = ({
  master,
  clock,
  random,
}: Pick<Parts, 'master' | 'clock' | 'random'>): ProofOfWork => {
  const secrets = {
    hmacSignatureSecret: hex(deriveSecret(master, 'portal-proof')),
    hmacKeySignatureSecret: hex(deriveSecret(master, 'portal-proof-key')),
  }
  const { cost, least, most, lasts, remembered } = limits.proof
  const used = new Set<string>()
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
      if (challenge.parameters.data.until < clock() || used.has(challenge.signature)) return false
      const { verified } = await verifySolution({ ...secrets, challenge, solution, deriveKey })
      // Another request may have used it while this one was verified.
      if (!verified || used.has(challenge.signature)) return false
      const [oldest] = used
      if (used.size >= remembered && oldest !== undefined) used.delete(oldest)
      used.add(challenge.signature)
      return true
    },
  }
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
