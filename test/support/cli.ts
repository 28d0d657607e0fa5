import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'vitest'
import { programEnvironment } from './program.ts'

const root = join(import.meta.dirname, '..', '..')
const launcher = join(root, 'bin', 'vulnerary')

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Standard output as the one JSON value it must be; throws where it is anything else. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any shape.
  json(): any
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string | Uint8Array
  readonly cwd?: string
}

/** Starts the built program as a person would. Nothing else of this process's settings reaches it. */
export const startCli = (words: readonly string[], { env = {}, cwd }: RunOptions = {}) =>
  spawn(process.execPath, [launcher, ...words], {
    cwd: cwd ?? root,
    env: { ...programEnvironment(), ...env },
    stdio: 'pipe',
  })

/** Runs the built program to its end. */
export const runCli = (words: readonly string[], options: RunOptions = {}): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = startCli(words, options)
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (piece: Buffer) => out.push(piece))
    child.stderr.on('data', (piece: Buffer) => err.push(piece))
    child.on('error', reject)
    // Who refuses its words does not read what it is given.
    child.stdin.on('error', () => {})
    child.stdin.end(options.input ?? '')
    child.on('close', (code) => {
      const stdout = Buffer.concat(out).toString('utf8')
      const stderr = Buffer.concat(err).toString('utf8')
      resolve({ code, stdout, stderr, json: () => JSON.parse(stdout) })
    })
  })

/** A suite of the built program: `npm test` builds it; a run of vitest alone may lack it. */
export const describeCli = (name: string, body: () => void): void => {
  if (!existsSync(join(root, 'dist/server/cli/main.js')))
    throw new Error('The program is not built: run "npm run build" first.')
  describe(name, { timeout: 120_000 }, body)
}
