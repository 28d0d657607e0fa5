import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { day, line, long, recordId, required } from '../../kernel/fields.ts'
import { importedRow } from './imported.ts'
import { openCase } from './opening.ts'
import { team } from './words.ts'

export const importCase = declareCommand({
  name: 'open-imported',
  creates: true,
  internal: true,
  title: 'Import a case',
  help: 'Takes over a case of an earlier system with its dates; the import of cases issues it for each row.',
  permission: team,
  input: z.strictObject({
    /** The earlier system, and the case's number there: together they are its identity. */
    system: required(line, 'Name the earlier system.'),
    number: required(line, 'Give the number that the case had there.'),
    title: openCase.input.shape.title,
    summary: long.default(''),
    product: recordId.optional(),
    cve: openCase.input.shape.cve,
    cwe: openCase.input.shape.cwe,
    vector: line.optional(),
    openedOn: day,
    awareOn: day.optional(),
    closedOn: day.optional(),
    /** What it ended with there. */
    conclusion: long.default(''),
    imported: importedRow,
  }),
})
