import { z } from 'zod'
import { roles } from '../../../kernel/roles.ts'
import { type EventOf, eventParser } from '../../../ledger/index.ts'

const roleList = z.array(z.enum(roles))

/** Facts about a person of the staff. A shipped schema is never edited. */
export const personEvents = {
  'person.invited': z.object({
    name: z.string(),
    login: z.string(),
    roles: roleList,
    address: z.string().default(''),
  }),
  /** Empty where it was taken away. */
  'person.address-set': z.object({ address: z.string() }),
  /** What the person proves themselves with from now on. */
  'person.accepted': z.object({ credential: z.enum(['password-and-totp']) }),
  'person.roles-changed': z.object({ roles: roleList, reason: z.string() }),
  /** By the only administrator, for themselves: all roles they have from then on. */
  'person.roles-taken': z.object({ roles: roleList, reason: z.string() }),
  /** The roles hold for these products only; none named: for all. */
  'person.scope-set': z.object({ products: z.array(z.string()), reason: z.string() }),
  'person.disabled': z.object({ reason: z.string() }),
  'person.enabled': z.object({ reason: z.string() }),
  /** Nothing the person had lets them in from here on; `person.accepted` ends it. */
  'person.recovery-begun': z.object({
    reason: z.string(),
    by: z.enum(['administrator', 'operator']),
  }),
  'person.token-made': z.object({
    token: z.string(),
    label: z.string(),
    roles: roleList,
    /** Of those of its owner; none named: all of those. */
    products: z.array(z.string()).default([]),
    expiresAt: z.string().nullable(),
  }),
  'person.token-revoked': z.object({ token: z.string() }),
  'person.credential-changed': z.object({ credential: z.enum(['password', 'authenticator']) }),
} as const

export type PersonEvent = EventOf<typeof personEvents>
export const parsePersonEvent = eventParser(personEvents)
