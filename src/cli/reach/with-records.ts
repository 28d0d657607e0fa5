import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Server, Settings } from '../../server/index.ts'
import type { Context } from '../command.ts'
import { createRecords, type Records } from './records.ts'
import { type Person, signIn } from './sign-in.ts'
import { overHttp, type Transport, withinProcess } from './transport.ts'

export interface ReachOptions {
  /** Makes a workspace where the folder holds none; without it that is refused. */
  readonly create?: boolean
  /** Who acts; by default whoever owns the data folder (`local:operator`). */
  readonly person?: Person | undefined
}

type Work<T> = (records: Records) => Promise<T | Refusal>

/** Another command may hold the folder for a moment: milliseconds to wait, and between looks. */
const patience = { longest: 20_000, step: 150 }

/**
 * Does the work on the records of the data folder: through the server that runs on it, or, where
 * none runs, by opening the folder until the work and all that follows from it is done. With
 * VULNERARY_URL and VULNERARY_TOKEN the server is another machine's.
 */
export const withRecords = async <T>(
  context: Context,
  work: Work<T>,
  options: ReachOptions = {},
): Promise<T | Refusal> => {
  const { env } = context.io
  const elsewhere = env['VULNERARY_URL']
  if (elsewhere !== undefined && elsewhere !== '')
    return remote(context, elsewhere, env['VULNERARY_TOKEN'] ?? '', work, options)
  const { readSettings, lockHolder } = await import('../../server/index/holder.ts')
  const settings = readSettings({ ...env, LOG_LEVEL: 'silent' })
  if (isRefusal(settings)) return settings
  for (const begun = Date.now(); ; ) {
    const holder = await lockHolder(settings.dataDir)
    if (holder !== undefined && holder.url !== '')
      return as(context, holder.url, overHttp(holder.url), holder.token, work, options)
    const done = holder ?? (await inFolder(context, settings, work, options))
    const taken = done === holder || (isRefusal(done) && done.code === 'data/locked')
    if (!taken) return done as T | Refusal // What is not the holder is what the work answered.
    if (Date.now() - begun > patience.longest) return inUse(settings.dataDir)
    context.progress('Another command has the data folder; waiting for it …')
    await wait(patience.step)
  }
}

const inUse = (dataDir: string): Refusal =>
  refuse(
    'data/locked',
    `Another command of this program has ${dataDir} open. Try again when it is done.`,
  )

const remote = async <T>(
  context: Context,
  url: string,
  token: string,
  work: Work<T>,
  options: ReachOptions,
): Promise<T | Refusal> =>
  URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
    ? as(context, url, overHttp(url), token, work, options)
    : refuse('reach/bad-url', 'VULNERARY_URL is no web address. Example: https://psirt.example')

const inFolder = async <T>(
  context: Context,
  settings: Settings,
  work: Work<T>,
  options: ReachOptions,
): Promise<T | Refusal> => {
  const fresh =
    settings.databaseUrl === undefined && !existsSync(join(settings.dataDir, 'vulnerary.db'))
  if (fresh && options.create !== true)
    return refuse(
      'data/no-workspace',
      `${settings.dataDir} holds no workspace. Set DATA_DIR to the folder of one, or start one with vulnerary serve.`,
    )
  const { startServer } = await import('../../server/index.ts')
  const server = await startServer(settings, { environment: context.io.env })
  if (isRefusal(server)) return server
  if (fresh) context.say(`Made a new workspace in ${settings.dataDir}.`)
  try {
    return await as(
      context,
      settings.dataDir,
      withinProcess(server),
      server.parts.localToken,
      work,
      options,
    )
  } finally {
    await end(server)
  }
}

const end = async (server: Server): Promise<void> => {
  try {
    await server.settle()
  } finally {
    await server.stop()
  }
}

const as = async <T>(
  { io }: Context,
  where: string,
  transport: Transport,
  token: string,
  work: Work<T>,
  { person }: ReachOptions,
): Promise<T | Refusal> => {
  if (person === undefined)
    return work(
      createRecords({
        where,
        transport,
        headers: token === '' ? {} : { authorization: `Bearer ${token}` },
        signature: async () =>
          refuse('sign-in/person-needed', 'Only a person can sign: give --login NAME.'),
      }),
    )
  const signedIn = await signIn(io, transport, person)
  if (isRefusal(signedIn)) return signedIn
  const { headers, signature } = signedIn
  try {
    return await work(createRecords({ where, transport, headers, signature }))
  } finally {
    await signedIn.end()
  }
}
