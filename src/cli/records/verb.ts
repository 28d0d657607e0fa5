import { constants, createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import type { CommandDeclaration, KindContract } from '../../kernel/command.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { parseStrictJsonBytes } from '../../kernel/strict-json.ts'
import {
  type Command,
  type Context,
  type ExitCode,
  exit,
  type Option,
  type Words,
} from '../command.ts'
import { openCommands } from '../help.ts'
import type { Records } from '../reach/records.ts'
import { personOf, signInOptions } from '../reach/sign-in.ts'
import { withRecords } from '../reach/with-records.ts'
import { readInput } from '../read-input.ts'
import { contractOf } from './contracts.ts'
import { type Field, fieldsOf, fileToKeep, readValue } from './fields.ts'

/** The commands `vulnerary KIND VERB` of a kind of record (or its collection); none for others. */
export const verbsOf = (word: string): readonly Command[] => {
  const contract = contractOf(word)
  return contract === undefined
    ? []
    : openCommands(contract).map((declaration) => verbOf(word, contract, declaration))
}

const always: readonly Option[] = [
  {
    name: 'input',
    value: 'JSON|@FILE',
    help: 'The whole input as JSON, or from a file (@- is standard input). Fields given as options come on top.',
  },
  { name: 'if-version', value: 'N', help: 'Refuse if the record is no longer at this version.' },
]

const verbOf = (word: string, contract: KindContract, declaration: CommandDeclaration): Command => {
  const fields = fieldsOf(declaration)
  const own = fields.map(({ option }) => option)
  // Inviting a person takes the login of the one who is invited: there it cannot say who invites.
  const takesLogin = own.some((option) => option.name === 'login')
  const { name, creates, title, help, permission, signature } = declaration
  return {
    name: `${word} ${name}`,
    summary: title,
    usage: `${creates ? '' : 'ID '}[--input JSON|@FILE] [--field VALUE …]`,
    operands: creates ? [0, 0] : [1, 1],
    options: [...own, ...always, ...(takesLogin ? [] : signInOptions)],
    details: [
      `${help} Roles: ${permission.join(', ')}.`,
      ...(signature === undefined
        ? []
        : [
            `This is a signature ("${signature}"): give --login NAME and --code twice, the code for signing in and the next one.`,
          ]),
    ],
    run: async (context, words) => {
      // What is written wrongly is refused before anything is opened or made.
      const input = await inputOf(context.io, fields, words)
      if (isRefusal(input)) return input
      const missing = fields.filter(({ name, required }) => required && input[name] === undefined)
      if (missing.length > 0)
        return refuse(
          'usage/missing',
          `Give ${missing.map(({ option }) => `--${option.name}`).join(', ')} (or --input with ${missing.map(({ name }) => `"${name}"`).join(', ')}). See vulnerary ${word} ${name} --help.`,
        )
      const ifVersion = words.value('if-version')
      if (ifVersion !== undefined && !/^\d{1,9}$/.test(ifVersion))
        return refuse('usage/value', '--if-version takes the version you looked at, a number.')
      const asked = { contract, declaration, input, id: words.operands[0] ?? '', ifVersion }
      return withRecords(context, (records) => issue(context, records, asked), {
        create: creates,
        person: takesLogin ? undefined : personOf(words),
      })
    },
  }
}

interface Asked {
  readonly contract: KindContract
  readonly declaration: CommandDeclaration
  readonly input: Input
  readonly id: string
  readonly ifVersion: string | undefined
}
type Input = Readonly<Record<string, unknown>>

const dispatched = z.object({ id: z.string(), humanId: z.string(), version: z.number() })

const issue = async (
  context: Context,
  records: Records,
  { contract, declaration, input: written, id, ifVersion }: Asked,
): Promise<ExitCode | Refusal> => {
  const input = await withFilesKept(records, written)
  if (isRefusal(input)) return input
  const signature = declaration.signature === undefined ? undefined : await records.signature()
  if (isRefusal(signature)) return signature
  const done = await records.post(
    pathOf(contract, declaration, id),
    { input, ...(signature === undefined ? {} : { signature }) },
    ifVersion === undefined ? {} : { 'if-match': `"${ifVersion}"` },
  )
  if (isRefusal(done)) return done
  const { humanId, version } = dispatched.parse(done)
  context.answer(done, [
    `${humanId}  ${declaration.title.toLowerCase()}: done (version ${version})`,
  ])
  return exit.done
}

const pathOf = (
  { collection }: KindContract,
  { name, creates }: CommandDeclaration,
  id: string,
): string =>
  creates ? `/api/${collection}/${name}` : `/api/${collection}/${encodeURIComponent(id)}/${name}`

const inputOf = async (
  io: Context['io'],
  fields: readonly Field[],
  words: Words,
): Promise<Input | Refusal> => {
  const whole = await wholeInput(io, words.value('input'))
  if (isRefusal(whole)) return whole
  const input: Record<string, unknown> = { ...whole }
  for (const field of fields) {
    const values: unknown[] = []
    for (const text of words.values(field.option.name)) {
      const value = readValue(field, text)
      if (isRefusal(value)) return value
      const file = fileToKeep(value)
      if (file !== undefined) await access(file, constants.R_OK)
      // A list of whatever is given as JSON may be given in one piece.
      if (field.list && Array.isArray(value)) values.push(...value)
      else values.push(value)
    }
    if (words.has(field.option.name)) input[field.name] = field.list ? values : values.at(-1)
  }
  return input
}

const withFilesKept = async (records: Records, input: Input): Promise<Input | Refusal> => {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input)) {
    const values: unknown[] = []
    for (const one of Array.isArray(value) ? value : [value]) {
      const path = fileToKeep(one)
      const file =
        path === undefined ? one : await records.upload(basename(path), createReadStream(path))
      if (isRefusal(file)) return file
      values.push(file)
    }
    kept[name] = Array.isArray(value) ? values : values[0]
  }
  return kept
}

const wholeInput = async (
  io: Context['io'],
  given: string | undefined,
): Promise<Input | Refusal> => {
  if (given === undefined) return {}
  const bytes = given.startsWith('@')
    ? await readInput(io, given.slice(1), limits.json.bytes)
    : new TextEncoder().encode(given)
  if (isRefusal(bytes)) return bytes
  const parsed = parseStrictJsonBytes(bytes)
  if (isRefusal(parsed)) return parsed
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? { ...parsed }
    : refuse('usage/value', '--input takes a JSON object with the fields of the command.')
}
