import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const program = '/usr/sbin/clamd'
export const clamdAvailable = (): boolean => existsSync(program)

/** What our own signature knows; it harms nobody. */
export const known = 'This file is what our own signature calls Vulnerary.Test.File.'

export interface Clamd {
  readonly socket: string
  stop(): Promise<void>
}

/** Debian's clamd with a signature database of our own, on a socket of its own. */
export const startClamd = async (): Promise<Clamd> => {
  const folder = await mkdtemp(join(tmpdir(), 'clamd-'))
  const signatures = join(folder, 'signatures')
  await mkdir(signatures)
  const md5 = createHash('md5').update(known).digest('hex')
  await writeFile(join(signatures, 'own.hdb'), `${md5}:${known.length}:Vulnerary.Test.File\n`)
  const socket = join(folder, 'clamd.sock')
  const configuration = join(folder, 'clamd.conf')
  await writeFile(
    configuration,
    [
      `LocalSocket ${socket}`,
      `DatabaseDirectory ${signatures}`,
      `TemporaryDirectory ${folder}`,
      'Foreground yes',
      'StreamMaxLength 1M',
      'OfficialDatabaseOnly no',
      '',
    ].join('\n'),
  )
  await chmod(folder, 0o700)
  const child = spawn(program, [`--config-file=${configuration}`], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  for (let look = 0; look < 300; look++) {
    if (child.exitCode !== null) throw new Error(`clamd ended with ${child.exitCode}.`)
    if (await answers(socket)) return { socket, stop }
    await wait(100)
  }
  await stop()
  throw new Error('clamd did not answer.')
}

const answers = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const connection = createConnection(socket)
    connection.once('connect', () => {
      connection.destroy()
      resolve(true)
    })
    connection.once('error', () => resolve(false))
  })
