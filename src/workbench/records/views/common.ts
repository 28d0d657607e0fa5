import { z } from 'zod'

/** Who did it, when, and under which signature. */
export const doneView = z.object({
  by: z.string(),
  at: z.string(),
  signedBy: z.string().nullable(),
})

export const fileView = z.object({
  hash: z.string(),
  name: z.string(),
  size: z.number(),
  /** Present where its bytes are gone: by what it was replaced, and why. */
  replaced: z.object({ by: z.string().nullable(), because: z.string(), at: z.string() }).optional(),
})

export const signatureView = z.object({
  by: z.string(),
  name: z.string(),
  at: z.string(),
  meaning: z.string(),
})
export type SignatureView = z.output<typeof signatureView>
