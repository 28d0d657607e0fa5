import { createInterface } from 'node:readline/promises'
import { type Readable, Writable } from 'node:stream'

/** What the command line has of its surroundings; tests pass their own. */
export interface Io {
  readonly stdin: Readable
  /** Writes to standard output. */
  readonly out: (part: string | Uint8Array) => void
  /** Writes to standard error. */
  readonly err: (text: string) => void
  /** Whether a person sees standard error, and how wide their terminal is (columns). */
  readonly terminal: boolean
  readonly columns: number | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Asks the person at the terminal; undefined where there is none. */
  readonly ask: (question: string, hidden: boolean) => Promise<string | undefined>
  /** Resolves when somebody asks the process to end. */
  readonly ended: () => Promise<void>
}

/** The surroundings of this process. */
export const processIo = (): Io => {
  // `vulnerary … | head` is no fault: what nobody reads need not be written.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  return {
    stdin: process.stdin,
    out: (part) => void process.stdout.write(part),
    err: (text) => void process.stderr.write(text),
    terminal: process.stderr.isTTY === true,
    columns: process.stdout.isTTY === true ? process.stdout.columns : undefined,
    env: process.env,
    now: Date.now,
    ask: askAtTerminal,
    ended: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
          process.once(signal, () => resolve())
      }),
  }
}

const askAtTerminal = async (question: string, hidden: boolean): Promise<string | undefined> => {
  if (process.stdin.isTTY !== true) return undefined
  // The terminal's own echo is off while readline reads; a hidden answer is written nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  if (hidden) process.stderr.write(question)
  const lines = createInterface({
    input: process.stdin,
    output: hidden ? nowhere : process.stderr,
    terminal: true,
  })
  try {
    return await lines.question(hidden ? '' : question)
  } finally {
    lines.close()
    if (hidden) process.stderr.write('\n')
  }
}
