import { isRefusal, type Refusal, RefusalError, refuse } from '../kernel/result.ts'
import { type Command, exit } from './command.ts'
import { commands } from './commands.ts'
import { createContext, type Speaking } from './context.ts'
import { helpOf, helpOfGroup, overview } from './help.ts'
import { type Io, processIo } from './io.ts'
import { contracts } from './records/contracts.ts'
import { verbsOf } from './records/verb.ts'
import { version } from './version.ts'
import { meant, readWords } from './words.ts'

/** Runs one command; answers the exit code: 0 done, 1 answered no, 2 refused with the reason. */
export const main = async (words: readonly string[], io: Io = processIo()): Promise<number> => {
  const end = words.indexOf('--')
  const options = end < 0 ? words : words.slice(0, end)
  const context = createContext(io, options.includes('--json'))
  try {
    const result = await choose(context, words, options)
    return isRefusal(result) ? refused(context, result) : result
  } catch (cause) {
    return refused(context, refusalOf(cause))
  } finally {
    context.quiet()
  }
}

const choose = async (
  context: Speaking,
  words: readonly string[],
  options: readonly string[],
): Promise<number | Refusal> => {
  const names = words.filter((word) => !word.startsWith('-'))
  const [first = '', second = ''] = names
  const help = options.includes('--help') || options.includes('-h')
  if (first === '' && options.includes('--version')) {
    context.answer({ version: version() }, [version()])
    return exit.done
  }
  if (first === 'help' && second !== '')
    return choose(context, [...names.slice(1), '--help'], ['--help'])
  if (first === 'help' || (first === '' && help)) {
    context.answer({ commands: commands.map(declared) }, overview(commands, contracts))
    return exit.done
  }
  if (first === '') return refuse('usage/no-command', 'Say what to do. See vulnerary --help.')
  const all = [...commands, ...verbsOf(first)]
  const command =
    all.find(({ name }) => name === `${first} ${second}`) ?? all.find(({ name }) => name === first)
  if (command !== undefined) return runCommand(context, command, words)
  const group = all.filter(({ name }) => name.startsWith(`${first} `))
  if (group.length === 0) return unknownCommand(first)
  if (second === '' && help) {
    context.answer({ commands: group.map(declared) }, helpOfGroup(first, group))
    return exit.done
  }
  return unknownIn(first, second, group)
}

const runCommand = async (
  context: Speaking,
  command: Command,
  words: readonly string[],
): Promise<number | Refusal> => {
  const parsed = readWords(command, withoutName(words, command.name))
  if (isRefusal(parsed)) return parsed
  if (parsed.has('help')) {
    context.answer(declared(command), helpOf(command))
    return exit.done
  }
  return command.run(context, parsed)
}

/** The words but the command's own, which may stand after options: `vulnerary --json ledger check`. */
const withoutName = (words: readonly string[], name: string): readonly string[] => {
  const left = name.split(' ')
  return words.filter((word) => {
    if (word !== left[0]) return true
    left.shift()
    return false
  })
}

const declared = ({ name, summary, usage, options = [], details = [] }: Command) => ({
  name,
  summary,
  usage,
  options,
  details,
})

const unknownCommand = (word: string): Refusal => {
  const known = [
    ...new Set([
      ...commands.map(({ name }) => name.split(' ')[0] ?? ''),
      ...contracts.map(({ kind }) => kind),
    ]),
  ]
  return refuse(
    'usage/unknown-command',
    `There is no command "${word}"${meant(word, known)}. There are ${known.join(', ')}. See vulnerary --help.`,
  )
}

const unknownIn = (first: string, second: string, group: readonly Command[]): Refusal => {
  const known = group.map(({ name }) => name.slice(first.length + 1))
  return refuse(
    'usage/unknown-command',
    second === ''
      ? `Say what to do: vulnerary ${first} with one of ${known.join(', ')}.`
      : `There is no "${first} ${second}"${meant(second, known)}. There are ${known.join(', ')}. See vulnerary ${first} --help.`,
  )
}

/** With --json the refusal is the one value on standard output; people read it on standard error. */
const refused = (context: Speaking, { code, message, details }: Refusal): number => {
  context.say(message)
  if (context.json && !context.answered())
    context.answer({ refused: true, code, message, ...(details === undefined ? {} : { details }) })
  return exit.refused
}

/** What the machine refuses (no such file, no permission, disk full) is no fault of ours. */
const refusalOf = (cause: unknown): Refusal => {
  if (cause instanceof RefusalError) return cause.refusal
  if (cause instanceof Error && 'code' in cause && 'syscall' in cause) {
    const path = 'path' in cause ? String(cause.path) : ''
    const why = systemErrors[String(cause.code)] ?? cause.message
    return refuse('system/refused', path === '' ? `${why}.` : `${path}: ${why}.`, {
      error: String(cause.code),
    })
  }
  throw cause
}

const systemErrors: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'you may not open it',
  EPERM: 'you may not do this to it',
  EISDIR: 'it is a folder, and a file is needed',
  ENOTDIR: 'it is no folder',
  ENOSPC: 'the disk is full',
  EADDRINUSE: 'another program listens there: set another PORT',
}
