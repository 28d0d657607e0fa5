import { z } from 'zod'
import { line } from '../../kernel/fields.ts'

/** What the server found out about a mail that it took in; only its own channels may say it. */
export const mailFacts = z.strictObject({
  /** SHA-256 of the mail as it came: the same mail is taken in once. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** `shut`: none of our keys opened it. */
  encryption: z.enum(['none', 'opened', 'shut']),
  signature: z.enum(['none', 'good', 'bad', 'unknown-key']),
  /** Fingerprint of the signer's key, or the id of one that we do not have. */
  signer: line,
  /** Whether an administrator took in that key; otherwise it came with the mail. */
  signerKnown: z.boolean(),
  /** Why nobody is answered; empty where a person wrote. */
  automatic: z.enum(['', 'auto-reply', 'bounce', 'list']),
})
