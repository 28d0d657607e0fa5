import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from '../free-port.ts'
import { findBinaries, unprivilegedAccount } from './installation.ts'

const startMilliseconds = 30_000
const attempts = 3

/** A cluster in a folder of its own; it ends, and its folder goes, with `stop` or this process. */
export const startCluster = async (options: { readonly durable: boolean }) => {
  const binaries = findBinaries()
  if (binaries === undefined)
    throw new Error(
      'No PostgreSQL here. Install it (apt-get install postgresql) or set TEST_DATABASE_URL.',
    )
  const folder = mkdtempSync(join(tmpdir(), 'vulnerary-postgres-'))
  const account = unprivilegedAccount()
  if (account !== undefined) chownSync(folder, account.uid, account.gid)
  const spawned: SpawnOptions = { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], ...account }
  const password = randomBytes(16).toString('hex')
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  try {
    await initialise(binaries, folder, password, spawned)
    const { child, url } = await startOnFreePort(binaries, folder, password, options, spawned)
    const onExit = () => {
      child.kill('SIGQUIT')
      removeFolder()
    }
    process.once('exit', onExit)
    const stop = async () => {
      process.off('exit', onExit)
      // SIGINT is PostgreSQL's fast shutdown: it ends sessions rather than wait for them.
      if (child.exitCode === null && child.kill('SIGINT')) await once(child, 'exit')
      removeFolder()
    }
    return { url, stop }
  } catch (error) {
    removeFolder()
    throw error
  }
}

const initialise = async (
  binaries: string,
  folder: string,
  password: string,
  spawned: SpawnOptions,
) => {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password)
  // A language's collation, not C: text that happens to sort by bytes on SQLite must not pass here
  // by luck and fail on the servers of makers.
  const locale = ['--locale=C', '--locale-provider=icu', '--icu-locale=en-US']
  const child = spawn(
    join(binaries, 'initdb'),
    [
      '-D',
      join(folder, 'data'),
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
    ]
      .concat(['-E', 'UTF8', '--no-sync', '--no-instructions'])
      .concat(locale),
    spawned,
  )
  const said = collect(child)
  const [code] = await once(child, 'close')
  rmSync(passwordFile)
  if (code !== 0) throw new Error(`initdb ended with ${code}:\n${said()}`)
}

const startOnFreePort = async (
  binaries: string,
  folder: string,
  password: string,
  options: { readonly durable: boolean },
  spawned: SpawnOptions,
) => {
  // Somebody may take the port between our look and the server's bind: then look again.
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const settings = [
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=200',
      ...(options.durable ? [] : ['fsync=off', 'full_page_writes=off']),
    ]
    const child = spawn(
      join(binaries, 'postgres'),
      ['-D', join(folder, 'data'), ...settings.flatMap((setting) => ['-c', setting])],
      spawned,
    )
    const said = collect(child)
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
    if (await answers(child, url)) return { child, url }
    child.kill('SIGQUIT')
    if (attempt === attempts) throw new Error(`PostgreSQL did not start:\n${said()}`)
  }
}

const answers = async (child: ChildProcess, url: string): Promise<boolean> => {
  const end = performance.now() + startMilliseconds
  while (child.exitCode === null && performance.now() < end) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.end()
      return true
    } catch {
      // Refused while it starts; the loop ends when the server does, or in time.
      await sleep(50)
    }
  }
  return false
}

const collect = (child: ChildProcess): (() => string) => {
  let text = ''
  const add = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-10_000)
  }
  child.stdout?.on('data', add)
  child.stderr?.on('data', add)
  return () => text
}
