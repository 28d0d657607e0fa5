import cookie from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Access } from './access.ts'
import { registerDoor } from './door.ts'
import { registerAccessRoutes } from './routes.ts'

export interface AccessPluginOptions {
  readonly access: Access
  /** Where people reach this server: with https the cookie is Secure and bound to the host. */
  readonly publicUrl: string
  readonly sendRefusal: (reply: FastifyReply, refusal: Refusal) => FastifyReply
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * The route takes no notice of a session, so it asks for no CSRF token either: for what anybody
     * may do, signed in or not.
     */
    readonly withoutSession?: boolean
  }
}

/** The session's cookie: its name says to browsers what it must be (RFC 6265bis, `__Host-`). */
export interface SessionCookie {
  of(request: FastifyRequest): string | undefined
  set(reply: FastifyReply, token: string): void
  clear(reply: FastifyReply): void
}

/**
 * Finds out who asks, before any other hook, and refuses what a page elsewhere made a browser send:
 * with a cookie, a request that changes something needs the session's CSRF token in `x-csrf-token`
 * and, where the browser says whence, our own origin. Adds the routes of sign-in and of tokens.
 */
export const accessPlugin = fastifyPlugin<AccessPluginOptions>(
  async (app, { access, publicUrl, sendRefusal }) => {
    if (!app.hasReplyDecorator('setCookie')) await app.register(cookie)
    app.decorateRequest('principal', undefined)
    registerDoor(app, sendRefusal)
    const session = sessionCookie(publicUrl)
    const isOurs = originCheck(publicUrl)

    app.addHook('onRequest', async (request, reply) => {
      const { authorization } = request.headers
      if (authorization !== undefined) {
        const bearer = /^bearer ([\w-]{1,100})$/i.exec(authorization)?.[1] ?? ''
        request.principal = await access.authenticate({ bearer })
        return
      }
      const token = session.of(request)
      if (token === undefined || request.routeOptions.config.withoutSession === true) return
      const refused = changes(request) ? forged(access, isOurs, request, token) : undefined
      if (refused === undefined) request.principal = await access.authenticate({ session: token })
      // Public forms have no token: whoever sends one stays a stranger there, signed in or not.
      else if (request.url.startsWith('/api/')) return sendRefusal(reply, refused)
    })

    await app.register(async (scope) =>
      registerAccessRoutes(scope, { access, session, isOurs, sendRefusal }),
    )
  },
  { name: 'access', fastify: '5.x' },
)

export type OriginCheck = (request: FastifyRequest) => boolean

const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS']
const changes = ({ method }: FastifyRequest): boolean => !safeMethods.includes(method)

const forged = (
  access: Access,
  isOurs: OriginCheck,
  request: FastifyRequest,
  token: string,
): Refusal | undefined => {
  const given = request.headers['x-csrf-token']
  return isOurs(request) && typeof given === 'string' && access.isCsrfToken(token, given)
    ? undefined
    : refuse(
        'access/csrf',
        'This request did not come from our own page. Load the page again and repeat it there.',
      )
}

/**
 * Whether the browser says that the request comes from our own pages, or says nothing. Our own is
 * the public address, and the host that was asked: the server answers on loopback under more names.
 */
const originCheck = (publicUrl: string): OriginCheck => {
  const own = new URL(publicUrl).origin
  return ({ headers: { origin, host } }) => {
    if (origin === undefined || origin === own) return true
    const url = URL.parse(origin)
    return url !== null && url.host === host
  }
}

const sessionCookie = (publicUrl: string): SessionCookie => {
  const secure = new URL(publicUrl).protocol === 'https:'
  const name = secure ? '__Host-vulnerary' : 'vulnerary'
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const
  return {
    of: (request) => request.cookies[name],
    set: (reply, token) => void reply.setCookie(name, token, options),
    clear: (reply) => void reply.clearCookie(name, options),
  }
}
