import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { sources } from '../../intake/contract.ts'
import { hex } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { parseStrictJsonBytes } from '../../kernel/strict-json.ts'
import { type Command, type Context, exit, type Option } from '../command.ts'
import { cut, type ReadMail, readMail } from '../intake/read-mail.ts'
import type { KeptFile, Records } from '../reach/records.ts'
import { withRecords } from '../reach/with-records.ts'
import { readInput } from '../read-input.ts'

const source: Option = {
  name: 'source',
  value: 'LETTER',
  choices: Object.keys(sources),
  help: `Which of the seven sources of clause 9.2 it comes from: ${Object.entries(sources)
    .map(([letter, words]) => `${letter} ${words.toLowerCase()}`)
    .join('; ')}.`,
}

const received = z.object({ id: z.string(), humanId: z.string(), repeated: z.boolean() })

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

/** A mail as it came, with its attachments; the original stays in the file store. */
export const intakeMail: Command = {
  name: 'intake mail',
  summary: 'Take in a mail as a report, and keep the original',
  usage: 'FILE.eml|- [--source LETTER]',
  operands: [1, 1],
  options: [{ ...source, help: `${source.help} Default f.` }],
  details: [
    'A mail that cannot be read becomes a report that says so, with the original kept: nothing that came in is lost. The same mail given again is the same report. Answers 0 with the reference of the report, 2 with the reason why none was made.',
  ],
  run: async (context, words) => {
    const [path = ''] = words.operands
    const bytes = await readInput(context.io, path, limits.file.bytes)
    if (isRefusal(bytes)) return bytes
    const mail = await readMail(bytes)
    return withRecords(
      context,
      async (records) => {
        const name = path === '-' ? 'mail.eml' : basename(path)
        const original = await records.upload(name, Readable.from([Buffer.from(bytes)]))
        if (isRefusal(original)) return original
        const told = isRefusal(mail) ? notRead(mail, name) : await tell(records, mail)
        if (isRefusal(told)) return told
        if (isRefusal(mail)) context.say(mail.message)
        return receive(
          context,
          records,
          { ...told, source: words.value('source') ?? 'f', channel: 'mail', original },
          `mail:${hex(createHash('sha256').update(bytes).digest())}`,
        )
      },
      { create: true },
    )
  },
}

const notRead = ({ message }: Refusal, name: string) => ({
  title: 'A mail that could not be read',
  description: `${message} It came as ${cut(name, 100)}: open the original and complete this report by hand.`,
})

const tell = async (records: Records, mail: ReadMail) => {
  const files = await uploaded(
    records,
    mail.attachments.map(({ name, bytes }) => ({ name, open: () => Readable.from([bytes]) })),
  )
  if (isRefusal(files)) return files
  const { subject, text, name, address, messageId, leftOut } = mail
  const more = leftOut === 0 ? '' : `\n\n(${leftOut} more attachments stand in the original.)`
  return {
    title: subject,
    description:
      cut(text, limits.text.long - 100) + more ||
      'The mail has no text: see its subject, its files and the original.',
    reporterName: name,
    reporterEmail: z.email().safeParse(address).success ? address : '',
    reference: messageId,
    files,
  }
}

interface ToUpload {
  readonly name: string
  readonly open: () => Readable
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
  key?: string,
) => {
  const done = await records.post(
    '/api/reports/receive',
    { input },
    key === undefined ? {} : { 'idempotency-key': key },
  )
  if (isRefusal(done)) return done
  const { humanId, repeated } = received.parse(done)
  context.answer(done, [humanId])
  if (repeated) context.say('This mail was taken in before: it is the same report.')
  return exit.done
}
