import type { Context } from './command.ts'
import type { Io } from './io.ts'

export interface Speaking extends Context {
  /** Whether the command has given its answer. */
  answered(): boolean
  /** Takes the line of progress away. */
  quiet(): void
}

/** How long work lasts before a person is told of it, and how often a log is (milliseconds). */
const progressAfter = 1_000
const terminalEvery = 100
const logEvery = 10_000

/** The context of one command: one answer to standard output, all else to standard error. */
export const createContext = (io: Io, json: boolean): Speaking => {
  const begun = io.now()
  let answered = false
  let shownAt = begun
  let shown = false
  const quiet = () => {
    if (shown) io.err('\r\u001b[K')
    shown = false
  }
  const begin = () => {
    if (answered) throw new Error('A command answers once.')
    answered = true
    quiet()
  }
  return {
    io,
    json,
    answerInParts: () => {
      begin()
      return io.out
    },
    answer: (value, lines) => {
      begin()
      if (json || lines === undefined) io.out(`${JSON.stringify(value, undefined, 2)}\n`)
      else if (lines.length > 0) io.out(`${lines.join('\n')}\n`)
    },
    say: (line) => {
      quiet()
      io.err(`${line}\n`)
    },
    progress: (line) => {
      const now = io.now()
      if (now - begun < progressAfter) return
      if (io.terminal && now - shownAt >= terminalEvery) {
        io.err(`\r\u001b[K${line.slice(0, 100)}`)
        shown = true
        shownAt = now
      } else if (!io.terminal && now - shownAt >= logEvery) {
        io.err(`${line}\n`)
        shownAt = now
      }
    },
    answered: () => answered,
    quiet,
  }
}
