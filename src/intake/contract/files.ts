import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { line, paragraph } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { readers } from '../../kernel/roles.ts'
import { inbox } from './words.ts'

/** What a scan of a file found; only `clean` says that a scanner saw all of it and knew nothing bad. */
export const scanOutcomes = ['clean', 'infected', 'could-not-scan', 'no-scanner'] as const

const hash = z.string().regex(/^[0-9a-f]{64}$/)

export const openFile = declareCommand({
  name: 'open-file',
  creates: false,
  title: 'Open a file on purpose',
  help: 'Lets you download a file that came from outside, and records that you did. A file that a scanner calls infected needs a reason.',
  // Auditors read and change nothing.
  permission: readers.filter((role) => role !== 'auditor'),
  input: z.strictObject({ file: hash, reason: paragraph.default('') }),
})

export const scanFiles = declareCommand({
  name: 'scan-files',
  creates: false,
  title: 'Scan the files again',
  help: 'Has the files of this report scanned once more, for example after new signatures.',
  permission: inbox,
  input: z.strictObject({}),
})

export const recordLook = declareCommand({
  name: 'record-look',
  creates: false,
  internal: true,
  title: 'Record a look at files',
  help: 'Keeps what the first bytes of the files say they are, and what the scanner found.',
  permission: [],
  input: z.strictObject({
    files: z
      .array(
        z.strictObject({
          file: hash,
          looksLike: line,
          outcome: z.enum(scanOutcomes),
          /** Name of what was found, or why it could not be scanned. */
          said: line.default(''),
          /** The scanner with the version of its signatures. */
          scanner: line.default(''),
        }),
      )
      .max(limits.list.items),
  }),
})
