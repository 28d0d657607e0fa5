import type {} from '@fastify/rate-limit'
import type {} from '@fastify/swagger'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { z } from 'zod'
import { parseStreamId } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Access, SignedIn } from './access.ts'
import type { TokenInfo } from './access-tokens.ts'
import { registerLogRoutes } from './log-routes.ts'
import { registerOwnRoutes } from './own-routes.ts'
import type { OriginCheck, SessionCookie } from './plugin.ts'
import type { Principal } from './principal.ts'
import * as schemas from './schemas.ts'

export interface AccessRouteParts {
  readonly access: Access
  readonly session: SessionCookie
  readonly isOurs: OriginCheck
  readonly sendRefusal: (reply: FastifyReply, refusal: Refusal) => FastifyReply
}

// Guessing is slowed per address here and per account in accounts.ts. Nobody is let off: an
// exception of the whole server, for tokens say, must not be a way around this.
const guarded = {
  rateLimit: {
    max: limits.rate.signInPerMinute,
    timeWindow: 60_000,
    allowList: () => false,
    keyGenerator: ({ ip }: FastifyRequest) => ip,
  },
}
const nothing = z.null().describe('Done.')

/** In a scope of its own, so that the compilers below are set for these routes only. */
export const registerAccessRoutes = (app: FastifyInstance, parts: AccessRouteParts): void => {
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  registerSession(app, parts)
  registerInvitations(app, parts)
  registerTokens(app, parts)
  registerLogRoutes(app, parts)
  registerOwnRoutes(app, { ...parts, guarded })
}

const registerSession = (app: FastifyInstance, parts: AccessRouteParts): void => {
  const { access, session, sendRefusal } = parts
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.route({
    method: 'POST',
    url: '/api/session',
    config: { ...guarded, withoutSession: true, open: true },
    schema: {
      tags: ['session'],
      summary: 'Sign in',
      body: schemas.signInBody,
      response: { 200: schemas.sessionView },
    },
    handler: async (request, reply) => {
      const { login, password, code } = request.body
      const refused = fromElsewhere(parts, request)
      if (refused !== undefined) return sendRefusal(reply, refused)
      return welcome(parts, request, reply, await access.signIn(login, password, code))
    },
  })
  typed.route({
    method: 'GET',
    url: '/api/session',
    config: { open: true },
    schema: { tags: ['session'], summary: 'Who am I', response: { 200: schemas.sessionView } },
    handler: async (request, reply) => {
      // What it says changes with every sign-in, and it holds a secret of the session.
      reply.header('cache-control', 'no-store')
      const { principal } = request
      if (principal === undefined) return { signedIn: false as const }
      return viewOf(access, principal, session.of(request))
    },
  })
  typed.route({
    method: 'DELETE',
    url: '/api/session',
    config: { open: true },
    schema: { tags: ['session'], summary: 'Sign out', response: { 204: nothing } },
    handler: async (request, reply) => {
      const token = session.of(request)
      if (token !== undefined) await access.signOut(token)
      session.clear(reply)
      return reply.code(204).send(null)
    },
  })
}

const registerInvitations = (app: FastifyInstance, parts: AccessRouteParts): void => {
  const { access, sendRefusal } = parts
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.route({
    method: 'POST',
    // The link's secret comes in the body: an address stands in logs, of proxies too.
    url: '/api/invitations/begin',
    config: { ...guarded, withoutSession: true, open: true },
    schema: {
      tags: ['session'],
      summary: 'See an invitation and get the authenticator’s secret',
      body: schemas.invitationBody,
      response: { 200: schemas.enrolmentView },
    },
    handler: async (request, reply) => {
      const enrolment = await access.beginInvitation(request.body.token)
      if (isRefusal(enrolment)) return sendRefusal(reply, enrolment)
      return reply
        .header('cache-control', 'no-store')
        .send({ ...enrolment, roles: [...enrolment.roles] })
    },
  })
  typed.route({
    method: 'POST',
    url: '/api/invitations/complete',
    config: { ...guarded, withoutSession: true, open: true },
    schema: {
      tags: ['session'],
      summary: 'Set up the account of an invitation and sign in',
      body: schemas.enrolmentBody,
      response: { 200: schemas.sessionView },
    },
    handler: async (request, reply) => {
      const refused = fromElsewhere(parts, request)
      if (refused !== undefined) return sendRefusal(reply, refused)
      const { token, ...input } = request.body
      return welcome(parts, request, reply, await access.completeInvitation(token, input))
    },
  })
  typed.route({
    method: 'POST',
    url: '/api/people/:id/invitation',
    config: { who: ['administrator'] },
    schema: {
      tags: ['people'],
      summary: 'Make the link by which an invited person sets up their account',
      description: 'Roles: administrator. Earlier links of the person stop working.',
      params: schemas.personParams,
      response: { 201: schemas.invitationView },
    },
    handler: async ({ principal, params }, reply) => {
      const person = parseStreamId(params.id)
      const made =
        principal === undefined
          ? notSignedIn()
          : isRefusal(person)
            ? person
            : await access.invitationLink(principal, person)
      return isRefusal(made) ? sendRefusal(reply, made) : reply.code(201).send(made)
    },
  })
}

