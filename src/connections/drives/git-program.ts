import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { DriveError } from '../../kernel/drive.ts'
import { limits } from '../../kernel/limits.ts'
import type { GitSettings } from './git.ts'
import type { DriveMeans } from './means.ts'

/** The machine's `git`, told to read and to do nothing else. */
export interface Git {
  /** What it printed, of a command that needs no repository of ours; bounded. */
  run(args: readonly string[]): Promise<string>
  /** The same with what the other side wants of us: a token, a key. */
  ask(args: readonly string[]): Promise<string>
  /** In our copy. */
  inside(args: readonly string[]): Promise<string>
  /** In our copy, from the other side; ended where the copy becomes too large. */
  fetch(args: readonly string[]): Promise<string>
  /** What it printed, piece by piece: bytes of a file of at most `limits.document.bytes`. */
  bytes(args: readonly string[]): AsyncGenerator<Uint8Array>
  /** What it printed, split at NUL. */
  entries(args: readonly string[]): AsyncGenerator<string>
  close(): Promise<void>
}

/** `https`, `ssh` or `file`; undefined for all else, and where a password stands in the address. */
export const schemeOf = (url: string): 'https' | 'ssh' | 'file' | undefined => {
  if (!URL.canParse(url)) return undefined
  const { protocol, password, hostname, username } = new URL(url)
  // A host or user that begins with a dash would be an option of ssh.
  if (password !== '' || hostname.startsWith('-') || username.startsWith('-')) return undefined
  if (protocol === 'https:' && username === '') return 'https'
  if (protocol === 'ssh:' && hostname !== '') return 'ssh'
  return protocol === 'file:' && hostname === '' ? 'file' : undefined
}

/**
 * No hooks, no submodules, no links laid out, no other protocol than the one of the address, no
 * redirects, no questions on a terminal, no settings of the machine or of a user, bounded in time.
 */
export const createGit = (settings: GitSettings, means: DriveMeans, folder: string): Git => {
  const running = new Set<ChildProcessByStdio<null, Readable, Readable>>()
  const scheme = schemeOf(settings.url)
  const environment = async (asks: boolean): Promise<NodeJS.ProcessEnv> => {
    const home = join(means.dataDir, 'sources')
    await mkdir(home, { recursive: true, mode: 0o700 })
    const own = join(home, `${means.name}.gitconfig`)
    await writeFile(own, hardened(settings, scheme), { mode: 0o600 })
    return {
      PATH: process.env['PATH'],
      LC_ALL: 'C.UTF-8',
      HOME: home,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: own,
      GIT_ATTR_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_ASKPASS: '/bin/false',
      SSH_ASKPASS: '/bin/false',
      GIT_ALLOW_PROTOCOL: scheme,
      GIT_PROTOCOL_FROM_USER: '0',
      GIT_LFS_SKIP_SMUDGE: '1',
      GIT_SSH_COMMAND: sshOf(settings, means),
      ...(asks && settings.token !== undefined
        ? authorised(settings.user, await means.secret(settings.token))
        : {}),
    }
  }
  const start = async (args: readonly string[], asks: boolean) => {
    const child = spawn('git', [...args], {
      env: await environment(asks),
      cwd: join(means.dataDir, 'sources'),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: what git starts ends with it.
      detached: true,
    })
    running.add(child)
    child.once('close', () => running.delete(child))
    return child
  }

  async function* output(
    args: readonly string[],
    { asks = false, milliseconds = limits.source.git.milliseconds, most = Infinity } = {},
  ): AsyncGenerator<Buffer> {
    const child = await start(args, asks)
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2_000)
    })
    const ended = new Promise<number | string>((done) => {
      child.once('error', (cause) => done(cause.message))
      child.once('close', (code, signal) => done(code ?? signal ?? 'ended'))
    })
    let late = false
    const timer = setTimeout(() => {
      late = true
      endGroup(child.pid)
    }, milliseconds)
    let size = 0
    try {
      for await (const piece of child.stdout as AsyncIterable<Buffer>) {
        size += piece.length
        if (size > most) throw tooMuch(most)
        yield piece
      }
      const code = await ended
      if (late) throw tooLate(milliseconds)
      if (code !== 0) throw failed(String(code), said)
    } finally {
      clearTimeout(timer)
      endGroup(child.pid)
    }
  }

  const text = async (args: readonly string[], asks: boolean): Promise<string> => {
    const pieces: Buffer[] = []
    for await (const piece of output(args, { asks, most: limits.source.git.listedBytes }))
      pieces.push(piece)
    return Buffer.concat(pieces).toString('utf8')
  }
  const within = (args: readonly string[]) => ['--git-dir', folder, ...args]

  return {
    run: (args) => text(args, false),
    ask: (args) => text(args, true),
    inside: (args) => text(within(args), false),
    fetch: async (args) => {
      let large = false
      const watch = setInterval(async () => {
        if ((await sizeOf(folder)) <= limits.source.git.bytes) return
        large = true
        for (const child of running) endGroup(child.pid)
      }, 1_000)
      try {
        return await text(within(args), true)
      } catch (cause) {
        if (large) throw tooMuch(limits.source.git.bytes)
        throw cause
      } finally {
        clearInterval(watch)
      }
    },
    bytes: (args) => output(within(args), { most: limits.document.bytes }),
    entries: async function* (args) {
      let rest = ''
      const decoder = new TextDecoder()
      for await (const piece of output(within(args), { most: limits.source.git.listedBytes })) {
        const parts = (rest + decoder.decode(piece, { stream: true })).split('\0')
        rest = parts.pop() ?? ''
        yield* parts
      }
    },
    close: async () => {
      for (const child of running) endGroup(child.pid)
    },
  }
}

