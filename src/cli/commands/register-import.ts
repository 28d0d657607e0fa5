import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { caseColumns, type ImportColumn, riskColumns } from '../../cases/contract.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit, type Option } from '../command.ts'
import { personOf, signInOptions } from '../reach/sign-in.ts'
import { withRecords } from '../reach/with-records.ts'
import { readInput } from '../read-input.ts'
import { plain } from '../terminal-text.ts'

const imported = z.object({
  dryRun: z.boolean(),
  imported: z.boolean(),
  counts: z.object({ new: z.number(), changed: z.number(), same: z.number() }),
  rows: z.array(
    z.object({
      row: z.number(),
      outcome: z.enum(['new', 'changed', 'same']),
      record: z.string(),
      title: z.string(),
      note: z.string(),
    }),
  ),
  problems: z.array(z.object({ row: z.number(), column: z.string(), message: z.string() })),
  notRead: z.array(z.string()),
})
type Imported = z.output<typeof imported>

const dryRun: Option = {
  name: 'dry-run',
  help: 'Say what would happen, row by row, and write nothing.',
}

const columnsOf = (columns: Readonly<Record<string, ImportColumn>>): string =>
  `Columns, by the titles in the first row (* must be there): ${Object.values(columns)
    .map(({ title, required }) => `${title}${required === true ? '*' : ''}`)
    .join(', ')}.`

const answers =
  'CSV in UTF-8 (commas, semicolons or tabs) or .xlsx with one sheet. With one bad row nothing is imported, and each problem names its row and column. Answers 0 when it was imported, or would be; 1 when there are problems.'

/** The risk register from a file. */
export const risksImport: Command = {
  name: 'risks import',
  summary: 'Import the risk register from CSV or XLSX',
  usage: 'FILE|- [--dry-run]',
  operands: [1, 1],
  options: [dryRun, ...signInOptions],
  details: [
    'Rows with a reference or a number that is known revise that entry where they differ; others are new. The same file again changes nothing.',
    columnsOf(riskColumns),
    answers,
  ],
  run: (context, words) => take(context, words, '/api/risks/import', {}),
}

/** Cases of an earlier system from a file. */
export const casesImport: Command = {
  name: 'cases import',
  summary: 'Import cases of an earlier system, with their dates, from CSV or XLSX',
  usage: 'FILE|- --system NAME [--dry-run]',
  operands: [1, 1],
  options: [
    {
      name: 'system',
      value: 'NAME',
      help: 'What the earlier system is called; with its number there a case is known again.',
    },
    dryRun,
    ...signInOptions,
  ],
  details: [
    'Each case is marked as imported and keeps its days and its row. One that was closed there is closed here; one that is known stays as it is.',
    columnsOf(caseColumns),
    answers,
  ],
  run: (context, words) =>
    take(context, words, '/api/cases/import', { system: words.value('system') }),
}

const take = (
  ...[context, words, path, more]: [
    ...Parameters<Command['run']>,
    string,
    Readonly<Record<string, string | undefined>>,
  ]
) =>
  withRecords(
    context,
    async (records) => {
      const [file = ''] = words.operands
      const bytes = await readInput(context.io, file, limits.tables.bytes)
      if (isRefusal(bytes)) return bytes
      context.progress(`${file} …`)
      const query = {
        name: file === '-' ? 'standard-input' : basename(file),
        'dry-run': words.has('dry-run') ? 'yes' : 'no',
        ...more,
      }
      const answer = await records.sendStream(
        path,
        query,
        'application/octet-stream',
        Readable.from([bytes]),
      )
      if (isRefusal(answer)) return answer
      const done = imported.parse(answer)
      context.answer(done, linesOf(done))
      return done.problems.length === 0 ? exit.done : exit.answeredNo
    },
    { person: personOf(words) },
  )

const outcomes = { new: 'new', changed: 'changed', same: 'no change' } as const

const linesOf = ({ problems, rows, counts, dryRun: tried, notRead }: Imported) => [
  ...(notRead.length === 0 ? [] : [`Columns that are not read: ${plain(notRead.join(', '))}`]),
  ...(problems.length > 0
    ? [
        'Nothing was imported:',
        ...problems.map(
          ({ row, column, message }) =>
            `  row ${row}${column === '' ? '' : `, ${plain(column)}`}: ${plain(message)}`,
        ),
      ]
    : [
        ...rows
          .filter(({ outcome, note }) => outcome !== 'same' || note !== '')
          .map(
            ({ row, outcome, record, title, note }) =>
              `  row ${row}: ${outcomes[outcome]}${record === '' ? '' : ` ${record}`}: ${plain(title)}${note === '' ? '' : ` (${plain(note)})`}`,
          ),
        `${tried ? 'Would import' : 'Imported'}: ${counts.new} new, ${counts.changed} changed, ${counts.same} without a change.`,
      ]),
]
