import { z } from 'zod'
import { recordIds } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { roles } from '../../kernel/roles.ts'
import { staffRoles } from './person/contract.ts'

/** Bodies and answers of the routes of sign-in and tokens. */
const role = z.enum(roles)
// A length that no right password has, so that a wrong one is told apart by us and not by the form.
const password = z.string().max(limits.account.passwordLongest)
const code = z.string().max(16).describe('Six digits from the authenticator app.')

export const signInBody = z.strictObject({
  login: z.string().max(limits.text.line),
  password,
  code,
})

export const sessionView = z.discriminatedUnion('signedIn', [
  z.object({ signedIn: z.literal(false) }),
  z.object({
    signedIn: z.literal(true),
    person: z.string(),
    name: z.string(),
    roles: z.array(role),
    products: z
      .array(z.string())
      .optional()
      .describe('Only for these products may they do what their roles allow; left out: for all.'),
    via: z.enum(['session', 'token', 'local']),
    csrfToken: z
      .string()
      .optional()
      .describe('Send it in x-csrf-token with every request that changes something.'),
    codeNeeded: z.boolean().describe('Whether the next signature takes a code, too.'),
  }),
])
export type SessionView = z.output<typeof sessionView>

const linkToken = z.string().max(100).describe('What stands after # in the one-time link.')

export const invitationBody = z.strictObject({ token: linkToken })

export const enrolmentView = z.object({
  name: z.string().nullable(),
  login: z.string().nullable(),
  roles: z.array(role),
  secret: z.string().describe('For typing into the authenticator app.'),
  uri: z.string().describe('The same as an otpauth address.'),
  qr: z.string().describe('The same as a QR code in SVG.'),
})

export const enrolmentBody = z.strictObject({
  token: linkToken,
  name: z
    .string()
    .max(limits.text.line)
    .optional()
    .describe('Of the first administrator, as is the sign-in name.'),
  login: z.string().max(limits.text.line).optional(),
  password,
  code,
})

export const personParams = z.object({ id: z.uuid() })

export const invitationView = z.object({
  token: z.string().describe('Shown once: it makes the link that you hand to the person.'),
  expiresAt: z.string(),
})

const proof = {
  password: password.describe('The password of now.'),
  code: code.describe('Six digits from the authenticator app of now.'),
}

export const newPasswordBody = z.strictObject({ ...proof, newPassword: password })

export const newAuthenticatorView = z.object({
  request: z.string().describe('Goes back when the change is made.'),
  secret: z.string(),
  uri: z.string(),
  qr: z.string(),
})

export const newAuthenticatorBody = z.strictObject({
  ...proof,
  request: z.string().max(100),
  newCode: code.describe('Six digits from the new authenticator app.'),
})

export const newTokenBody = z.strictObject({
  label: z.string().trim().min(1).max(limits.text.line).describe('What it is for.'),
  roles: staffRoles,
  products: recordIds
    .default([])
    .describe('Limits the token to these of your products; none: to all that you have.'),
  expiresInDays: z.number().int().min(1).max(366).default(90),
})

export const tokenInfo = z.object({
  id: z.string(),
  label: z.string(),
  roles: z.array(role),
  products: z.array(z.string()),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
})

export const newTokenView = z.object({
  token: z.string().describe('Shown once. Send it as Authorization: Bearer …'),
  info: tokenInfo,
})

export const tokenParams = z.object({ id: z.string().max(100) })
