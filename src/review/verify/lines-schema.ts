import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'

const text = z.string().max(limits.text.line)
const id = z.uuid()
const hash = z.string().regex(/^[0-9a-f]{64}$/)

const signatureSchema = z.strictObject({ name: text, at: text, meaning: text })

/** A line of `events.jsonl`: a fact as it stands in the ledger; its bytes are the tree's entry. */
export const eventSchema = z.strictObject({
  id,
  stream: id,
  kind: text,
  version: z.number().int().positive(),
  type: text,
  schema: z.number().int().positive(),
  at: text,
  actor: text,
  onBehalfOf: text.nullable(),
  requestId: text,
  payload: z.record(z.string(), z.json()),
  signature: signatureSchema.nullable(),
})
export type PackEvent = z.output<typeof eventSchema>

/** A line of `proofs.jsonl`: the proof for the line of the same number in `events.jsonl`. */
export const proofSchema = z.strictObject({
  leafIndex: z.number().int().nonnegative(),
  path: z.array(z.string().length(44)).max(64),
})

/** A line of `signatures.jsonl`: who signed which fact, when, and what it means. */
export const signatureLineSchema = z.strictObject({
  event: id,
  stream: id,
  type: text,
  ...signatureSchema.shape,
})
export type PackSignature = z.output<typeof signatureLineSchema>

/** A line of `records.jsonl`: a record as its facts in the pack add up to. */
export const recordSchema = z.strictObject({
  stream: id,
  kind: text,
  humanId: text,
  version: z.number().int().positive(),
  state: z.json(),
})
export type PackRecord = z.output<typeof recordSchema>

/** A line of `files.jsonl`: a file that a fact names, whether or not the pack carries it. */
export const fileSchema = z.strictObject({
  hash,
  name: text,
  size: z.number().int().nonnegative(),
  /** The first fact that names it. */
  event: id,
  included: z.boolean(),
})
export type PackFile = z.output<typeof fileSchema>

/** `consistency.json`. */
export const consistencySchema = z.strictObject({
  firstSize: z.number().int().nonnegative(),
  secondSize: z.number().int().nonnegative(),
  path: z.array(z.string().length(44)).max(64),
})
