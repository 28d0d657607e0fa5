import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Refusal, refuse } from '../../kernel/result.ts'

export interface ProgramBounds {
  /** Milliseconds until it is ended. */
  readonly milliseconds: number
  /** Address space, in megabytes: Linux gives it no more. */
  readonly megabytes: number
  /** Bytes that it may answer. */
  readonly outputBytes: number
}

const folders = ['/usr/bin', '/usr/local/bin', '/bin']

/** Where a program of the machine is: in the places of the system only, whatever PATH says. */
export const programAt = (name: string): string | undefined =>
  folders.map((folder) => join(folder, name)).find((path) => existsSync(path))

/**
 * Runs a program of the machine on bytes of strangers: no shell, no environment, bounded in time,
 * memory, processor and output. Answers what it wrote, or refuses with `program/…`.
 */
export const runProgram = (
  path: string,
  words: readonly string[],
  input: Uint8Array,
  { milliseconds, megabytes, outputBytes }: ProgramBounds,
): Promise<Buffer | Refusal> =>
  new Promise((answer) => {
    const limiter = programAt('prlimit')
    if (limiter === undefined)
      return answer(refuse('program/no-limits', 'prlimit is not installed: nothing was run.'))
    const seconds = Math.ceil(milliseconds / 1_000)
    const bounds = [`--as=${megabytes * 1_048_576}`, `--cpu=${seconds}`, '--core=0', '--nofile=64']
    const child = spawn(limiter, [...bounds, '--fsize=0', path, ...words], {
      env: { LC_ALL: 'C.UTF-8', OMP_THREAD_LIMIT: '1' },
      stdio: ['pipe', 'pipe', 'ignore'],
      cwd: '/',
    })
    const parts: Buffer[] = []
    let size = 0
    const end = (refusal: Refusal): void => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      answer(refusal)
    }
    const timer = setTimeout(
      () => end(refuse('program/too-slow', `It took longer than ${milliseconds} ms.`)),
      milliseconds,
    )
    child.on('error', (error) => end(refuse('program/not-started', error.message)))
    child.stdout.on('data', (part: Buffer) => {
      size += part.length
      parts.push(part)
      if (size > outputBytes)
        end(refuse('program/too-much', `It answered over ${outputBytes} bytes.`))
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      answer(
        code === 0
          ? Buffer.concat(parts)
          : refuse('program/failed', `It ended with ${code ?? 'a signal'}.`),
      )
    })
    // A program that ends early closes its input: its end is what counts.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
