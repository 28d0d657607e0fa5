/** Who may do what is declared in these words; see the table "Access" in docs/reference. */
export const roles = [
  'reporter',
  'triager',
  'engineer',
  'writer',
  'approver',
  'release-manager',
  'privacy',
  'auditor',
  'administrator',
] as const

export type Role = (typeof roles)[number]

/** Everyone who may look, change or not. A reporter sees only through the secret link. */
export const readers: readonly Role[] = [
  'triager',
  'engineer',
  'writer',
  'approver',
  'release-manager',
  'privacy',
  'auditor',
  'administrator',
]

/** Who answers people about their own data (GDPR 15 and 17): sees it, erases and redacts. */
export const privacyRoles = ['privacy', 'administrator'] as const satisfies readonly Role[]

/**
 * Who acts: a person, the server itself, or an outsider without an account. A machine token acts
 * as the person who answers for it, so that nobody approves with a token what they wrote by hand.
 */
export interface Actor {
  /** `person:<id>`, `local:operator`, `system:<reaction>` or `outsider:<channel>`. */
  readonly id: string
  readonly roles: readonly Role[]
  /** The products that these roles are limited to; absent: all of them. */
  readonly products?: readonly string[]
  /** The id of the token, where a machine acts; the ledger records it as the actor. */
  readonly token?: string
}
