import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { fileReference, line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { readers } from '../../kernel/roles.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const hashes = z.array(hash).max(limits.list.items)

export const erasePerson = declareCommand({
  name: 'erase-person',
  creates: true,
  signature: 'erasure of a person',
  title: 'Erase a person',
  help: 'Destroys the key of the person who sent this report, and the files they gave. Nobody can undo it. Look at what is held first.',
  permission: ['administrator'],
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
  permission: ['triager', 'engineer', 'administrator'],
  input: z.strictObject({
    file: hash,
    replacement: fileReference,
    reason: required(paragraph, 'Say why, without the data that must go.'),
  }),
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
  commands: [erasePerson, redactFile, recordErased],
})