const registerTokens = (app: FastifyInstance, { access, sendRefusal }: AccessRouteParts): void => {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.route({
    method: 'POST',
    url: '/api/tokens',
    schema: {
      tags: ['tokens'],
      summary: 'Make a token for automation',
      body: schemas.newTokenBody,
      response: { 201: schemas.newTokenView },
    },
    handler: async ({ principal, body }, reply) => {
      const made =
        principal === undefined ? notSignedIn() : await access.createToken(principal, body)
      if (isRefusal(made)) return sendRefusal(reply, made)
      return reply.code(201).send({ token: made.token, info: opened(made.info) })
    },
  })
  typed.route({
    method: 'GET',
    url: '/api/tokens',
    schema: {
      tags: ['tokens'],
      summary: 'List one’s own tokens',
      response: { 200: z.array(schemas.tokenInfo) },
    },
    handler: async ({ principal }, reply) => {
      if (principal === undefined) return sendRefusal(reply, notSignedIn())
      const list = await access.listTokens(principal)
      return list.map(opened)
    },
  })
  typed.route({
    method: 'DELETE',
    url: '/api/tokens/:id',
    schema: {
      tags: ['tokens'],
      summary: 'Revoke a token',
      params: schemas.tokenParams,
      response: { 204: nothing },
    },
    handler: async ({ principal, params }, reply) => {
      const revoked =
        principal === undefined ? notSignedIn() : await access.revokeToken(principal, params.id)
      return isRefusal(revoked) ? sendRefusal(reply, revoked) : reply.code(204).send(null)
    },
  })
}

/** As the schema of the answer takes it. */
const opened = (info: TokenInfo) => ({
  ...info,
  roles: [...info.roles],
  products: [...info.products],
})

/** A page elsewhere must not sign a browser in as somebody of its choice either. */
const fromElsewhere = (
  { isOurs }: AccessRouteParts,
  request: FastifyRequest,
): Refusal | undefined =>
  isOurs(request) ? undefined : refuse('access/csrf', 'Sign in on our own page.')

const welcome = async (
  { access, session, sendRefusal }: AccessRouteParts,
  request: FastifyRequest,
  reply: FastifyReply,
  signedIn: SignedIn | Refusal,
) => {
  if (isRefusal(signedIn)) return sendRefusal(reply, signedIn)
  const earlier = session.of(request)
  if (earlier !== undefined) await access.signOut(earlier)
  session.set(reply, signedIn.token)
  return reply
    .header('cache-control', 'no-store')
    .send(viewOf(access, signedIn.principal, signedIn.token))
}

const viewOf = (
  access: Access,
  principal: Principal,
  token: string | undefined,
): schemas.SessionView => ({
  signedIn: true,
  person: principal.person,
  name: principal.name,
  roles: [...principal.roles],
  ...(principal.products === undefined ? {} : { products: [...principal.products] }),
  via: principal.via,
  codeNeeded: access.codeNeeded(principal),
  ...(principal.via === 'session' && token !== undefined
    ? { csrfToken: access.csrfToken(token) }
    : {}),
})

const notSignedIn = (): Refusal => refuse('access/not-signed-in', 'Sign in first.')
