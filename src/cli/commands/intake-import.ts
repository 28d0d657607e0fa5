import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { sources } from '../../intake/contract.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import type { Records } from '../reach/records.ts'
import { withRecords } from '../reach/with-records.ts'
import { readInput } from '../read-input.ts'
import { plain } from '../terminal-text.ts'

const imported = z.object({
  format: z.string(),
  id: z.string(),
  version: z.string(),
  reports: z.array(
    z.object({
      id: z.string(),
      humanId: z.string(),
      title: z.string(),
      outcome: z.enum(['added', 'known', 'received']),
    }),
  ),
})
type Imported = z.output<typeof imported>

interface Done {
  readonly file: string
  readonly answer: Imported | Refusal
}

const words = { added: 'added to', known: 'known as', received: 'received as' } as const

/** Documents of others as reports. */
export const intakeImport: Command = {
  name: 'intake import',
  summary: 'Take in CSAF, VEX, VDR, OSV, CVE or GitHub advisory files as reports',
  usage: 'FILE|-… [--source LETTER] [--product NAME]',
  operands: [1, 1_000],
  options: [
    {
      name: 'source',
      value: 'LETTER',
      choices: Object.keys(sources),
      help: 'Which of the seven sources of clause 9.2 they come from; by default the document says it: b for a supplier, f for who found it, g for who coordinates.',
    },
    { name: 'product', value: 'NAME', help: 'Our product that they are about.' },
  ],
  details: [
    'Each vulnerability becomes a report that keeps the document. The same document given again changes nothing; another version of it is added to its reports. Answers 0 when all files were taken in, 2 when one was refused; the others are taken in all the same.',
  ],
  run: async (context, given) =>
    withRecords(
      context,
      async (records) => {
        const done: Done[] = []
        for (const file of given.operands) {
          context.progress(`${file} …`)
          const bytes = await readInput(context.io, file, limits.formats.bytes)
          const answer = isRefusal(bytes)
            ? bytes
            : await send(records, file, bytes, given.value('source'), given.value('product'))
          done.push({ file, answer })
        }
        context.answer({ files: done.map(told) }, done.flatMap(lines))
        const refused = done.filter(({ answer }) => isRefusal(answer))
        for (const { file, answer } of refused)
          if (isRefusal(answer)) context.say(`${plain(file)}: ${answer.message}`)
        return refused.length === 0 ? exit.done : exit.refused
      },
      { create: true },
    ),
}

const send = async (
  records: Records,
  file: string,
  bytes: Uint8Array,
  source: string | undefined,
  product: string | undefined,
): Promise<Imported | Refusal> => {
  const name = file === '-' ? 'document.json' : basename(file)
  const query = { name, source, product, channel: 'cli' }
  const answer = await records.sendStream(
    '/api/intake/import',
    query,
    'application/octet-stream',
    Readable.from([bytes]),
  )
  return isRefusal(answer) ? answer : imported.parse(answer)
}

const told = ({ file, answer }: Done) =>
  isRefusal(answer)
    ? { file, refused: { code: answer.code, message: answer.message } }
    : { file, ...answer }

const lines = ({ file, answer }: Done): readonly string[] =>
  isRefusal(answer)
    ? []
    : [
        `${plain(file)}: ${plain(`${answer.format} ${answer.id}`)}`,
        ...answer.reports.map(
          ({ humanId, title, outcome }) => `  ${words[outcome]} ${humanId}: ${plain(title)}`,
        ),
      ]