const endGroup = (pid: number | undefined): void => {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

/** As a file and not as options: programs that git starts on the other side of file:// heed it, too. */
const hardened = ({ url }: GitSettings, scheme: string | undefined): string =>
  [
    '[core]\n\thooksPath = /dev/null\n\tfsmonitor = false\n\tsymlinks = false\n\taskPass = /bin/false\n\tquotePath = false',
    `[protocol]\n\tallow = never\n[protocol "${scheme}"]\n\tallow = always`,
    '[http]\n\tfollowRedirects = false\n\tlowSpeedLimit = 1000\n\tlowSpeedTime = 60\n[credential]\n\thelper =',
    '[fetch]\n\tfsckObjects = true\n\trecurseSubmodules = false\n[submodule]\n\trecurse = false',
    '[gc]\n\tauto = 0\n[maintenance]\n\tauto = false',
    ...(scheme === 'file' ? [`[safe]\n\tdirectory = ${JSON.stringify(pathOf(url))}`] : []),
    ...(scheme === 'file' ? [`\tdirectory = ${JSON.stringify(join(pathOf(url), '.git'))}`] : []),
    '',
  ].join('\n')

const pathOf = (url: string): string => decodeURIComponent(new URL(url).pathname)

const sshOf = ({ keyFile, knownHostsFile }: GitSettings, { dataDir }: DriveMeans): string => {
  const named = (option: string, file: string | undefined) =>
    file === undefined ? [] : [`-o`, quoted(`${option}=${resolve(dataDir, file)}`)]
  return [
    'ssh -F /dev/null -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=20',
    '-o ForwardAgent=no -o ClearAllForwardings=yes -o PermitLocalCommand=no -o IdentitiesOnly=yes',
    ...named('IdentityFile', keyFile),
    ...named('UserKnownHostsFile', knownHostsFile),
  ].join(' ')
}

/** For the shell by which git starts ssh. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** Not as an option: those can be read by everybody on the machine. */
const authorised = (user: string, token: string): NodeJS.ProcessEnv => ({
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'http.extraHeader',
  GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`,
})

const sizeOf = async (folder: string): Promise<number> => {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  let size = 0
  for (const entry of names)
    if (entry.isFile())
      size += await stat(join(entry.parentPath, entry.name)).then(
        (found) => found.size,
        () => 0,
      )
  return size
}

const tooMuch = (most: number): DriveError =>
  new DriveError(
    `The repository is larger than ${most} bytes.`,
    'Keep documents in a repository of their own, or connect the folder where they are published.',
  )

const tooLate = (milliseconds: number): DriveError =>
  new DriveError(
    `The repository did not answer within ${Math.round(milliseconds / 1_000)} seconds.`,
    'See that it can be reached from this server; the next look tries again.',
  )

const failed = (code: string, said: string): DriveError => {
  const words = said.replaceAll(/\s+/g, ' ').trim().slice(-500).toWellFormed()
  if (code.includes('ENOENT'))
    return new DriveError(
      'The program git is not on this machine.',
      'Install it (apt install git), then look again.',
    )
  return new DriveError(
    `The repository could not be read: ${words === '' ? `git ended with ${code}` : words}`,
    nextAfter(words),
  )
}

const nextAfter = (words: string): string => {
  if (/Authentication failed|could not read (Username|Password)|Permission denied|403/i.test(words))
    return 'Give the token or key the right to read the repository, or make a new one where it has run out.'
  if (/Host key verification failed/i.test(words))
    return 'Put the key of the host into the file that "knownHostsFile" names, after comparing it.'
  if (/not found|does not exist|not appear to be a git repository/i.test(words))
    return 'See whether the repository was moved or deleted, and correct its address in sources.yaml.'
  return 'See that the address is right and can be reached from this server; the next look tries again.'
}
