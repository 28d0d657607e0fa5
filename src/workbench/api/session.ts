import { queryOptions, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { type Role, roles } from '../../kernel/roles.ts'
import { announceSignedOut, rememberCsrfToken, request } from './request.ts'

const signedIn = z.object({
  signedIn: z.literal(true),
  person: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  csrfToken: z.string().optional(),
  codeNeeded: z.boolean(),
})
const sessionSchema = z.discriminatedUnion('signedIn', [
  z.object({ signedIn: z.literal(false) }),
  signedIn,
])
export type Session = z.output<typeof sessionSchema>
export type SignedIn = z.output<typeof signedIn>

const remembered = (session: Session): Session => {
  rememberCsrfToken(session.signedIn ? (session.csrfToken ?? '') : '')
  return session
}

const sessionKey = ['session'] as const

/**
 * Who is signed in. A session that ends while pages are open stays here as it was, and listeners
 * are told: the page asks to sign in again over what is being written, instead of going away.
 */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ signal, client }) => {
    const before = client.getQueryData<Session>(sessionKey)
    const session = await request(sessionSchema, '/api/session', { signal })
    if (!session.signedIn && before?.signedIn === true) {
      announceSignedOut()
      return before
    }
    return remembered(session)
  },
  staleTime: Number.POSITIVE_INFINITY,
})

export interface Credentials {
  readonly login: string
  readonly password: string
  readonly code: string
}

export const signIn = async (credentials: Credentials): Promise<Session> =>
  remembered(await request(sessionSchema, '/api/session', { method: 'POST', json: credentials }))

export const signOut = (): Promise<null> => request(z.null(), '/api/session', { method: 'DELETE' })

const enrolment = z.object({
  name: z.string().nullable(),
  login: z.string().nullable(),
  roles: z.array(z.enum(roles)),
  secret: z.string(),
  uri: z.string(),
  qr: z.string(),
})
export type Enrolment = z.output<typeof enrolment>

export const beginInvitation = (token: string): Promise<Enrolment> =>
  request(enrolment, '/api/invitations/begin', { method: 'POST', json: { token } })

export interface NewAccount {
  readonly name?: string
  readonly login?: string
  readonly password: string
  readonly code: string
}

export const completeInvitation = async (token: string, account: NewAccount): Promise<Session> =>
  remembered(
    await request(sessionSchema, '/api/invitations/complete', {
      method: 'POST',
      json: { token, ...account },
    }),
  )

/** Who is signed in. Only below the gate, where somebody is. */
export const useSignedIn = (): SignedIn => {
  const { data } = useQuery(sessionQuery)
  if (data?.signedIn !== true) throw new Error('useSignedIn is used outside the gate')
  return data
}

export const hasRole = ({ roles: mine }: SignedIn, wanted: readonly Role[]): boolean =>
  wanted.some((role) => mine.includes(role))
