import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import type { VerifierKey } from '../ledger/index.ts'
import { onePerCore } from './processes/pool.ts'
import { readWitnesses, readWitnessUrls } from './witnesses/settings.ts'

/** What a maker can set, by environment variable or in the config file; the environment wins. */
const settingsSchema = z.strictObject({
  port: z.coerce.number().int().min(0).max(65_535).default(8080),
  host: z.string().min(1).default('127.0.0.1'),
  dataDir: z.string().min(1).default('data'),
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  publicUrl: z.url({ protocol: /^https?$/ }).optional(),
  smtpUrl: z.url({ protocol: /^smtps?$/ }).optional(),
  mailFrom: z.string().min(3).max(300).default('security@localhost'),
  makerName: z.string().min(1).max(200).default('This maker'),
  makerUrl: z.url({ protocol: /^https?$/ }).default('https://maker.example'),
  /** BCP 47. */
  makerLanguage: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/)
    .default('en'),
  /** Lower than the bound of the whole, for makers who want no large files from strangers. */
  reportMegabytes: z.coerce
    .number()
    .int()
    .min(1)
    .max(limits.file.reportTotalBytes / 1_048_576)
    .default(limits.file.reportTotalBytes / 1_048_576),
  readerWorkers: z.coerce.number().int().min(1).max(64).default(onePerCore),
  readerMegabytes: z.coerce.number().int().min(512).max(65_536).default(1_280),
  readerMilliseconds: z.coerce.number().int().min(1_000).max(3_600_000).default(120_000),
  needToKnow: z.enum(['marked', 'all']).default('marked'),
  /** Verifier keys of witnesses (C2SP tlog-cosignature). */
  witnesses: z.string().max(20_000).default(''),
  /** Where witnesses that want to be called are called (C2SP tlog-witness). */
  witnessUrls: z.string().max(5_000).default(''),
  /** How long a witness may stay away before administrators are warned. */
  witnessHours: z.coerce.number().int().min(1).max(720).default(24),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export type Settings = Omit<
  z.output<typeof settingsSchema>,
  'publicUrl' | 'witnesses' | 'witnessUrls'
> & {
  /** Without a trailing slash. */
  readonly publicUrl: string
  readonly publicUrlGiven: boolean
  readonly witnesses: readonly VerifierKey[]
  /** Without a trailing slash. */
  readonly witnessUrls: readonly string[]
}
type Name = keyof z.output<typeof settingsSchema>

interface Description {
  readonly env: string
  readonly example: string
  readonly help: string
}

/** Each setting with its environment variable, an example, and what it changes. */
const settingDescriptions: Readonly<Record<Name, Description>> = {
  port: { env: 'PORT', example: '8080', help: 'TCP port to listen on; 0 takes a free one.' },
  host: { env: 'HOST', example: '127.0.0.1', help: 'Address to listen on.' },
  dataDir: { env: 'DATA_DIR', example: './data', help: 'Folder of the database, files and keys.' },
  databaseUrl: {
    env: 'DATABASE_URL',
    example: 'postgres://vulnerary:secret@127.0.0.1:5432/vulnerary',
    help: 'PostgreSQL 15 or later instead of the embedded database.',
  },
  publicUrl: {
    env: 'PUBLIC_URL',
    example: 'https://security.maker.example',
    help: 'The address under which people reach this server.',
  },
  smtpUrl: {
    env: 'SMTP_URL',
    example: 'smtp://user:secret@mail.maker.example:587',
    help: 'Where mail is handed over. Without it, mail waits in the list of deliveries.',
  },
  mailFrom: {
    env: 'MAIL_FROM',
    example: 'security@maker.example',
    help: 'The sender of the mail that this server writes.',
  },
  makerName: { env: 'MAKER_NAME', example: 'Example Medical', help: 'The name of the maker.' },
  makerUrl: {
    env: 'MAKER_URL',
    example: 'https://www.maker.example',
    help: 'The maker’s own address; it is the namespace of advisories.',
  },
  makerLanguage: {
    env: 'MAKER_LANGUAGE',
    example: 'de',
    help: 'The language of mails to whoever told us none: en, de, or one of the folder languages.',
  },
  reportMegabytes: {
    env: 'REPORT_MEGABYTES',
    example: '50',
    help: 'How many megabytes the files of one message by the public form may have together.',
  },
  readerWorkers: {
    env: 'READER_WORKERS',
    example: '2',
    help: 'How many documents are read at once, each in a process of its own; one for each core unless set.',
  },
  readerMegabytes: {
    env: 'READER_MEGABYTES',
    example: '1280',
    help: 'Megabytes of memory that one such process may hold; a document that needs more is told as not read.',
  },
  readerMilliseconds: {
    env: 'READER_MILLISECONDS',
    example: '120000',
    help: 'Milliseconds that the reading of one document may take.',
  },
  needToKnow: {
    env: 'NEED_TO_KNOW',
    example: 'marked',
    help: 'Which new reports only triagers see until they are opened to others: those marked TLP:RED or AMBER+STRICT (marked), or all.',
  },
  witnesses: {
    env: 'WITNESSES',
    example: 'hospital.example/witness+1f2e3d4c+BAbC…',
    help: 'Verifier keys of those who watch the ledger from another machine (vulnerary ledger witness), parted by spaces.',
  },
  witnessUrls: {
    env: 'WITNESS_URLS',
    example: 'https://witness.example/submit',
    help: 'Addresses of public witnesses that are called with each new checkpoint (C2SP tlog-witness), parted by spaces; their keys stand in WITNESSES.',
  },
  witnessHours: {
    env: 'WITNESS_HOURS',
    example: '24',
    help: 'How many hours a witness may stay away before administrators are warned by mail.',
  },
  logLevel: { env: 'LOG_LEVEL', example: 'info', help: 'debug, info, warn, error or silent.' },
}

const names = Object.keys(settingDescriptions) as Name[]

/** Reads the settings; a bad value refuses with the name of the setting and an example. */
export const readSettings = (
  environment: Readonly<Record<string, string | undefined>>,
): Settings | Refusal => {
  const given: Record<string, unknown> = {}
  const dataDir = environment['DATA_DIR'] ?? 'data'
  const file = environment['CONFIG_FILE'] ?? join(dataDir, 'vulnerary.yaml')
  const fromFile = readConfigFile(file)
  if (isRefusal(fromFile)) return fromFile
  for (const name of names) {
    const value = environment[settingDescriptions[name].env]
    if (value !== undefined && value !== '') given[name] = value
    else if (fromFile[name] !== undefined && fromFile[name] !== null) given[name] = fromFile[name]
  }
  const unknown = Object.keys(fromFile).find((name) => !names.some((known) => known === name))
  if (unknown !== undefined)
    return refuse(
      'settings/unknown',
      `${file} has a setting "${unknown}" that does not exist. Known: ${names.join(', ')}.`,
    )
  const parsed = settingsSchema.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const name = names.find((known) => known === issue?.path[0]) ?? 'port'
    const { env, example } = settingDescriptions[name]
    return refuse(
      'settings/bad-value',
      `The setting ${env} (${name} in the config file) cannot be used: ${issue?.message ?? 'unknown reason'}. An example that works: ${env}=${example}`,
    )
  }
  const { publicUrl, ...rest } = parsed.data
  const witnesses = readWitnesses(rest.witnesses)
  if (isRefusal(witnesses)) return witnesses
  const witnessUrls = readWitnessUrls(rest.witnessUrls, witnesses)
  if (isRefusal(witnessUrls)) return witnessUrls
  return {
    ...rest,
    witnesses,
    witnessUrls,
    dataDir: resolve(rest.dataDir),
    publicUrl: (publicUrl ?? urlOf(rest.host, rest.port)).replace(/\/+$/, ''),
    publicUrlGiven: publicUrl !== undefined,
  }
}

export const urlOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`

const readConfigFile = (file: string): Readonly<Record<string, unknown>> | Refusal => {
  if (!existsSync(file)) return {}
  try {
    const content: unknown = parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 }) ?? {}
    if (typeof content !== 'object' || Array.isArray(content) || content === null)
      return refuse('settings/bad-file', `${file} must hold settings, one "name: value" a line.`)
    return content as Record<string, unknown>
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return refuse('settings/bad-file', `${file} cannot be read as YAML: ${why}`)
  }
}

/** Writes the config file with every setting in a comment, where there is none yet. */
export const writeConfigFile = async ({ dataDir }: Settings): Promise<void> => {
  const file = join(dataDir, 'vulnerary.yaml')
  if (existsSync(file)) return
  const lines = names.map((name) => {
    const { env, example, help } = settingDescriptions[name]
    return `# ${help} (environment: ${env})\n# ${name}: ${example}\n`
  })
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await writeFile(
    file,
    `# Settings of this Vulnerary. Take away the # to change one.\n\n${lines.join('\n')}`,
    {
      mode: 0o600,
      flag: 'wx',
    },
  )
}
