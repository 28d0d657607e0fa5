import { z } from 'zod'
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { parseStrictJsonBytes } from '../../kernel/strict-json.ts'

/**
 * The members of a pack; those under `files/` come with them. Verdicts and passages are those of a
 * pack of clauses.
 */
export const memberNames = {
  page: 'index.html',
  document: 'index.pdf',
  howTo: 'HOW-TO-CHECK.txt',
  key: 'key.txt',
  checkpoint: 'checkpoint.txt',
  earlierCheckpoint: 'checkpoint-earlier.txt',
  consistency: 'consistency.json',
  events: 'events.jsonl',
  proofs: 'proofs.jsonl',
  signatures: 'signatures.jsonl',
  records: 'records.jsonl',
  files: 'files.jsonl',
  verdicts: 'verdicts.jsonl',
  passages: 'passages.jsonl',
  keptReviews: 'kept-reviews.jsonl',
  manifest: 'manifest.json',
  note: 'manifest.note',
} as const

/** Where a carried file lies: named by the SHA-256 of its content. */
export const fileMember = (hash: string): string => `files/${hash}`

/** Where the passages of a revision lie that was carried: named by the SHA-256 of its file. */
export const textMember = (revision: string): string => `texts/${revision}`

/** Of a pack of one case, and of one of clauses, a product or a period. */
export const packFormats = {
  case: 'vulnerary-audit-pack/1',
  review: 'vulnerary-audit-pack/2',
} as const

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)
const text = z.string().max(limits.text.line)
const size = z.number().int().nonnegative()
const record = z.strictObject({ stream: text, humanId: text })

const common = {
  /** When it was made (RFC 3339, UTC, milliseconds). */
  made: text,
  maker: text,
  /** The log that the facts stand in. */
  origin: text,
  treeSize: size,
  earlierTreeSize: size,
  facts: size,
  records: size,
  signatures: size,
  withFiles: z.boolean(),
  members: z
    .array(z.strictObject({ name: text, size, sha256: sha256Hex }))
    .max(limits.auditPack.members),
}

const caseManifest = z.strictObject({
  format: z.literal(packFormats.case),
  ...common,
  case: record,
  /** Records that belong to the case and that whoever asked for the pack may not see. */
  withheld: size,
})

/**
 * A pack of verdicts has what whoever asked may see, and no count of the rest: that there is
 * something under embargo on a product is itself for those named on it.
 */
const reviewManifest = z.strictObject({
  format: z.literal(packFormats.review),
  ...common,
  scope: z.strictObject({
    clauses: z.array(text).min(1),
    product: record.nullable(),
    /** One revision of that product; null where it is about all. */
    revision: text.nullable(),
    /** Calendar day from which records are in it; null where all are. */
    since: z.iso.date().nullable(),
  }),
  /** Who asked: `person:ID`, or `local:operator`. */
  seenBy: text,
  verdicts: size,
  passages: size,
  keptReviews: size,
})

export const manifestSchema = z.discriminatedUnion('format', [caseManifest, reviewManifest])
export type PackManifest = z.output<typeof manifestSchema>
export type CaseManifest = z.output<typeof caseManifest>
export type ReviewManifest = z.output<typeof reviewManifest>

/**
 * The text that is signed for a manifest. Its first line keeps it from ever passing for a
 * checkpoint of the same log.
 */
export const manifestNoteText = (origin: string, manifestHash: string): string =>
  `vulnerary audit pack 1\n${origin}\nsha256 ${manifestHash}\n`

/** Reads a manifest; refuses with `pack/bad-manifest` what is not the one text of its content. */
export const readManifest = (bytes: Uint8Array): PackManifest | Refusal => {
  const json = readCanonical(bytes, memberNames.manifest)
  if (isRefusal(json)) return json
  const parsed = manifestSchema.safeParse(json)
  if (parsed.success) return parsed.data
  return refuse('pack/bad-manifest', 'The manifest is not one that this version knows.', {
    member: memberNames.manifest,
    reason: parsed.error.issues[0]?.message,
  })
}

const bounds = {
  bytes: limits.auditPack.smallMemberBytes,
  depth: limits.json.deepest,
  nodes: limits.formats.nodes,
}

/** JSON in its one canonical text (RFC 8785); refuses with `pack/not-canonical`. */
export const readCanonical = (bytes: Uint8Array, member: string): Json | Refusal => {
  const json = parseStrictJsonBytes(bytes, bounds)
  if (isRefusal(json)) return notCanonical(member, json.message)
  const same = canonicalJson(json) === new TextDecoder().decode(bytes)
  return same ? json : notCanonical(member, 'it is not in canonical form (RFC 8785)')
}

const notCanonical = (member: string, reason: string): Refusal =>
  refuse('pack/not-canonical', `${member} does not hold: ${reason}`, { member })
