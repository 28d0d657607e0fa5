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

const verdict = z.enum(['met', 'partial', 'absent', 'not-applicable', 'could-not-run'])
const long = z.string().max(limits.text.long)
const count = z.number().int().nonnegative()
const named = z.strictObject({ stream: id, kind: text, humanId: text })

/** A line of `passages.jsonl`: a passage of a document that a verdict quotes. */
export const passageSchema = z.strictObject({
  /** The record of the document, and its number. */
  document: id,
  humanId: text,
  title: text,
  /** The document's own version, and the SHA-256 of its file. */
  version: text,
  revision: hash,
  /** Its place among the passages of the document, from 0, and in the file. */
  index: count,
  kind: text,
  page: count.nullable(),
  line: count.nullable(),
  headings: z.array(z.string().max(limits.text.long)),
  text: z.string().max(limits.auditPack.lineBytes),
})
export type PackPassage = z.output<typeof passageSchema>

const day = z.iso.date()
const leg = { verdict, detail: long }

/** A document as it stood when the pack was made; without a revision both names of it are empty. */
const standing = z.strictObject({
  ...named.shape,
  version: text,
  revision: hash.or(z.literal('')),
  inForceFrom: day.nullable(),
  approved: z.strictObject({ by: text, on: text }).nullable(),
})

/** A line of `verdicts.jsonl`: what the review says of one constraint, and on what it rests. */
export const verdictSchema = z.strictObject({
  constraint: text,
  title: text,
  duty: long,
  severity: text,
  applies: z.boolean(),
  /** Why it is asked of this scope, or is not. */
  reason: long,
  verdict,
  /** What the review found itself: the same but where a person overruled it. */
  found: verdict,
  /** The two halves: what documents in force say, and what records prove. */
  documents: z.strictObject({ verdict, read: count, unread: count }),
  records: z.strictObject({ verdict }),
  /** The four questions under them. */
  legs: z.strictObject({
    exists: z.strictObject({ ...leg, documents: z.array(standing) }),
    says: z.strictObject({
      ...leg,
      /** `passage` is a line of `passages.jsonl`, from 1; the quote stands in its text. */
      evidence: z.array(
        z.strictObject({
          passage: z.number().int().positive(),
          quote: long,
          pattern: text,
          confirmed: named.nullable(),
        }),
      ),
    }),
    inForce: z.strictObject({ ...leg, documents: z.array(standing) }),
    record: z.strictObject({
      ...leg,
      links: z.array(named),
      /** Documents that a person named as proof of what ran elsewhere, on that day. */
      imported: z.array(
        z.strictObject({ ...named.shape, revision: hash, on: day, finding: named }),
      ),
    }),
  }),
  /** SHA-256 over what was found, by which people's words are held to it. */
  basis: hash,
  /** The finding by which a person overruled or confirmed it, or accepted the gap. */
  overruled: named.nullable(),
  confirmed: named.nullable(),
  accepted: named.nullable(),
  /** What people said that no longer holds, because what it was about changed. */
  asksAgain: z.array(
    z.strictObject({
      ...named.shape,
      was: z.enum(['overruled', 'confirmed', 'record-named']),
      verdict,
      because: long,
    }),
  ),
  /** What the maker says of it; only what is met. */
  defence: long.nullable(),
})
export type PackVerdict = z.output<typeof verdictSchema>

/** What `clause-review.kept` says, as far as a line of `kept-reviews.jsonl` does. */
export const keptFactSchema = z.object({
  reference: text,
  title: long,
  product: id.optional(),
  revision: text.optional(),
  release: id.optional(),
  reason: long,
  catalogue: hash,
  answers: z.array(z.object({ id: text, verdict, basis: hash, hash })),
})

/** A line of `kept-reviews.jsonl`: what a kept review answered, of the clauses of the pack. */
export const keptReviewSchema = z.strictObject({
  ...named.shape,
  /** How its scope was called. */
  title: long,
  product: id.nullable(),
  revision: text.nullable(),
  release: id.nullable(),
  reason: long,
  /** SHA-256 over the clauses and patterns of then. */
  catalogue: hash,
  by: text,
  at: text,
  verdicts: z.array(z.strictObject({ constraint: text, verdict, basis: hash, hash })),
})
export type PackKeptReview = z.output<typeof keptReviewSchema>
