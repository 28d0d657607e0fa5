import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'

/** Lower-case hexadecimal of whole bytes. Upper case is refused: one signature, one spelling. */
const hexText = z
  .string()
  .max(8_192)
  .regex(/^(?:[0-9a-f]{2})+$/, 'is not lower-case hexadecimal')

const version = z.int().min(1)

/** TUF section 4.2.3, with the fraction of a second that go-tuf writes. Milliseconds since 1970. */
const expires = z.string().transform((text, context) => {
  const milliseconds = parseDateTime(text)
  if (milliseconds !== undefined) return milliseconds
  context.addIssue({ code: 'custom', message: 'is not a time like 2030-01-01T00:00:00Z' })
  return z.NEVER
})

const parseDateTime = (text: string): number | undefined => {
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?Z$/.exec(text)
  if (parts === null) return undefined
  const milliseconds = Date.parse(`${parts[1]}Z`)
  if (Number.isNaN(milliseconds)) return undefined
  // Date.parse reads 30 February as 2 March: only a time that reads back the same is one.
  const same = new Date(milliseconds).toISOString().startsWith(`${parts[1]}.`)
  return same ? milliseconds : undefined
}

/** A JSON object as a Map, so that a member named `constructor` is only a member. */
const mapOf = <T>(value: z.ZodType<T>) =>
  z.record(z.string(), value).transform((object): ReadonlyMap<string, T> => {
    return new Map(Object.entries(object))
  })

const hashes = mapOf(hexText)

/** Members that we do not know stay: the key id covers them. */
const key = z.looseObject({
  keytype: z.string(),
  scheme: z.string(),
  keyval: z.looseObject({ public: z.string().max(16_384) }),
})

const roleFields = {
  keyids: z
    .array(z.string())
    .max(limits.tuf.keysPerRole)
    .refine((ids) => new Set(ids).size === ids.length, 'lists a key twice'),
  threshold: z.int().min(1),
}

const common = {
  /** Section 4.3: the major version must match; minor ones only add. */
  spec_version: z.string().regex(/^1\.\d{1,9}(?:\.\d{1,9})?$/, 'is not version 1 of TUF'),
  version,
  expires,
}

const metaFile = z.object({
  version,
  length: z.int().min(0).optional(),
  hashes: hashes.optional(),
})

/** TUF section 4.3. */
export const rootSchema = z.object({
  _type: z.literal('root'),
  ...common,
  consistent_snapshot: z.boolean().default(false),
  keys: mapOf(key),
  roles: z.object({
    root: z.object(roleFields),
    timestamp: z.object(roleFields),
    snapshot: z.object(roleFields),
    targets: z.object(roleFields),
  }),
  /** Ours, see `exactFormField`. */
  'x-vulnerary-exact-form': z.literal(true).optional(),
})

/** TUF section 4.6. */
export const timestampSchema = z.object({
  _type: z.literal('timestamp'),
  ...common,
  meta: z.object({ 'snapshot.json': metaFile }),
})

/** TUF section 4.4. */
export const snapshotSchema = z.object({
  _type: z.literal('snapshot'),
  ...common,
  meta: mapOf(metaFile),
})

const targetFile = z.object({
  length: z.int().min(0),
  hashes: hashes.refine((all) => all.size > 0, 'lists no hash'),
  custom: z.unknown().optional(),
})

const hexPrefix = z.string().regex(/^[0-9a-f]{1,64}$/, 'is not a prefix of a SHA-256')

const delegatedRole = z
  .object({
    ...roleFields,
    name: z.string(),
    terminating: z.boolean().default(false),
    paths: z.array(z.string()).optional(),
    path_hash_prefixes: z.array(hexPrefix).optional(),
  })
  .refine(
    (role) => role.paths === undefined || role.path_hash_prefixes === undefined,
    'has both paths and path_hash_prefixes',
  )

/**
 * Ours, signed with the targets: what was offered and must not be installed any more. Other clients
 * only find that the files are not listed.
 */
const withdrawn = z.object({
  updateId: z.string().max(limits.text.line),
  product: z.string().max(limits.text.line),
  reason: z.string().max(limits.text.paragraph),
  at: z.string().max(limits.text.line),
  /** The update to install instead, and its revision; absent while there is none. */
  instead: z
    .object({
      updateId: z.string().max(limits.text.line),
      revision: z.string().max(limits.text.line),
    })
    .optional(),
  files: z
    .array(z.object({ path: z.string().max(limits.tuf.targetPath + 100), sha256: hexText }))
    .max(limits.tuf.filesPerUpdate + 10),
})

/** TUF section 4.5. */
export const targetsSchema = z.object({
  _type: z.literal('targets'),
  ...common,
  targets: mapOf(targetFile),
  'x-vulnerary-withdrawn': z.array(withdrawn).max(limits.tuf.withdrawn).optional(),
  delegations: z
    .object({
      keys: mapOf(key),
      /** Absent with `succinct_roles` (TAP 15), which we do not read. */
      roles: z
        .array(delegatedRole)
        .refine(
          (roles) => new Set(roles.map((role) => role.name)).size === roles.length,
          'names a role twice',
        )
        .optional(),
    })
    .optional(),
})

/** TUF section 4.2.1. */
export const envelopeSchema = z.object({
  signed: z.record(z.string(), z.unknown()),
  signatures: z
    .array(z.object({ keyid: z.string(), sig: hexText.or(z.literal('')) }))
    .max(limits.tuf.keysPerRole * 2)
    .refine(
      (all) => new Set(all.map((one) => one.keyid)).size === all.length,
      'has two signatures by one key',
    ),
})

export type Root = z.output<typeof rootSchema>
export type Timestamp = z.output<typeof timestampSchema>
export type Snapshot = z.output<typeof snapshotSchema>
export type Targets = z.output<typeof targetsSchema>
export type TargetFile = z.output<typeof targetFile>
export type WithdrawnUpdate = z.output<typeof withdrawn>
export type TufKey = z.output<typeof key>
export type Role = { readonly keyids: readonly string[]; readonly threshold: number }
export type DelegatedRole = z.output<typeof delegatedRole>
