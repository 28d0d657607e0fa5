import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Refusal, refuse } from '../../kernel/result.ts'
import { clamdExample, clamdSchema } from '../quarantine/settings.ts'
import { complaintsExample, complaintsSchema } from './complaints/settings.ts'
import { auditLogsExample, auditLogsSchema, syslogExample, syslogSchema } from './logs/settings.ts'
import { imapExample, imapSchema, smtpExample, smtpSchema } from './mail/settings.ts'
import { selfTestExample, selfTestSchema } from './self-tests/settings.ts'
import { trackersExample, trackersSchema } from './trackers/settings.ts'

/**
 * Each kind of channel adds its section here: its schema, and an example in comments that works
 * when the # is taken away. A secret is never written into the file: see `secret.ts`.
 */
const sections = {
  selfTests: { schema: selfTestSchema, example: selfTestExample },
  smtp: { schema: smtpSchema, example: smtpExample },
  imap: { schema: imapSchema, example: imapExample },
  complaints: { schema: complaintsSchema, example: complaintsExample },
  clamd: { schema: clamdSchema, example: clamdExample },
  trackers: { schema: trackersSchema, example: trackersExample },
  syslog: { schema: syslogSchema, example: syslogExample },
  auditLogs: { schema: auditLogsSchema, example: auditLogsExample },
} as const satisfies Readonly<
  Record<string, { readonly schema: z.ZodType; readonly example: string }>
>

const channelsSchema = z.strictObject({
  selfTests: sections.selfTests.schema,
  smtp: sections.smtp.schema,
  imap: sections.imap.schema,
  complaints: sections.complaints.schema,
  clamd: sections.clamd.schema,
  trackers: sections.trackers.schema,
  syslog: sections.syslog.schema,
  auditLogs: sections.auditLogs.schema,
})
export type ChannelSettings = z.output<typeof channelsSchema>

/** Reads channels.yaml of the data folder, or the file that CHANNELS_FILE names. */
export const readChannelSettings = (
  dataDir: string,
  environment: Readonly<Record<string, string | undefined>>,
): ChannelSettings | Refusal => {
  const file = channelsFile(dataDir, environment)
  if (!existsSync(file)) return channelsSchema.parse({})
  let content: unknown
  try {
    content = parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 }) ?? {}
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return refuse('settings/bad-file', `${file} cannot be read as YAML: ${why}`)
  }
  const parsed = channelsSchema.safeParse(content)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path.map(String).join('.') ?? ''
  return refuse(
    'settings/bad-value',
    `${file} cannot be used: ${path === '' ? '' : `${path}: `}${issue?.message ?? 'unknown reason'}. The how-to "Open the channels" shows examples that work.`,
  )
}

const channelsFile = (
  dataDir: string,
  environment: Readonly<Record<string, string | undefined>>,
): string => environment['CHANNELS_FILE'] ?? join(dataDir, 'channels.yaml')

/** Writes the file with every section in comments, where there is none yet. */
export const writeChannelsFile = async (
  dataDir: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> => {
  const file = channelsFile(dataDir, environment)
  if (existsSync(file)) return
  const examples = Object.values<{ readonly example: string }>(sections).map(
    ({ example }) => example,
  )
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await writeFile(
    file,
    `# Ways by which reports come in, besides the portal. Take away the # to open one.\n\n${examples.join('\n')}`,
    { mode: 0o600, flag: 'wx' },
  )
}
