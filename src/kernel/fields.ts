import { z } from 'zod'
import { limits } from './limits.ts'

/** The fields that commands are made of; every text is bounded. */
export const line = z.string().trim().max(limits.text.line)
export const paragraph = z.string().trim().max(limits.text.paragraph)
export const long = z.string().trim().max(limits.text.long)

/** The same, with a sentence for who left it empty. */
export const required = (schema: z.ZodString, message: string): z.ZodString =>
  schema.min(1, message)

/** A calendar day, `2026-01-31`. */
export const day = z.iso.date()

/** Another record, by its stream id. */
export const recordId = z.uuid()
export const recordIds = z.array(recordId).max(limits.list.items)

/** A file in the store, by the SHA-256 of its content, with the name it came under. */
export const fileReference = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().min(1).max(limits.file.nameLength),
  size: z.number().int().nonnegative(),
})

/** The same as a fact holds it: the name may be sealed there, which makes it longer. */
export const keptFile = fileReference.extend({ name: z.string() })

export type FileReference = z.output<typeof fileReference>

/** What a command's input is once its declaration has parsed it. */
export type InputOf<Declaration extends { readonly input: z.ZodType }> = z.output<
  Declaration['input']
>
