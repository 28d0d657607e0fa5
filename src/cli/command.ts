import type { Refusal } from '../kernel/result.ts'
import type { Io } from './io.ts'

/** What a command tells the shell. */
export const exit = { done: 0, answeredNo: 1, refused: 2 } as const
export type ExitCode = (typeof exit)[keyof typeof exit]

/** `--name VALUE`, or a switch where there is no `value`. */
export interface Option {
  readonly name: string
  /** Shown in the help: `FILE`. Absent for a switch. */
  readonly value?: string
  readonly help: string
  /** What else is refused, with this list. */
  readonly choices?: readonly string[]
  /** May be given more than once. */
  readonly many?: boolean
}

/** What stood after the command's name, checked against what it declares. */
export interface Words {
  readonly operands: readonly string[]
  /** The last value given to `--name`. */
  value(name: string): string | undefined
  /** All values given to `--name`, in order. */
  values(name: string): readonly string[]
  /** Whether the switch `--name` was given. */
  has(name: string): boolean
}

/** What a command has to work with. Nothing in here reaches for `process` itself. */
export interface Context {
  readonly io: Io
  /** `--json` was given: standard output is one JSON value. */
  readonly json: boolean
  /**
   * The command's answer, to standard output, at most once: `value` as JSON with `--json`, else
   * `lines` (default: the value as indented JSON).
   */
  answer(value: unknown, lines?: readonly string[]): void
  /** The answer in parts, where it is too large for memory or no text: instead of `answer`. */
  answerInParts(): (part: string | Uint8Array) => void
  /** A message for people, to standard error. */
  say(line: string): void
  /** Says what goes on, on standard error, when it has lasted for over a second. */
  progress(line: string): void
}

/** One command of the command line. Its help is made from this declaration and from nothing else. */
export interface Command {
  /** What stands after `vulnerary`: `verify`, or `ledger check`. */
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** Operands and options as they are written: `FILE [--root ROOT]`. */
  readonly usage: string
  /** `--help` and `--json` belong to every command and are not listed. */
  readonly options?: readonly Option[]
  /** How many operands: at least, at most (`Infinity` for any number). */
  readonly operands: readonly [least: number, most: number]
  /** Paragraphs under the usage: what exit codes 0, 1 and 2 mean here, and examples. */
  readonly details?: readonly string[]
  /** Answers an exit code; a refusal is printed with its reason and becomes 2. */
  run(context: Context, words: Words): Promise<ExitCode | Refusal>
}
