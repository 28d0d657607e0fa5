import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { isRefusal, refuse } from '../../kernel/result.ts'
import type { AccessRouteParts } from './routes.ts'
import * as schemas from './schemas.ts'

const nothing = z.null().describe('Done.')
const tags = ['account']

/** The routes by which somebody changes their own password and authenticator. */
export const registerOwnRoutes = (
  app: FastifyInstance,
  { access, sendRefusal, guarded }: AccessRouteParts & { readonly guarded: object },
): void => {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  const notSignedIn = refuse('access/not-signed-in', 'Sign in first.')

  typed.route({
    method: 'POST',
    url: '/api/account/password',
    config: { ...guarded },
    schema: {
      tags,
      summary: 'Change one’s own password; ends one’s other sessions',
      body: schemas.newPasswordBody,
      response: { 204: nothing },
    },
    handler: async ({ principal, body: { newPassword, ...proof } }, reply) => {
      const changed =
        principal === undefined
          ? notSignedIn
          : await access.changePassword(principal, proof, newPassword)
      return isRefusal(changed) ? sendRefusal(reply, changed) : reply.code(204).send(null)
    },
  })
  typed.route({
    method: 'POST',
    url: '/api/account/authenticator/begin',
    config: { ...guarded },
    schema: {
      tags,
      summary: 'Get the secret of a new authenticator; changes nothing yet',
      response: { 200: schemas.newAuthenticatorView },
    },
    handler: async ({ principal }, reply) => {
      const begun =
        principal === undefined ? notSignedIn : await access.beginAuthenticator(principal)
      return isRefusal(begun)
        ? sendRefusal(reply, begun)
        : reply.header('cache-control', 'no-store').send(begun)
    },
  })
  typed.route({
    method: 'POST',
    url: '/api/account/authenticator',
    config: { ...guarded },
    schema: {
      tags,
      summary: 'Change one’s own authenticator; ends one’s other sessions',
      body: schemas.newAuthenticatorBody,
      response: { 204: nothing },
    },
    handler: async ({ principal, body: { request, newCode, ...proof } }, reply) => {
      const changed =
        principal === undefined
          ? notSignedIn
          : await access.changeAuthenticator(principal, proof, request, newCode)
      return isRefusal(changed) ? sendRefusal(reply, changed) : reply.code(204).send(null)
    },
  })
}
