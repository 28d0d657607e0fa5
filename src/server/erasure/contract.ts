import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { fileReference, line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { privacyRoles, readers } from '../../kernel/roles.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const hashes = z.array(hash).max(limits.list.items)

export const erasePerson = declareCommand({
  name: 'erase-person',
  creates: true,
  signature: 'erasure of a person',
  title: 'Erase a person',
  help: 'Destroys the key of the person who sent this report, and the files they gave. Nobody can undo it. Look at what is held first.',
  permission: privacyRoles,
  input: z.strictObject({
    report: recordId,
    reason: required(paragraph, 'Say why, without naming the person.'),
  }),
})

export const redactFile = declareCommand({
  name: 'redact-file',
  creates: true,
  signature: 'replacement of a file by a redacted copy',
  title: 'Replace a file by a redacted copy',
  help: 'Destroys the file and shows the redacted copy in its place, wherever its hash stands. For data of patients. Nobody can undo it.',
  permission: ['triager', 'engineer', ...privacyRoles],
  input: z.strictObject({
    file: hash,
    replacement: fileReference,
    reason: required(paragraph, 'Say why, without the data that must go.'),
  }),
})

/** A record in which colleagues wrote, for somebody to look at. */
const toCheck = z.object({
  record: z.string(),
  reference: z.string(),
  collection: z.string(),
  /** A case of their report; a name or address of theirs in it; six of their words in a row. */
  why: z.array(z.enum(['case', 'names', 'repeats'])),
})
export type RecordToCheck = z.output<typeof toCheck>

/** Where else their words may lie; `sent`: mails, audit packs and copies that left the server. */
const elsewhere = ['mailbox', 'tracker', 'complaints', 'openpgp-key', 'sent', 'backups'] as const

/** What an erasure cannot do by itself, and somebody has to. */
export const leftToPeople = z.object({
  check: z.array(toCheck).max(limits.list.items),
  /** Records to look at that only those named on them may see. */
  withheld: z.number().int().nonnegative(),
  elsewhere: z.array(z.enum(elsewhere)),
})
export type LeftToPeople = z.output<typeof leftToPeople>

/** `GET /api/reports/:id/erasure`: what erasing the person behind a report reaches, and what not. */
export interface ErasureReach extends LeftToPeople {
  readonly reports: readonly { readonly record: string; readonly reference: string }[]
  /** Files that are destroyed, and that stay because others' records name them. */
  readonly destroys: number
  readonly keeps: number
}

export const recordLeft = declareCommand({
  name: 'record-left',
  creates: false,
  internal: true,
  title: 'Record what is left to people',
  help: 'Keeps, before the key goes, which records somebody must look at: afterwards nobody can tell.',
  permission: [],
  input: leftToPeople,
})

export const recordErased = declareCommand({
  name: 'record-done',
  creates: false,
  internal: true,
  title: 'Record that it is done',
  help: 'Keeps what was destroyed, and what stays because others need it.',
  permission: [],
  input: z.strictObject({
    reports: z.number().int().nonnegative(),
    mails: z.number().int().nonnegative(),
    destroyed: hashes,
    kept: hashes,
    note: line.default(''),
  }),
})

/** GDPR 17, and patients' data in files: who had what destroyed, when and why. */
export const erasureContract = declareKind({
  kind: 'erasure',
  collection: 'erasures',
  prefix: 'ERA',
  clause: '9.2',
  title: 'Erasure',
  readers,
  statuses: ['ordered', 'done'],
  commands: [erasePerson, redactFile, recordLeft, recordErased],
})
