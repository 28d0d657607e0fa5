import type { Command, Option } from '../../src/cli/command.ts'
import { commands } from '../../src/cli/commands.ts'
import { openCommands } from '../../src/cli/help.ts'
import { contracts } from '../../src/cli/records/contracts.ts'
import { verbsOf } from '../../src/cli/records/verb.ts'
import { everywhere } from '../../src/cli/words.ts'

const introduction = `# Command line

<!-- Written by "node scripts/write-cli-reference.ts" from the declarations; a test compares. -->

\`vulnerary COMMAND [OPERANDS] [OPTIONS]\`, from a checkout \`bin/vulnerary\` after \`npm run build\`.

**Exit codes**: 0 done · 1 answered no (not good, not in order, a threshold was hit) · 2 refused or
could not run, with the reason on standard error.

**Output**: the answer goes to standard output, messages and progress to standard error. With
\`--json\` standard output is exactly one JSON value; a refusal is
\`{"refused": true, "code", "message", "details"}\`. Only \`score\` without \`--json\` answers one value
per line.

**Where the records are**: the data folder (\`DATA_DIR\`, default \`./data\`; the other
[settings](settings.md) count too). If a server runs on it, the command speaks to that server; if
none runs, it opens the folder itself, does what follows from the command (documents read, mail
sent), and closes it. Commands that come at once take turns. With \`VULNERARY_URL\` and
\`VULNERARY_TOKEN\` the server is one on another machine.

**Who acts**: the owner of the data folder acts as \`local:operator\`, with every role but approver.
With \`--login NAME\` a person acts: the password comes from \`VULNERARY_PASSWORD\` or is asked without
echo, the authenticator's code from \`--code\` or is asked. A signature takes password and code again,
and each code works once: give \`--code\` twice, or answer when asked.`

const kinds = `## Records

\`vulnerary KIND VERB [ID] [--input JSON|@FILE] [--field VALUE …]\` issues any command that the
workbench has. \`ID\` is a reference like RPT-2026-0007 or the long id. Each field of the input is an
option; \`--input\` gives several at once. Lists repeat their option, files are given as \`@PATH\`, what
has a form of its own as JSON. \`vulnerary KIND VERB --help\` describes the fields. Further options of
every verb: \`--if-version N\` refuses if the record has changed since, \`--login\` and \`--code\`.`

/** docs/reference/cli.md, made from the declarations that also make `--help`. */
export const cliReference = (): string =>
  `${[
    introduction,
    `**Every command** has ${everywhere.map(({ name, help }) => `\`--${name}\` (${lower(help)})`).join(' and ')}.`,
    '## Commands',
    ...commands.flatMap(commandText),
    kinds,
    ...contracts.flatMap((contract) =>
      openCommands(contract).length === 0
        ? []
        : [
            `### ${contract.kind}`,
            `${contract.title} (clause ${contract.clause}); \`vulnerary list ${contract.collection}\`.`,
            [
              '| verb | what it does | roles | fields (needed ones in bold) |',
              '|---|---|---|---|',
              ...verbsOf(contract.kind).map((verb, index) => {
                const declaration = openCommands(contract)[index]
                const signed = declaration?.signature === undefined ? '' : ' **Signed.**'
                return `| \`${verb.name.slice(contract.kind.length + 1)}\` | ${cell(declaration?.help ?? '')}${signed} | ${declaration?.permission.join(', ')} | ${fields(verb)} |`
              }),
            ].join('\n'),
          ],
    ),
  ].join('\n\n')}\n`

const commandText = ({ name, summary, usage, details = [], options = [] }: Command): string[] => [
  `### ${name}`,
  `${summary}.`,
  `    ${`vulnerary ${name} ${usage}`.trimEnd()}`,
  ...details,
  ...(options.length === 0
    ? []
    : [
        [
          '| option | meaning |',
          '|---|---|',
          ...options.map((option) => `| \`${written(option)}\` | ${cell(meaning(option))} |`),
        ].join('\n'),
      ]),
]

const general = ['input', 'if-version', 'login', 'code']

const fields = ({ name, options = [] }: Command): string =>
  options
    // Only inviting a person has a field of one of these names.
    .filter((option) => !general.includes(option.name) || name.endsWith('invite'))
    .filter((option) => option.name !== 'input' && option.name !== 'if-version')
    .map((option) =>
      option.help.startsWith('Needed.') ? `**\`--${option.name}\`**` : `\`--${option.name}\``,
    )
    .join(' ')

const written = ({ name, value }: Option): string =>
  `--${name}${value === undefined ? '' : ` ${value}`}`.replaceAll('|', '\\|')

const meaning = ({ help, choices, many }: Option): string =>
  [
    help,
    choices === undefined ? '' : `One of ${choices.join(', ')}.`,
    many === true ? 'May be repeated.' : '',
  ]
    .filter((text) => text !== '')
    .join(' ')

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const lower = (text: string): string =>
  text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '')
