import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { freePort } from '../free-port.ts'

const installed = '/usr/share/redmine'
const puma = '/usr/bin/puma'

/** Debian's packages redmine, redmine-sqlite and puma. */
export const redmineAvailable = (): boolean =>
  existsSync(join(installed, 'config.ru')) && existsSync(puma)

const labSchema = z.object({
  robotKey: z.string(),
  developerKey: z.string(),
  linkField: z.number(),
  markField: z.number(),
})

/** Projects `gateway` and `pump` with a category Security, an account for the connection, and Dora. */
export interface RedmineLab extends z.output<typeof labSchema> {
  readonly url: string
  /** Milliseconds from nothing to the first answer. */
  readonly startedWithin: number
  /** Asks as Dora, who develops the gateway. */
  asDora(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>
  /** The uploads of an issue's fields, by which a file is attached to it. */
  uploads(
    name: string,
    bytes: Uint8Array | string,
  ): Promise<{ readonly uploads: readonly object[] }>
  /** Where its files lie, which somebody may lose. */
  readonly filesFolder: string
  stop(): Promise<void>
}

/** Bundler reads its lock and the database's settings by their path: a copy has its own. */
const copyOf = async (folder: string): Promise<void> => {
  await cp(installed, folder, {
    recursive: true,
    filter: (source) =>
      !['Gemfile.lock', 'instances', 'database.yml'].some((name) => source.endsWith(`/${name}`)),
  })
  const instance = join(folder, 'instances', 'default')
  for (const name of ['config', 'files', 'log', 'tmp'])
    await mkdir(join(instance, name), { recursive: true })
  const settings = join(instance, 'config', 'database.yml')
  await writeFile(
    settings,
    `production:\n  adapter: sqlite3\n  database: ${join(instance, 'redmine.db')}\n`,
  )
  await symlink(settings, join(folder, 'config', 'database.yml'))
  const gemfile = join(folder, 'Gemfile')
  const gems = await readFile(gemfile, 'utf8')
  await writeFile(gemfile, gems.replaceAll(`${installed}/`, `${folder}/`))
  await appendFile(join(folder, 'Gemfile.local'), "gem 'puma'\n")
}

/** Debian's Redmine on a free port of loopback, with a database and files of its own. */
export const startRedmine = async (): Promise<RedmineLab> => {
  const begun = Date.now()
  const folder = await mkdtemp(join(tmpdir(), 'redmine-'))
  const app = join(folder, 'app')
  await copyOf(app)
  const port = await freePort()
  const log: string[] = []
  const server = spawn(
    puma,
    ['--bind', `tcp://127.0.0.1:${port}`, '--threads', '1:4', join(import.meta.dirname, 'lab.ru')],
    {
      cwd: app,
      env: {
        PATH: '/usr/bin:/bin',
        HOME: folder,
        LANG: 'C.UTF-8',
        RAILS_ENV: 'production',
        RACK_ENV: 'production',
        REDMINE_INSTANCE: 'default',
        BUNDLE_GEMFILE: join(app, 'Gemfile'),
        SECRET_KEY_BASE: randomBytes(32).toString('hex'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (bytes: Buffer) => log.push(bytes.toString('utf8')))
  const stop = async () => {
    await ended(server)
    await rm(folder, { recursive: true, force: true })
  }
  const url = `http://127.0.0.1:${port}`
  try {
    await answering(server, url, log)
    const lab = labSchema.parse(JSON.parse(await readFile(join(app, 'lab.json'), 'utf8')))
    return {
      ...lab,
      url,
      startedWithin: Date.now() - begun,
      asDora: async (method, path, body) => {
        const answer = await fetch(url + path, {
          method,
          headers: { 'x-redmine-api-key': lab.developerKey, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        const text = await answer.text()
        return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
      },
      uploads: async (name, bytes) => {
        const answer = await fetch(`${url}/uploads.json?filename=${encodeURIComponent(name)}`, {
          method: 'POST',
          headers: {
            'x-redmine-api-key': lab.developerKey,
            'content-type': 'application/octet-stream',
          },
          body: Buffer.from(bytes),
        })
        const { token } = uploadSchema.parse(await answer.json()).upload
        return { uploads: [{ token, filename: name }] }
      },
      filesFolder: join(app, 'instances', 'default', 'files'),
      stop,
    }
  } catch (cause) {
    await stop()
    throw cause
  }
}

const uploadSchema = z.object({ upload: z.object({ token: z.string() }) })

const patience = 120_000

const answering = async (
  server: ChildProcess,
  url: string,
  log: readonly string[],
): Promise<void> => {
  const until = Date.now() + patience
  for (;;) {
    if (server.exitCode !== null || Date.now() > until)
      throw new Error(`Redmine did not start:\n${log.join('').slice(-4_000)}`)
    const answer = await fetch(`${url}/login`).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

const ended = async (server: ChildProcess): Promise<void> => {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  const timer = setTimeout(() => server.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(timer)
}
