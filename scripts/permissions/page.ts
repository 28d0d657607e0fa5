import type { CommandDeclaration, KindContract } from '../../src/kernel/command.ts'
import type { Role } from '../../src/kernel/roles.ts'
import { contracts } from '../../src/server/index/contracts.ts'
import { type Audience, otherRoutes, staff } from './routes.ts'

/** docs/reference/permissions.md, from the declarations that the server itself goes by. */
export const permissionsPage = (): string => `# Permissions

<!-- Written by "node scripts/write-permissions.ts" from the declarations of the commands. -->

Who may do what. The server goes by the same declarations, and a test walks every route with
every role. A role lets its holder do only what stands here; nobody approves what they proposed,
whatever their roles. "Signed" commands ask for password and code again (21 CFR 11.200).

| role | comes for |
|---|---|
${roleRows.map(([role, purpose]) => `| \`${role}\` | ${purpose} |`).join('\n')}

The command line on the machine of the server acts as \`local:operator\` with all roles but
\`reporter\` and \`approver\`. A token has those of its owner's roles that it was given; it signs
nothing, and makes no tokens or invitations. A device's token (\`vud_…\`) is nobody's: it opens the routes
that name devices below, for events of its own source, and no other.

## Products

An administrator may limit a person to products (\`set-scope\`, none lifts it): their roles then hold
for records that concern those products and no other. A record concerns the products that it names,
else those of the records it hangs on; one that concerns several takes all of them, except for the
commands marked below: "own" takes only the products that its input names, "one" any of them, and whoever is asked about their
product answers. What
names no product yet can be worked on, but not approved (no signature, nor what is marked "judges").
What holds for everybody (people, policy, channels, devices) is closed to them. Tokens have the products of
their owner, or fewer. Whoever is not limited, administrators too, has all products. Reading is not limited.

## Commands

A dot: the role may. An S: the role may, and it is a signature.

${contracts.filter(hasCommands).map(commandTable).join('\n\n')}

## Reading records

| records | who reads |
|---|---|
${contracts.map(({ title, clause, readers }) => `| ${title} (${clause}) | ${names(readers)} |`).join('\n')}

Names and addresses of outsiders are shown to \`triager\`, \`engineer\`, \`privacy\` and
\`administrator\`; to everybody else they are sealed. A case under embargo is there only for those named on it.

## Other routes

| route | who | what |
|---|---|---|
${otherRoutes.map(({ method, path, who, what, devices }) => `| \`${method} ${path}\` | ${names(who)}${devices === true ? ', devices' : ''} | ${what} |`).join('\n')}
`

const roleRows: readonly (readonly [Role, string])[] = [
  ['reporter', 'telling of a flaw and following it, by the secret link and without an account'],
  ['triager', 'the inbox: acknowledging reports, opening cases'],
  ['engineer', 'analysis, decisions, remediation'],
  ['writer', 'correcting what documents say'],
  ['approver', 'approving, waiving, signing'],
  ['release-manager', 'gate, release documents, updates'],
  ['privacy', 'what people ask about their own data: showing, erasing, redacting'],
  ['auditor', 'reading everything and changing nothing'],
  ['administrator', 'people and their roles'],
]

const visibleCommands = ({ commands }: KindContract) =>
  commands.filter(({ internal }) => internal !== true)

const hasCommands = (contract: KindContract): boolean => visibleCommands(contract).length > 0

const columns: readonly Role[] = ['reporter', ...staff]

const commandTable = (contract: KindContract): string => {
  const rows = visibleCommands(contract).map((declaration) => {
    const { name, permission, signature } = declaration
    const cells = columns.map((role) =>
      permission.includes(role) ? (signature === undefined ? '•' : 'S') : '',
    )
    return `| \`${name}\`${mark(declaration)} | ${cells.join(' | ')} |`
  })
  return [
    `### ${contract.title} (${contract.clause})`,
    '',
    `| command | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => ':-:').join('|')}|`,
    ...rows,
  ].join('\n')
}

/** What a limit to products asks here, where it is not every product of the record. */
const mark = ({ products, judges }: CommandDeclaration): string =>
  judges === true
    ? ' (judges)'
    : products === undefined
      ? ''
      : products === 'any'
        ? ' (one)'
        : ' (own)'

const names = (who: Audience): string =>
  who === 'anybody'
    ? 'anybody'
    : staff.every((role) => who.includes(role))
      ? 'everybody signed in'
      : who.map((role) => `\`${role}\``).join(', ')
