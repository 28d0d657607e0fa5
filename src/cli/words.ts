import { type Refusal, refuse } from '../kernel/result.ts'
import type { Command, Option, Words } from './command.ts'

/** Every command has these. */
export const everywhere: readonly Option[] = [
  { name: 'json', help: 'Answer with one JSON value on standard output.' },
  { name: 'help', help: 'Show this help.' },
]

/**
 * Reads what stands after a command's name: `--name VALUE`, `--name=VALUE`, switches, operands;
 * `--` ends the options and `-` alone is an operand. Refuses what the command does not declare.
 */
export const readWords = (command: Command, given: readonly string[]): Words | Refusal => {
  const options = [...(command.options ?? []), ...everywhere]
  const operands: string[] = []
  const values = new Map<string, string[]>()
  const left = [...given]
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--') {
      operands.push(...left.splice(0))
      continue
    }
    if (word === '-h') word = '--help'
    if (!word.startsWith('-') || word === '-') {
      operands.push(word)
      continue
    }
    const equals = word.indexOf('=')
    const shown = equals < 0 ? word : word.slice(0, equals)
    const attached = equals < 0 ? undefined : word.slice(equals + 1)
    const name = shown.slice(2)
    const option = options.find((one) => `--${one.name}` === shown)
    if (option === undefined) return unknownOption(command, shown, options)
    const value = takeValue(command, option, attached, left)
    if (typeof value !== 'string') return value
    const earlier = values.get(name) ?? []
    if (earlier.length > 0 && option.value !== undefined && option.many !== true)
      return misused(command, `--${name} was given twice.`)
    values.set(name, [...earlier, value])
  }
  const words: Words = {
    operands,
    value: (name) => values.get(name)?.at(-1),
    values: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
  }
  return words.has('help') ? words : (wrongCount(command, operands) ?? words)
}

const takeValue = (
  command: Command,
  option: Option,
  attached: string | undefined,
  left: string[],
): string | Refusal => {
  const { name, value: shown, choices } = option
  if (shown === undefined)
    return attached === undefined
      ? ''
      : misused(command, `--${name} takes no value: leave "=${attached}" out.`)
  // Another option in the place of a value is a value that was forgotten; "=" says otherwise.
  const value = attached ?? (left[0]?.startsWith('--') === true ? undefined : left.shift())
  if (value === undefined) return misused(command, `--${name} needs a value: --${name} ${shown}.`)
  if (choices !== undefined && !choices.includes(value))
    return misused(command, `--${name} takes one of ${choices.join(', ')}; not "${value}".`)
  return value
}

const wrongCount = ({ name, usage, operands: [least, most] }: Command, given: readonly string[]) =>
  given.length < least
    ? refuse('usage/missing', `Something is missing. Usage: vulnerary ${name} ${usage}`)
    : given.length > most
      ? refuse(
          'usage/too-many',
          `"${given[most]}" is one word too many. Usage: vulnerary ${name} ${usage}`,
        )
      : undefined

const unknownOption = (command: Command, shown: string, options: readonly Option[]): Refusal => {
  const known = options.map(({ name }) => name)
  return misused(
    command,
    `There is no option "${shown}"${meant(shown.replace(/^-+/, ''), known, '--')}. It has ${known.map((name) => `--${name}`).join(', ')}.`,
  )
}

const misused = ({ name }: Command, message: string): Refusal =>
  refuse('usage/option', `${message} See vulnerary ${name} --help.`)

/** ` (did you mean "x"?)` where something known is close; else nothing. */
export const meant = (word: string, known: readonly string[], before = ''): string => {
  const near = known.find((one) => distance(word.slice(0, 40), one) <= 2)
  return near === undefined ? '' : ` (did you mean "${before}${near}"?)`
}

/** How many letters to add, drop or change to come from one word to the other (Levenshtein). */
const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let at = 1; at <= from.length; at++) {
    const next = [at]
    for (let column = 1; column <= to.length; column++) {
      const change = from[at - 1] === to[column - 1] ? 0 : 1
      next.push(
        Math.min(
          (row[column] ?? 0) + 1,
          (next[column - 1] ?? 0) + 1,
          (row[column - 1] ?? 0) + change,
        ),
      )
    }
    row = next
  }
  return row.at(-1) ?? 0
}
