import { z } from 'zod'
import { request } from './request.ts'

/** The credential of now, which every change of it takes. */
export interface Proof {
  readonly password: string
  readonly code: string
}

export const changePassword = (proof: Proof, newPassword: string): Promise<null> =>
  request(z.null(), '/api/account/password', { method: 'POST', json: { ...proof, newPassword } })

const newAuthenticator = z.object({ request: z.string(), secret: z.string(), qr: z.string() })
export type NewAuthenticator = z.output<typeof newAuthenticator>

export const beginAuthenticator = (): Promise<NewAuthenticator> =>
  request(newAuthenticator, '/api/account/authenticator/begin', { method: 'POST' })

export const changeAuthenticator = (
  proof: Proof,
  begun: NewAuthenticator,
  newCode: string,
): Promise<null> =>
  request(z.null(), '/api/account/authenticator', {
    method: 'POST',
    json: { ...proof, request: begun.request, newCode },
  })
