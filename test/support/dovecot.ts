import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { ImapFlow } from 'imapflow'
import { freePort } from './free-port.ts'

const program = '/usr/sbin/dovecot'

/** Whether Debian's dovecot-imapd is on this machine. */
export const dovecotAvailable = (): boolean =>
  existsSync(program) && existsSync('/usr/lib/dovecot/imap')

/** A Dovecot of our own on loopback, with one mailbox in a folder of its own. */
export interface Dovecot {
  readonly port: number
  readonly user: string
  readonly password: string
  /** Speaks to it as another client of the mailbox, and hangs up. */
  asClient<T>(work: (client: ImapFlow) => Promise<T>): Promise<T>
  /** Ends it as a failing machine would, and starts it again on the same port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export const startDovecot = async (): Promise<Dovecot> => {
  const folder = await mkdtemp(join(tmpdir(), 'dovecot-'))
  const port = await freePort()
  const user = 'security@maker.example'
  const password = 'quiet-otter'
  const root = userInfo().uid === 0
  // Started as root it gives up its rights to users that Debian's package made.
  const owner = root ? 'nobody' : userInfo().username
  const group = await groupOf(owner)
  await chmod(folder, 0o755)
  for (const name of ['mail', 'run', 'state']) await mkdir(join(folder, name))
  if (root) await promisify(execFile)('chown', ['-R', `${owner}:${group}`, join(folder, 'mail')])
  const file = join(folder, 'dovecot.conf')
  await writeFile(
    file,
    [
      `base_dir = ${folder}/run`,
      `state_dir = ${folder}/state`,
      `log_path = ${folder}/log`,
      'protocols = imap',
      'listen = 127.0.0.1',
      'ssl = no',
      'disable_plaintext_auth = no',
      'first_valid_uid = 1',
      'first_valid_gid = 1',
      `mail_location = maildir:${folder}/mail`,
      ...(root
        ? []
        : [
            `default_internal_user = ${owner}`,
            `default_internal_group = ${group}`,
            `default_login_user = ${owner}`,
          ]),
      'passdb {',
      '  driver = static',
      `  args = password=${password}`,
      '}',
      'userdb {',
      '  driver = static',
      `  args = uid=${owner} gid=${group} home=${folder}/mail`,
      '}',
      'service imap-login {',
      '  chroot =',
      '  inet_listener imap {',
      `    port = ${port}`,
      '  }',
      '}',
      'service anvil {',
      '  chroot =',
      '}',
      'service stats {',
      '  chroot =',
      '}',
      '',
    ].join('\n'),
  )
  let running = await start(file, port, folder)
  const stop = async () => {
    const gone = once(running, 'exit')
    running.kill('SIGTERM')
    await gone
  }
  return {
    port,
    user,
    password,
    asClient: async (work) => {
      const client = new ImapFlow({
        host: '127.0.0.1',
        port,
        secure: false,
        doSTARTTLS: false,
        auth: { user, pass: password },
        logger: false,
      })
      await client.connect()
      try {
        return await work(client)
      } finally {
        await client.logout()
      }
    },
    restart: async () => {
      await stop()
      running = await start(file, port, folder)
    },
    stop: async () => {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const groupOf = async (user: string): Promise<string> =>
  (await promisify(execFile)('id', ['--group', '--name', user])).stdout.trim()

/** In the foreground, so that the process that we started is the one that we end. */
const start = async (file: string, port: number, folder: string) => {
  const child = spawn(program, ['-F', '-c', file], { stdio: 'ignore' })
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) break
    if (await answers(port)) return child
    await wait(100)
  }
  child.kill('SIGTERM')
  const log = await readFile(join(folder, 'log'), 'utf8').catch(() => 'no log')
  throw new Error(`Dovecot does not answer: ${log}`)
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
