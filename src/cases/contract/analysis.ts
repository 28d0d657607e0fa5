import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { day, line, long, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { caseFacts, team, vexJustifications, vexStatuses } from './words.ts'

export const openCase = declareCommand({
  name: 'open',
  creates: true,
  title: 'Open a case',
  help: 'Opens a case for one vulnerability, from a report or on its own.',
  permission: ['triager', ...team],
  input: z.strictObject({
    title: required(line, 'Give the case a short title.'),
    summary: long.default(''),
    report: recordId.optional(),
    cve: z
      .string()
      .regex(/^CVE-\d{4}-\d{4,19}$/, 'A CVE id looks like CVE-2026-12345.')
      .optional(),
    cwe: z
      .string()
      .regex(/^CWE-\d{1,6}$/, 'A CWE id looks like CWE-79.')
      .optional(),
    /** When the maker became aware; clocks run from it. */
    awareOn: day.optional(),
  }),
})

export const describeCase = declareCommand({
  name: 'describe',
  creates: false,
  title: 'Record the facts',
  help: 'Records ids and the facts of the flaw that the accompanying documents are searched for.',
  permission: team,
  input: z.strictObject({
    cve: openCase.input.shape.cve,
    cwe: openCase.input.shape.cwe,
    rootCause: long.optional(),
    facts: caseFacts.optional(),
  }),
})

export const setImpact = declareCommand({
  name: 'set-impact',
  creates: false,
  title: 'Set the impact',
  help: 'Records for product revisions whether they are affected, with the VEX status and why.',
  permission: team,
  input: z.strictObject({
    rows: z
      .array(
        z.strictObject({
          product: recordId,
          revision: required(line, 'Name the revision.'),
          status: z.enum(vexStatuses),
          justification: z.enum(vexJustifications).optional(),
          statement: paragraph.default(''),
        }),
      )
      .min(1, 'Name at least one product revision.')
      .max(limits.list.items),
  }),
})

export const scoreCase = declareCommand({
  name: 'score',
  creates: false,
  title: 'Score',
  help: 'Records a CVSS 3.1 or 4.0 vector; the score and severity are worked out from it.',
  permission: team,
  input: z.strictObject({
    vector: required(line, 'Enter a CVSS vector.'),
    source: line.default(''),
  }),
})
