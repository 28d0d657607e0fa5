import { constants, createReadStream, type ReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { sources } from '../../intake/contract.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { parseStrictJsonBytes } from '../../kernel/strict-json.ts'
import { type Command, type Context, exit, type Option } from '../command.ts'
import type { KeptFile, Records } from '../reach/records.ts'
import { withRecords } from '../reach/with-records.ts'
import { readInput } from '../read-input.ts'

export const source: Option = {
  name: 'source',
  value: 'LETTER',
  choices: Object.keys(sources),
  help: `Which of the seven sources of clause 9.2 it comes from: ${Object.entries(sources)
    .map(([letter, words]) => `${letter} ${words.toLowerCase()}`)
    .join('; ')}.`,
}

const received = z.object({ humanId: z.string() })

/** A report as JSON, for pipelines and other systems. */
export const intakeReport: Command = {
  name: 'intake report',
  summary: 'Take in a report from a JSON file',
  usage: '--json-file FILE|- [--source LETTER] [--attach FILE …]',
  operands: [0, 0],
  options: [
    {
      name: 'json-file',
      value: 'FILE|-',
      help: 'An object with description and, as far as known, title, product, productVersion, steps, impact, exploited, alreadyPublic, reporterName, reporterEmail, reference, identifiers …',
    },
    source,
    { name: 'attach', value: 'FILE', many: true, help: 'A file that belongs to the report.' },
  ],
  details: [
    'Answers 0 with the reference of the report once it is kept, 2 with the reason why it is not.',
  ],
  run: async (context, words) => {
    const file = words.value('json-file')
    if (file === undefined)
      return refuse('usage/missing', 'Give the report: --json-file FILE, or --json-file -.')
    const bytes = await readInput(context.io, file, limits.json.bytes)
    if (isRefusal(bytes)) return bytes
    const report = parseStrictJsonBytes(bytes)
    if (isRefusal(report)) return report
    if (typeof report !== 'object' || report === null || Array.isArray(report))
      return refuse('input/invalid', `${file} must hold one JSON object: the report.`)
    const letter = words.value('source')
    const attached = words.values('attach')
    for (const path of attached) await access(path, constants.R_OK)
    return withRecords(
      context,
      async (records) => {
        const files = await uploaded(
          records,
          attached.map((path) => ({
            name: basename(path),
            open: () => createReadStream(path),
          })),
        )
        if (isRefusal(files)) return files
        return receive(context, records, {
          channel: 'cli',
          ...report,
          ...(letter === undefined ? {} : { source: letter }),
          ...(files.length === 0 ? {} : { files }),
        })
      },
      { create: true },
    )
  },
}

interface ToUpload {
  readonly name: string
  readonly open: () => ReadStream
}

const uploaded = async (
  records: Records,
  files: readonly ToUpload[],
): Promise<readonly KeptFile[] | Refusal> => {
  if (files.length > limits.file.perReport)
    return refuse('input/too-many', `A report takes ${limits.file.perReport} files.`)
  const kept: KeptFile[] = []
  for (const { name, open } of files) {
    const one = await records.upload(name, open())
    if (isRefusal(one)) return one
    kept.push(one)
  }
  return kept
}

const receive = async (
  context: Context,
  records: Records,
  input: Readonly<Record<string, unknown>>,
) => {
  const done = await records.post('/api/reports/receive', { input }, {})
  if (isRefusal(done)) return done
  context.answer(done, [received.parse(done).humanId])
  return exit.done
}
