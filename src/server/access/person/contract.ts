import { z } from 'zod'
import { declareCommand, declareKind } from '../../../kernel/command.ts'
import { line, paragraph, recordIds, required } from '../../../kernel/fields.ts'
import { limits } from '../../../kernel/limits.ts'
import { readers, roles } from '../../../kernel/roles.ts'

export const personStatuses = ['invited', 'active', 'recovering', 'disabled'] as const

/** What somebody signs in with: a short name or an e-mail address, in small letters. */
export const login = z
  .string()
  .trim()
  .toLowerCase()
  .min(2, 'A sign-in name has at least two characters.')
  .max(100)
  .regex(/^[a-z0-9][a-z0-9._@+-]*$/, 'Use letters, digits and . _ @ + - only.')

/** Shown beside everything the person does, and printed in signatures (21 CFR 11.50). */
export const personName = required(line, 'Write the person’s full name.').regex(
  /^[^\p{Cc}\p{Cf}]+$/u,
  'Use visible characters only.',
)

/** Roles of staff: a reporter comes by the secret link and has no account. */
export const staffRoles = z
  .array(z.enum(roles).exclude(['reporter']))
  .min(1, 'Give at least one role, or disable the account.')
  .max(roles.length)

/** Where mail to the person goes; empty where there is none. */
const mailAddress = z
  .union([
    z.literal(''),
    z
      .email('Write a mail address like name@example.org, or leave it empty.')
      .max(limits.account.addressLongest),
  ])
  .default('')

const administrators = ['administrator'] as const
/** Everybody with an account but auditors, who change nothing; whose address it is decides. */
const changing = roles.filter((role) => role !== 'reporter' && role !== 'auditor')
const reason = required(paragraph, 'Say why, for whoever reads this later.')

export const invite = declareCommand({
  name: 'invite',
  creates: true,
  title: 'Invite a person',
  help: 'Records a colleague and their roles. Then make the link by which they set up their account.',
  permission: administrators,
  input: z.strictObject({ name: personName, login, address: mailAddress, roles: staffRoles }),
})

export const registerFirst = declareCommand({
  name: 'register-first-administrator',
  creates: true,
  internal: true,
  title: 'Register the first administrator',
  help: 'Records who used the link that the server printed at its first start.',
  permission: administrators,
  input: z.strictObject({ name: personName, login }),
})

export const accept = declareCommand({
  name: 'accept',
  creates: false,
  internal: true,
  title: 'Accept the invitation',
  help: 'Records that the person has set up their account.',
  permission: administrators,
  input: z.strictObject({}),
})

export const changeRoles = declareCommand({
  name: 'change-roles',
  creates: false,
  title: 'Change the roles',
  help: 'Replaces the roles of a person. Takes hold at once, also for their tokens.',
  permission: administrators,
  input: z.strictObject({ roles: staffRoles, reason }),
})

export const setScope = declareCommand({
  name: 'set-scope',
  creates: false,
  title: 'Limit to products',
  help: 'Limits what the person does to some products; none lifts the limit. Takes hold at once, also for their tokens. What they read stays.',
  permission: administrators,
  input: z.strictObject({
    products: recordIds
      .refine((given) => new Set(given).size === given.length, 'Name each product once.')
      .meta({ title: 'Products', description: 'None: the roles hold for every product.' }),
    reason,
  }),
})

export const takeRoles = declareCommand({
  name: 'take-roles',
  creates: false,
  title: 'Take further roles yourself',
  help: 'For the only administrator of a small maker, whom nobody else can give roles: adds roles to your own. What you decide still needs somebody else’s approval.',
  permission: administrators,
  signature: 'I take these roles upon myself, as nobody else here can give them',
  input: z.strictObject({ roles: staffRoles, reason }),
})

export const setAddress = declareCommand({
  name: 'set-address',
  creates: false,
  title: 'Set the mail address',
  help: 'Where reminders of the dates of reports go. One’s own, or anybody’s by an administrator, who also sets an auditor’s; empty takes it away. Without one, a sign-in name that is a mail address serves.',
  permission: changing,
  input: z.strictObject({ address: mailAddress }),
})

export const disable = declareCommand({
  name: 'disable',
  creates: false,
  title: 'Disable the account',
  help: 'Ends the person’s sessions and tokens at once. What they did stays.',
  permission: administrators,
  input: z.strictObject({ reason }),
})

export const enable = declareCommand({
  name: 'enable',
  creates: false,
  title: 'Enable the account',
  help: 'Lets the person sign in again, with the roles they had.',
  permission: administrators,
  input: z.strictObject({ reason }),
})

export const recover = declareCommand({
  name: 'recover',
  creates: false,
  title: 'Let the person in anew',
  help: 'For a lost phone or password. Ends the person’s sessions and tokens at once and lets nobody sign in by the old credential. Then make the link by which they set up a new one, and hand it over yourself.',
  permission: administrators,
  signature: 'I made sure who asks for a new way in',
  input: z.strictObject({ reason }),
})

export const recoverOnMachine = declareCommand({
  name: 'recover-on-machine',
  creates: false,
  internal: true,
  title: 'Let an administrator in anew, on the machine',
  help: 'Records that whoever holds the data folder ran vulnerary recover.',
  permission: administrators,
  input: z.strictObject({}),
})

/** What a person changes of their own account; the events of that name are for ever. */
const ownCredentials = ['password', 'authenticator'] as const

export const recordCredentialChange = declareCommand({
  name: 'record-credential-change',
  creates: false,
  internal: true,
  title: 'Record a change of one’s own credential',
  help: 'Records that the person changed their own password or authenticator.',
  permission: administrators,
  input: z.strictObject({ credential: z.enum(ownCredentials) }),
})

/** The token's own id, under which its acts stand in the ledger. */
const tokenId = z.string().max(100)

export const recordToken = declareCommand({
  name: 'record-token',
  creates: false,
  internal: true,
  title: 'Record a token',
  help: 'Records that the person made a token for automation; never the token itself.',
  permission: administrators,
  input: z.strictObject({
    token: tokenId,
    label: z.string(),
    roles: staffRoles,
    products: recordIds.default([]),
    expiresAt: z.string().nullable(),
  }),
})

export const recordTokenRevoked = declareCommand({
  name: 'record-token-revoked',
  creates: false,
  internal: true,
  title: 'Record the end of a token',
  help: 'Records that a token of the person was revoked.',
  permission: administrators,
  input: z.strictObject({ token: tokenId }),
})

/** Clause 4.1.2: who is responsible for what. */
export const personContract = declareKind({
  kind: 'person',
  collection: 'people',
  prefix: 'PER',
  clause: '4.1.2',
  title: 'Person',
  readers,
  statuses: personStatuses,
  listed: ['login', 'role', 'address', 'scope'],
  everywhere: true,
  commands: [
    invite,
    registerFirst,
    accept,
    changeRoles,
    setScope,
    takeRoles,
    setAddress,
    disable,
    enable,
    recover,
    recoverOnMachine,
    recordCredentialChange,
    recordToken,
    recordTokenRevoked,
  ],
})
