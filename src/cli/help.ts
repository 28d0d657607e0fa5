import type { KindContract } from '../kernel/command.ts'
import type { Command, Option } from './command.ts'
import { columns, wrapped } from './terminal-text.ts'
import { everywhere } from './words.ts'

const exitCodes = 'Exit codes: 0 done, 1 answered no, 2 refused with the reason.'

/** `vulnerary --help`. */
export const overview = (
  commands: readonly Command[],
  contracts: readonly KindContract[],
): readonly string[] => [
  'Usage: vulnerary COMMAND [OPERANDS] [OPTIONS]',
  '',
  'Commands',
  ...columns(commands.map(({ name, summary }) => [`  ${name}`, summary])),
  '',
  'Records: vulnerary KIND VERB [ID] [--field VALUE …], with the verbs of',
  ...contracts.flatMap((contract) => {
    const verbs = openCommands(contract).map(({ name }) => name)
    return verbs.length === 0
      ? []
      : wrapped(verbs.join(', '), ' '.repeat(20)).map((line, index) =>
          index === 0 ? `  ${contract.kind.padEnd(18)}${line.trimStart()}` : line,
        )
  }),
  '',
  'Every command has --help and --json (one JSON value on standard output; messages on standard error).',
  exitCodes,
]

/** The commands that people may give. */
export const openCommands = ({ commands }: KindContract) =>
  commands.filter(({ internal }) => internal !== true)

/** `vulnerary COMMAND --help`. */
export const helpOf = ({ name, summary, usage, options, details }: Command): readonly string[] => [
  `Usage: vulnerary ${name} ${usage}`.trimEnd(),
  '',
  ...wrapped(summary, ''),
  '',
  ...(details ?? []).flatMap((text) => [...wrapped(text, ''), '']),
  'Options',
  ...columns(
    [...(options ?? []), ...everywhere].map((option) => [
      `  --${option.name}${option.value === undefined ? '' : ` ${option.value}`}`,
      told(option),
    ]),
  ),
  '',
  exitCodes,
]

const told = ({ help, choices, many }: Option): string =>
  [
    help,
    choices === undefined ? '' : `One of ${choices.join(', ')}.`,
    many === true ? 'May be repeated.' : '',
  ]
    .filter((words) => words !== '')
    .join(' ')

/** The commands under a first word: `ledger`, or a kind of record. */
export const helpOfGroup = (word: string, commands: readonly Command[]): readonly string[] => [
  `Usage: vulnerary ${word} COMMAND`,
  '',
  ...columns(
    commands.map(({ name, usage, summary }) => [`  ${name} ${usage}`, summary]),
    60,
  ),
  '',
  exitCodes,
]
